/** For tests that kill: a process that tells what it acknowledged, and what must be true of a catalogue after its death. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CatalogueReader } from './catalogue-reader.ts';
import { modelIndexes } from './models.ts';
import { openIndex } from './zvec.ts';

/** Starts one of the `*-child.ts` beside this file. */
export function startChild(script: string, ...args: string[]) {
  const path = join(import.meta.dirname, script);
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const acknowledged: string[] = [];
  lines.on('line', (line) => acknowledged.push(line));
  return {
    acknowledged,
    async acknowledges(count: number): Promise<void> {
      while (acknowledged.length < count && child.exitCode === null) await once(lines, 'line');
    },
    async dies(): Promise<void> {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'close');
    },
    /** What the lines that begin with this word say. */
    said: (word: string) =>
      acknowledged.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1)),
  };
}

/** What is wrong with a catalogue whose keeper (`switch-child.ts`) was killed; empty: nothing. */
export async function faultsAfterSwitch(catalogue: string, child: ReturnType<typeof startChild>): Promise<string[]> {
  const faults: string[] = [];
  const newest = child.said('in-force').at(-1);
  const deleted = child.said('deleted');
  const reader = new CatalogueReader(catalogue);
  const shown: string[] = [];
  for await (const id of reader.ids()) shown.push(id);
  if (newest !== undefined && Number.parseInt(reader.modelKey, 16) < Number.parseInt(newest, 16)) {
    faults.push(`model ${reader.modelKey} is in force, not ${newest}`);
  }
  for (const id of deleted) if (shown.includes(id)) faults.push(`${id} was deleted and is shown`);
  for (const { folder, modelKey, state } of await modelIndexes(catalogue)) {
    const index = await openIndex(folder, { mode: 'write' });
    for (const { id, what } of await index.verify()) faults.push(`${modelKey} ${id}: ${what}`);
    const found = new Set((await index.get(deleted)).map(({ product }) => product.id));
    if (state !== 'building') for (const id of found) faults.push(`${id} was deleted and is in ${modelKey}`);
    await index.close();
  }
  await reader.close();
  return faults;
}
