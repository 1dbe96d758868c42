/** `demo.json` in a catalogue's folder: says that a command made it whole, from what, and may remove it again. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DemoStamp {
  readonly kind: 'drawn' | 'real';
  /** Version of the drawings, or of how photos are turned into products. */
  readonly version: string;
  /** Where the photos came from. */
  readonly from?: string;
  readonly modelKey: string;
}

const pathOf = (catalogue: string) => join(catalogue, 'demo.json');

/** The stamp, or null where there is none. */
export async function readStamp(catalogue: string): Promise<DemoStamp | null> {
  try {
    return JSON.parse(await readFile(pathOf(catalogue), 'utf8')) as DemoStamp;
  } catch {
    return null; // a stamp that cannot be read counts as none: nothing is removed because of it
  }
}

export async function writeStamp(catalogue: string, stamp: DemoStamp): Promise<void> {
  const temporary = `${pathOf(catalogue)}.${process.pid}.new`;
  await writeFile(temporary, `${JSON.stringify(stamp)}\n`);
  await rename(temporary, pathOf(catalogue));
}

export async function removeStamp(catalogue: string): Promise<void> {
  await rm(pathOf(catalogue), { force: true });
}

export function isSameStamp(a: DemoStamp | null, b: DemoStamp): boolean {
  return a !== null && a.kind === b.kind && a.version === b.version && a.from === b.from && a.modelKey === b.modelKey;
}
