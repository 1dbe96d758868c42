/**
 * The indexes of a catalogue, one a model. The index of a new model is built beside the one in force, and one file, replaced
 * atomically, decides who is answered by which:
 *
 *   index/              the index of the catalogue's first model
 *   index-<modelKey>/   those of later models
 *   serving             names of the indexes that answer, a line each, the one in force first; absent: `index` alone
 *
 * An index that is not in `serving` is being built, or being dropped: nobody is answered by it.
 */
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { randomName, readHeader, readIfThere, replaceFile } from './folder.ts';

const FIRST = 'index';
const INDEX_NAME = /^index(-[0-9a-f]{16})?$/;

/** The first index and those of later models. */
export interface ModelIndex {
  readonly folder: string;
  /** 16 hex digits. */
  readonly modelKey: string;
  /** `in-force` answers whatever names no model; `serving` queries of its own model only. */
  readonly state: 'in-force' | 'serving' | 'building';
}

/** Names of the indexes that answer, the one in force first. @throws INDEX_BROKEN */
export async function servingNames(catalogue: string): Promise<string[]> {
  const text = await readIfThere(join(catalogue, 'serving'));
  if (text === undefined) return [FIRST];
  const names = text.split('\n').filter(Boolean);
  if (names.length === 0 || !names.every((name) => INDEX_NAME.test(name))) {
    throw new TongkuanError('INDEX_BROKEN', { file: 'serving' });
  }
  return names;
}

/** Says which indexes answer, the one in force first, in one step. */
export function serve(catalogue: string, names: readonly string[]): Promise<void> {
  return replaceFile(join(catalogue, 'serving'), `${names.join('\n')}\n`);
}

/** True when there is an index, whole or not. */
export function holdsAnyIndex(catalogue: string): boolean {
  return existsSync(join(catalogue, FIRST)) || existsSync(join(catalogue, 'serving'));
}

/** Every index of a catalogue, the one in force first. @throws INDEX_BROKEN */
export async function modelIndexes(catalogue: string): Promise<ModelIndex[]> {
  const serving = await servingNames(catalogue);
  const there = existsSync(catalogue) ? (await readdir(catalogue)).filter((name) => INDEX_NAME.test(name)) : [];
  const found: ModelIndex[] = [];
  for (const name of new Set([...serving, ...there.sort()])) {
    const folder = join(catalogue, name);
    const header = await readHeader(folder);
    if (!header) continue;
    const answers = name === serving[0] ? 'in-force' : 'serving';
    found.push({ folder, modelKey: header.modelKey, state: serving.includes(name) ? answers : 'building' });
  }
  return found;
}

/** Folder of the index in force. @throws INDEX_MISSING when there is none, INDEX_BROKEN */
export async function folderInForce(catalogue: string): Promise<string> {
  const [name = FIRST] = await servingNames(catalogue);
  const folder = join(catalogue, name);
  if (!existsSync(folder)) throw new TongkuanError('INDEX_MISSING', { catalogue });
  return folder;
}

/** Folder of the index of a model, or where it is to be made. @throws INDEX_BROKEN */
export async function folderOfModel(catalogue: string, modelKey: string): Promise<string> {
  const found = (await modelIndexes(catalogue)).find((index) => index.modelKey === modelKey);
  if (found) return found.folder;
  const first = join(catalogue, FIRST);
  const isFirst = !existsSync(join(catalogue, 'serving')) && !(await readHeader(first));
  return isFirst ? first : join(catalogue, `${FIRST}-${modelKey}`);
}

/** Folder of the index that answers queries of a model. @throws INDEX_MISSING, MODEL_MISMATCH */
export async function folderAnswering(catalogue: string, modelKey: string): Promise<string> {
  const answering = (await modelIndexes(catalogue)).filter(({ state }) => state !== 'building');
  const found = answering.find((index) => index.modelKey === modelKey);
  if (found) return found.folder;
  const inForce = answering[0];
  if (!inForce) throw new TongkuanError('INDEX_MISSING');
  throw new TongkuanError('MODEL_MISMATCH', { index: inForce.modelKey, vector: modelKey });
}

/**
 * The switch: from now on the index of this model is in force, in one step. Those that answered before go on answering queries of
 * their own models. @throws INDEX_MISSING when there is no index of this model
 */
export async function putInForce(catalogue: string, modelKey: string): Promise<void> {
  const all = await modelIndexes(catalogue);
  const wanted = all.find((index) => index.modelKey === modelKey);
  if (!wanted) throw new TongkuanError('INDEX_MISSING', { modelKey });
  if (wanted.state === 'in-force') return;
  const others = all.filter((index) => index !== wanted && index.state !== 'building');
  await serve(
    catalogue,
    [wanted, ...others].map(({ folder }) => nameOf(folder)),
  );
}

/**
 * Ends an index: queries of its model are refused from now on, and its folder goes.
 * @throws INDEX_MISSING when there is none of this model, MODEL_IN_FORCE, INDEX_BUSY while somebody writes to it
 */
export async function dropModel(catalogue: string, modelKey: string): Promise<void> {
  const all = await modelIndexes(catalogue);
  const wanted = all.find((index) => index.modelKey === modelKey);
  if (!wanted) throw new TongkuanError('INDEX_MISSING', { modelKey });
  if (wanted.state === 'in-force') throw new TongkuanError('MODEL_IN_FORCE', { modelKey });
  await checkNobodyWrites(wanted.folder);
  const left = all.filter((index) => index !== wanted && index.state !== 'building');
  if (wanted.state === 'serving')
    await serve(
      catalogue,
      left.map(({ folder }) => nameOf(folder)),
    );
  const going = `${wanted.folder}.${randomName()}.dropped`;
  await rename(wanted.folder, going);
  await rm(going, { recursive: true, force: true });
}

/** @throws INDEX_BUSY while another process writes to the index of this folder; whatever else is wrong with it passes */
export async function checkNobodyWrites(folder: string): Promise<void> {
  const { openIndex } = await import('./zvec.ts'); // which takes a while to load, and most commands here do without
  try {
    await (await openIndex(folder, { mode: 'write' })).close();
  } catch (thrown) {
    if (thrown instanceof TongkuanError && thrown.code === 'INDEX_BUSY') throw thrown;
  }
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf(FIRST));
}
