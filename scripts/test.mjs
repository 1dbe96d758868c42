// `npm test`: format and lint, types, unit tests, build, browser tests, and the Python checks of the exported models where
// Python has what they need. Every step runs, also after a failed one; the last line counts: "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './lib/browser.mjs';
import { findPython } from './lib/python.mjs';
import { build, checkNode, install, ROOT, run } from './lib/steps.mjs';

const REPORTS = join(ROOT, '.cache', 'reports');
const bin = (name) => join(ROOT, 'node_modules', ...name.split('/'));
const totals = { passed: 0, failed: 0 };

function count(what, passed, failed) {
  totals.passed += passed;
  totals.failed += failed;
  console.log(`\n── ${what}: ${passed} passed, ${failed} failed`);
}

/** A step that either works or does not. */
function check(what, code) {
  count(what, code === 0 ? 1 : 0, code === 0 ? 0 : 1);
}

function readReport(file) {
  const path = join(REPORTS, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** Counts a suite by its JSON report; a suite that died without one failed. */
function suite(what, code, report, passed, failed) {
  if (!report) return count(what, 0, 1);
  const broken = code !== 0 && failed(report) === 0 ? 1 : 0;
  count(what, passed(report), failed(report) + broken);
}

function unitTests() {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS, 'unit.json')}`];
  const code = run(process.execPath, [bin('vitest/vitest.mjs'), ...args]);
  suite(
    'unit tests',
    code,
    readReport('unit.json'),
    (r) => r.numPassedTests,
    (r) => r.numFailedTests,
  );
}

function browserTests() {
  const browser = findBrowser();
  const env = {
    ...process.env,
    ...(browser ? { CHROMIUM_PATH: browser } : {}),
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(REPORTS, 'e2e.json'),
  };
  const code = run(process.execPath, [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], { env });
  const passed = (r) => r.stats.expected + r.stats.flaky;
  suite('browser tests', code, readReport('e2e.json'), passed, (r) => r.stats.unexpected);
}

function pythonTests() {
  const python = findPython();
  if (!python)
    return console.log('\n── SKIPPED: Python checks of the exported models (training/requirements-test.txt missing)');
  const report = join(REPORTS, 'pytest.xml');
  const code = run(python, ['-m', 'pytest', '-q', 'training/tests', `--junitxml=${report}`]);
  const text = existsSync(report) ? readFileSync(report, 'utf8') : null;
  const number = (name) => Number(new RegExp(`${name}="(\\d+)"`).exec(text ?? '')?.[1] ?? 0);
  const failed = () => number('failures') + number('errors');
  suite('python tests', code, text, () => number('tests') - failed() - number('skipped'), failed);
}

checkNode();
install();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

check('format and lint', run(process.execPath, [bin('@biomejs/biome/bin/biome'), 'ci', '.']));
check('types', run(process.execPath, [join(ROOT, 'scripts', 'typecheck.mjs')]));
unitTests();
const built = await build();
check('build', built);
if (built === 0) browserTests();
pythonTests();

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
