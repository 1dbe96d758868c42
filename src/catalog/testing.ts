/** Helpers of this layer's tests: real pictures, the real models, the real command line. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { PACKAGE_ROOT } from './catalogue.ts';
import { type RunImportOptions, runImport } from './importing/run-import.ts';

export const MODELS = join(PACKAGE_ROOT, 'models');

/** A fresh folder and what removes it. */
export async function scratchFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tongkuan-catalog-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Models that see the same and count as others: a field without meaning is added to the embedder's file. */
export async function otherModels(folder: string): Promise<string> {
  await cp(MODELS, folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const file = join(folder, manifest.embedder.file);
  await appendFile(file, Buffer.from([0x82, 0x7d, 0])); // protobuf: field 2000, empty
  const bytes = await readFile(file);
  manifest.embedder.sha256 = createHash('sha256').update(bytes).digest('hex');
  manifest.embedder.bytes = bytes.length;
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

/** Draws picture number `i`: stripes of colours no other number has. */
export async function drawPicture(path: string, i: number, side = 96): Promise<void> {
  const data = Buffer.alloc(side * side * 3);
  for (let p = 0; p < side * side; p++) {
    const stripe = Math.floor((p % side) / (4 + (i % 13))) + Math.floor(p / side / (3 + (i % 7)));
    data[p * 3] = (i * 47 + stripe * 90) % 256;
    data[p * 3 + 1] = (i * 89 + stripe * 40) % 256;
    data[p * 3 + 2] = (i * 151 + stripe * 170) % 256;
  }
  await mkdir(join(path, '..'), { recursive: true });
  await sharp(data, { raw: { width: side, height: side, channels: 3 } }).toFile(path);
}

/** Imports in this process, with one thread that looks at pictures: each one takes a while to start. */
export function importInto(catalogue: string, feed: string, options: Partial<RunImportOptions> = {}) {
  return runImport({ feed, catalogue, models: MODELS, cores: 1, ...options });
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Each line of stdout as JSON. */
  readonly lines: readonly Record<string, unknown>[];
}

/** Starts the command line as a process of its own. */
export function startCli(...args: readonly string[]) {
  return spawn(process.execPath, ['--import', 'tsx', join('src', 'catalog', 'cli.ts'), ...args], { cwd: PACKAGE_ROOT });
}

/** Runs the command line to its end. */
export function cli(...args: readonly string[]): Promise<Ended> {
  return ended(startCli(...args));
}

/** Waits for a process started with `startCli`; `input` goes to its stdin. */
export async function ended(child: ReturnType<typeof startCli>, input = ''): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const jsonLines = () =>
    stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    code,
    stdout,
    stderr,
    get lines() {
      return jsonLines();
    },
  };
}
