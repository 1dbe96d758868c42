/** Settings of the endpoint: read once from the environment, checked, frozen. */
import { join, resolve } from 'node:path';
import { TongkuanError } from '#core/errors.ts';

/** Root of the package: what defaults are relative to. */
const PACKAGE_ROOT = join(import.meta.dirname, '..', '..');

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Folder of the catalogue: `index/` and `pictures/`. */
  readonly catalogue: string;
  /** File that lists other shops (`core/tenants.ts`); empty: there are none. */
  readonly tenants: string;
  /** Folder of the built page. */
  readonly dist: string;
  /** Searches one address may make a minute. */
  readonly searchesPerMinute: number;
  /** True behind a proxy that sets X-Forwarded-For: without it, all its clients share one rate limit. */
  readonly trustProxy: boolean;
  /** True: what shoppers were shown and clicked may be told to `/v1/events`, and is kept. */
  readonly events: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

type Environment = Readonly<Record<string, string | undefined>>;

function wholeNumber(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new TongkuanError('USAGE', { variable: name, expected: `a whole number from ${min} to ${max}` });
}

function oneOf<T extends string>(env: Environment, name: string, choices: readonly T[], fallback: T): T {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new TongkuanError('USAGE', { variable: name, expected: choices.join(' | ') });
}

function folder(env: Environment, name: string, fallback: string): string {
  return env[name] ? resolve(env[name]) : join(PACKAGE_ROOT, fallback);
}

/** @throws USAGE naming the variable that is not valid */
export function parseConfig(env: Environment): Config {
  return Object.freeze({
    port: wholeNumber(env, 'PORT', 8080, 0, 65_535),
    host: env.HOST || '127.0.0.1',
    catalogue: folder(env, 'TONGKUAN_CATALOGUE', join('data', 'catalogue')),
    tenants: env.TONGKUAN_TENANTS ? resolve(env.TONGKUAN_TENANTS) : '',
    dist: folder(env, 'TONGKUAN_DIST', 'dist'),
    // a shopper makes some searches a minute, an office of them behind one address some hundred
    searchesPerMinute: wholeNumber(env, 'TONGKUAN_SEARCHES_PER_MINUTE', 600, 1, 1_000_000),
    trustProxy: oneOf(env, 'TONGKUAN_TRUST_PROXY', ['yes', 'no'], 'no') === 'yes',
    events: oneOf(env, 'TONGKUAN_EVENTS', ['yes', 'no'], 'no') === 'yes',
    logLevel: oneOf(env, 'TONGKUAN_LOG', LOG_LEVELS, 'info'),
  });
}
