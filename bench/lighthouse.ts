/**
 * Lighthouse on its phone profile (a slow 4G network and a processor four times slower, both simulated), against a running
 * server with the production build: the four categories as medians, and every audit that did not pass.
 *
 *   npm start                                   (or npm run serve)
 *   npm run bench:lighthouse -- http://127.0.0.1:8080 [runs]        (3)
 *
 * Lighthouse is fetched when it is asked for: with all that it brings it is larger than everything else here together.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../scripts/lib/browser.mjs';
import { npm, ROOT } from '../scripts/lib/steps.mjs';
import { median } from './median.ts';

/** Lighthouse 12, the last for Node 20, cannot read the traces of Chromium 156 (NO_NAVSTART): so a Node of its own comes with it. */
const PACKAGES = ['node@22.23.3', 'lighthouse@13.5.0'];
const BUDGETS: Readonly<Record<string, number>> = { performance: 95, accessibility: 100, 'best-practices': 95 };
const FOLDER = join(ROOT, '.cache', 'lighthouse');
const [url, runs = '3'] = process.argv.slice(2);
if (!url) throw new Error('usage: npm run bench:lighthouse -- <url> [runs]');

interface Audit {
  readonly id: string;
  readonly title: string;
  readonly score: number | null;
  readonly displayValue?: string;
  readonly numericValue?: number;
}

interface Report {
  readonly categories: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, Audit>>;
  readonly runtimeError?: { readonly message: string };
}

/** One visit of a browser that was never here. */
function visit(address: string, run: number): Report {
  const file = join(FOLDER, `${run}.json`);
  const flags = '--headless=new --no-sandbox --disable-gpu --disable-background-networking';
  const options = `--quiet --output=json --output-path="${file}" --chrome-flags="${flags}"`;
  const wanted = PACKAGES.map((name) => `--package=${name}`);
  const call = `node "$(which lighthouse)" "${address}" ${options}`;
  const [command, args] = npm('exec', '--yes', '--loglevel=error', ...wanted, '-c', call);
  const browser = findBrowser();
  const env = { ...process.env, ...(browser ? { CHROME_PATH: browser } : {}) };
  const { status } = spawnSync(command, args, { cwd: ROOT, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`Lighthouse ended with ${status}`);
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  if (report.runtimeError) throw new Error(report.runtimeError.message);
  return report;
}

mkdirSync(FOLDER, { recursive: true });
const reports: Report[] = [];
for (let run = 1; run <= Number(runs); run++) reports.push(visit(url, run));
const [first] = reports;
if (!first) throw new Error('no runs');

const scores = (category: string) =>
  reports.map(({ categories }) => Math.round(100 * (categories[category]?.score ?? 0)));
console.table(
  Object.fromEntries(
    Object.entries(first.categories).map(([id, { title }]) => [
      title,
      { median: median(scores(id)), runs: scores(id).join(' · '), budget: BUDGETS[id] ? `≥ ${BUDGETS[id]}` : '' },
    ]),
  ),
);

/** In some run it did not pass. */
const failing = Object.keys(first.audits).filter((id) => reports.some(({ audits }) => (audits[id]?.score ?? 1) < 0.9));
console.log(failing.length === 0 ? '\nEvery audit passed.' : '\nAudits that did not pass in every run:');
for (const id of failing) {
  const { title = id, displayValue = '' } = first.audits[id] ?? {};
  const all = reports.map(({ audits }) => audits[id]?.score ?? '–').join(' · ');
  console.log(`  ${id} (${all}): ${title} ${displayValue}`);
}
