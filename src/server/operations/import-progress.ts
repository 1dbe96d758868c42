/** How far an import is, as the importer writes it to `<catalogue>/import.json`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

/** An import tells of itself every few seconds: one silent for so long was killed. */
const SILENT_MS = 120_000;

const count = Type.Integer({ minimum: 0 });
const ImportFile = Type.Object({
  running: Type.Boolean(),
  done: count,
  /** Null while the feed is still being read. */
  total: Type.Union([count, Type.Null()]),
  failed: count,
  /** Milliseconds of Unix time. */
  updatedAt: Type.Number(),
});

export interface ImportState extends Omit<Static<typeof ImportFile>, 'total'> {
  readonly total: number;
}

/** The running or last import, or null where none ever told of itself. */
export async function readImport(folder: string, now = Date.now()): Promise<ImportState | null> {
  try {
    const state: unknown = JSON.parse(await readFile(join(folder, 'import.json'), 'utf8'));
    if (!Value.Check(ImportFile, state)) return null;
    const running = state.running && now - state.updatedAt < SILENT_MS;
    return { ...state, running, total: state.total ?? state.done };
  } catch {
    return null; // none yet, or half written
  }
}
