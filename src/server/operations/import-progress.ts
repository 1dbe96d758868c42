/** How far an import is, as the import writes it into the catalogue's folder (`catalog/importing/progress-file.ts`). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { type ImportProgress, PROGRESS_FILE } from '#core/import-progress.ts';

/** A running import writes every second, also on a machine that is busy: one silent for so long was killed. */
const SILENT_MS = 30_000;

const count = Type.Integer({ minimum: 0 });
const ProgressInFile = Type.Object({
  running: Type.Boolean(),
  done: count,
  total: Type.Union([count, Type.Null()]),
  failed: count,
  updatedAt: Type.Number(),
});

export interface ImportState extends ImportProgress {
  readonly total: number;
}

/** The running or last import, or null where none ever told of itself. */
export async function readImport(folder: string, now = Date.now()): Promise<ImportState | null> {
  try {
    const state: unknown = JSON.parse(await readFile(join(folder, PROGRESS_FILE), 'utf8'));
    if (!Value.Check(ProgressInFile, state)) return null;
    const running = state.running && now - state.updatedAt < SILENT_MS;
    return { ...state, running, total: state.total ?? state.done };
  } catch {
    return null; // none yet, or damaged
  }
}
