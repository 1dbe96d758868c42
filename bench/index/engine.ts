/** What the bench asks of every engine, and the folders where they put things. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE } from './base.ts';
import type { Made } from './recipe.ts';
import type { Wanted } from './scan.ts';

export interface Engine {
  /** With what makes it comparable: structure and settings. */
  readonly name: string;
  /** Numbers of the nearest ten. */
  search(query: Int8Array, wanted: Wanted): Promise<readonly number[]>;
  /** False where it cannot filter. */
  readonly filters: boolean;
  /** Of files, or of memory where it keeps none. */
  readonly bytes: number;
  close(): Promise<void>;
}

export interface EngineMaker {
  readonly name: string;
  /** Puts in every product and builds the structure, in a folder that is empty. */
  build(made: Made, folder: string): Promise<Engine>;
}

/** Where the engines that the product does not use are installed; `bench/index/README.md` says how. */
const ENGINES = resolve(CACHE, 'engines');

/** A package of that folder, or null when it is not installed. */
export async function optional<T>(name: string): Promise<T | null> {
  if (!existsSync(join(ENGINES, 'node_modules', name))) return null;
  const path = createRequire(join(ENGINES, 'package.json')).resolve(name);
  return (await import(pathToFileURL(path).href)) as T;
}

/** Bytes of all files below a folder. */
export function bytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
