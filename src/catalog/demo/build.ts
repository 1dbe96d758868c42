/**
 * Building a demo catalogue: beside the one that is there, swapped in when it is whole. A killed build is taken up again by
 * the next call; a catalogue with its stamp is therefore always complete.
 */
import { mkdir, rm } from 'node:fs/promises';
import { holdsIndex, successorOf } from '../catalogue.ts';
import type { ImportReport } from '../importing/report.ts';
import type { RunImportOptions } from '../importing/run-import.ts';
import { type DemoStamp, isSameStamp, readStamp, writeStamp } from './stamp.ts';

/** Products of a demo stay when a shop's own feed joins them. */
const DEMO_SOURCE = 'demo';

/** What a catalogue's folder holds: `old` is the same demo from earlier drawings or models, `own` a shop's products. */
export type Held = 'nothing' | 'this' | 'old' | 'other-demo' | 'own';

/** @param wanted the demo that is to be there */
export async function whatIsHeld(catalogue: string, wanted: DemoStamp): Promise<Held> {
  if (!holdsIndex(catalogue)) return 'nothing';
  const stamp = await readStamp(catalogue);
  if (stamp === null) return 'own';
  if (isSameStamp(stamp, wanted)) return 'this';
  return stamp.kind === wanted.kind ? 'old' : 'other-demo';
}

/** Imports a feed as the catalogue, whatever was there before. */
export async function buildDemo(options: RunImportOptions, stamp: DemoStamp): Promise<ImportReport> {
  const { runImport } = await import('../importing/run-import.ts');
  const successor = successorOf(options.catalogue);
  if (!isSameStamp(await readStamp(successor), stamp)) await rm(successor, { recursive: true, force: true });
  await mkdir(successor, { recursive: true });
  await writeStamp(successor, stamp);
  return runImport({ ...options, source: DEMO_SOURCE, replace: true, resume: true });
}
