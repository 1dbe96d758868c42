import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { precacheList } from '../../vite/service-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'precache-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text = path): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test('the page is kept, models, wasm, compressed copies and the worker itself are not', () => {
  for (const file of ['index.html', 'assets/index-DxkV_1a-.js', 'icons/icon-192.png', 'examples/scene-1.jpg'])
    write(file);
  for (const file of ['models/manifest.json', 'models/detector.tflite', 'litert/compat-3398c10d.wasm', 'sw.js'])
    write(file);
  for (const file of ['index.html.br', 'assets/index-DxkV_1a-.js.gz', 'licences.txt']) write(file);
  const list = precacheList(folder);
  expect(list.map(({ url }) => url)).toEqual([
    '/assets/index-DxkV_1a-.js',
    '/examples/scene-1.jpg',
    '/icons/icon-192.png',
    '/index.html',
  ]);
  expect(list[0]?.revision).toBeNull();
});

test('a file that changes gets another revision', () => {
  const revision = () => precacheList(folder).find(({ url }) => url === '/index.html')?.revision;
  write('index.html', 'one');
  const before = revision();
  write('index.html', 'two');
  expect(revision()).not.toBe(before);
});
