// Steps shared by `npm start` and `npm test`. Plain Node: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MIN_NODE = [20, 19]; // Vite 8 needs it

/** Stops with a clear sentence on a Node that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  console.error(`Tongkuan needs Node ${MIN_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs a program to its end with its output shown. @returns {number} exit code */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.error) console.error(result.error.message);
  return result.status ?? 1;
}

/** Like `run`, but a failure ends this process. */
export function must(what, command, args, options) {
  const code = run(command, args, options);
  if (code === 0) return;
  console.error(`\n${what} failed (exit code ${code}).`);
  process.exit(code);
}

/** Starts a program with its output shown. @returns {Promise<number>} exit code */
export function start(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    child.once('error', () => done(1));
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** Arguments that run a TypeScript file with this Node. */
export function tsx(file, ...args) {
  return ['--import', 'tsx', file, ...args];
}

/** `npm` as a program and its first arguments, without a shell. */
export function npm(...args) {
  const cli = process.env.npm_execpath;
  return cli ? [process.execPath, [cli, ...args]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

/** Installs what package-lock.json names, unless that very lock is installed already. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const stamp = join(ROOT, 'node_modules', '.tongkuan-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages …');
  // Not `npm ci`: npm leaves other platforms' optional packages out of the lock and then refuses it.
  const [command, args] = npm('install', '--no-save', '--no-audit', '--no-fund');
  must('Installing', command, args);
  writeFileSync(stamp, lock);
}

/** Everything the page is built from. */
const BUILD_INPUTS = ['index.html', 'vite.config.ts', 'package-lock.json', 'vite', 'public', 'models', 'src'];
/** Written by the build itself, so not an input. */
const GENERATED = ['public/examples'];

function* filesBelow(path) {
  if (GENERATED.includes(path)) return;
  if (!statSync(join(ROOT, path)).isDirectory()) return yield path;
  for (const name of readdirSync(join(ROOT, path)).sort()) yield* filesBelow(`${path}/${name}`);
}

function buildKey() {
  const hash = createHash('sha256');
  for (const input of BUILD_INPUTS.filter((path) => existsSync(join(ROOT, path)))) {
    for (const file of filesBelow(input)) hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** Builds the page into dist/, unless dist/ was built from the very same files. */
export async function build() {
  const stamp = join(ROOT, '.cache', 'build-key');
  const key = buildKey();
  if (existsSync(join(ROOT, 'dist', 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === key)
    return 0;
  console.log('Building the page …');
  const [command, args] = npm('run', '--silent', 'build');
  const code = await start(command, args);
  if (code !== 0) return code;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
  return 0;
}
