/** Settings of the endpoint: read once from the environment and a file, checked, frozen. The environment wins. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Value } from 'typebox/value';
import { type ErrorDetails, TongkuanError } from '#core/errors.ts';
import { type Config, OTHER_VARIABLES, SETTINGS, type Setting, type SettingName } from './operations/settings.ts';
import { suggestion } from './operations/suggest.ts';

export type { Config } from './operations/settings.ts';

/** Root of the package: what defaults are relative to. */
const PACKAGE_ROOT = join(import.meta.dirname, '..', '..');
const NAMES = Object.keys(SETTINGS) as SettingName[];

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value, and the folder in which a relative path of it starts. */
interface Given {
  readonly value: unknown;
  readonly folder: string;
  readonly blame: ErrorDetails;
}

function refused(details: ErrorDetails, cause?: unknown): TongkuanError {
  return new TongkuanError('CONFIG_INVALID', details, { cause });
}

/** @throws CONFIG_INVALID: the file is missing, no JSON object, or names a setting there is not */
function readFile(file: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const expected = cause instanceof SyntaxError ? 'JSON' : 'a file that can be read';
    throw refused({ variable: 'TONGKUAN_CONFIG', expected }, cause);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw refused({ variable: 'TONGKUAN_CONFIG', expected: 'a file with one JSON object' });
  }
  const unknown = Object.keys(parsed).find((key) => !Object.hasOwn(SETTINGS, key));
  if (unknown !== undefined) throw refused({ unknown, suggestion: suggestion(unknown, NAMES) });
  return parsed as Record<string, unknown>;
}

function given(env: Environment, name: SettingName, inFile: Record<string, unknown>, file: string): Given | undefined {
  const { env: variable, fromText }: Setting = SETTINGS[name];
  const text = env[variable];
  if (text) return { value: fromText(text), folder: '.', blame: { variable } };
  if (!Object.hasOwn(inFile, name)) return undefined;
  return { value: inFile[name], folder: dirname(file), blame: { setting: name } };
}

function checked({ schema, fallback, expected, isPath }: Setting, from: Given | undefined): unknown {
  if (!from) return isPath && fallback !== '' ? join(PACKAGE_ROOT, String(fallback)) : fallback;
  if (!Value.Check(schema, from.value)) throw refused({ ...from.blame, expected });
  return isPath ? resolve(from.folder, String(from.value)) : from.value;
}

/** @throws CONFIG_INVALID naming the variable or setting that is not valid, or not known */
export function parseConfig(env: Environment): Config {
  const file = env.TONGKUAN_CONFIG ?? '';
  const inFile = file ? readFile(file) : {};
  const read = NAMES.map((name) => [name, checked(SETTINGS[name], given(env, name, inFile, file))]);
  return Object.freeze(Object.fromEntries(read)) as Config;
}

/** What `CONFIG_INVALID` says, as a sentence. */
export function explainConfig({
  file,
  what,
  variable,
  setting,
  expected,
  unknown,
  suggestion: meant,
}: ErrorDetails): string {
  if (file !== undefined) return `${file}: ${what}.`;
  if (unknown === undefined) return `${variable ?? `"${setting}" in the settings file`} must be ${expected}.`;
  return `There is no setting "${unknown}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}

/** Variables with our prefix that nobody reads, each with the one that is perhaps meant. */
export function strangeVariables(env: Environment): { name: string; meant: string | undefined }[] {
  const known = [...NAMES.map((name): string => SETTINGS[name].env), ...OTHER_VARIABLES];
  return Object.keys(env)
    .filter((name) => name.startsWith('TONGKUAN_') && !known.includes(name))
    .map((name) => ({ name, meant: suggestion(name, known) }));
}

/** The settings as they may be printed: of a secret one it is only told whether it is set. */
export function printable(config: Config): Record<SettingName, unknown> {
  const shown = NAMES.map((name) => {
    const { secret }: Setting = SETTINGS[name];
    return [name, secret ? (config[name] ? '(set)' : '') : config[name]];
  });
  return Object.fromEntries(shown) as Record<SettingName, unknown>;
}
