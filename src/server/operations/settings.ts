/**
 * The table of settings: name in the file, name in the environment, what it may be, what it is by default. A test keeps
 * `docs/operations.md` in step with it.
 */
import Type, { type Static, type TSchema } from 'typebox';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;

export interface Setting<S extends TSchema = TSchema> {
  /** Name of the environment variable. */
  readonly env: string;
  /** What the value is, in the file as after reading the variable. */
  readonly schema: S;
  readonly fallback: Static<S>;
  /** What it takes, in words that end a sentence. */
  readonly expected: string;
  /** A variable's text as a value that the schema then checks. */
  fromText(text: string): unknown;
  /** A path: relative ones start at the file's folder, or at the working folder. */
  readonly isPath?: true;
  /** Never printed. */
  readonly secret?: true;
}

const asText = (text: string) => text;
const asNumber = (text: string) => Number(text);
const asList = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function whole(env: string, fallback: number, minimum: number, maximum: number) {
  const schema = Type.Integer({ minimum, maximum });
  return { env, schema, fallback, expected: `a whole number from ${minimum} to ${maximum}`, fromText: asNumber };
}

function yesNo(env: string, fallback: boolean) {
  const fromText = (text: string) => (text === 'yes' ? true : text === 'no' ? false : text);
  return { env, schema: Type.Boolean(), fallback, expected: 'yes | no (in the file: true | false)', fromText };
}

function oneOf<T extends string>(env: string, choices: readonly T[], fallback: T) {
  const schema = Type.Unsafe<T>(Type.Enum([...choices]));
  return { env, schema, fallback, expected: choices.join(' | '), fromText: asText };
}

function path(env: string, fallback: string) {
  const schema = Type.String({ minLength: 1 });
  return { env, schema, fallback, expected: 'a path', fromText: asText, isPath: true } as const;
}

function text(env: string, fallback: string, expected: string) {
  return { env, schema: Type.String(), fallback, expected, fromText: asText };
}

/** Proxies in front whose X-Forwarded-For is believed: all, so many, those at these addresses, or none. */
const trustProxy = {
  env: 'TONGKUAN_TRUST_PROXY',
  schema: Type.Unsafe<boolean | number | string[]>(
    Type.Union([Type.Boolean(), Type.Integer({ minimum: 1, maximum: 10 }), Type.Array(Type.String(), { minItems: 1 })]),
  ),
  fallback: false as boolean | number | string[],
  expected: 'yes | no | how many proxies stand in front (1 to 10) | their addresses, parted by commas',
  fromText(value: string) {
    if (value === 'yes' || value === 'no') return value === 'yes';
    if (/^\d+$/.test(value)) return Number(value);
    return /[.:]/.test(value) ? asList(value) : value;
  },
};

const workers = {
  env: 'TONGKUAN_WORKERS',
  schema: Type.Unsafe<number | 'auto'>(Type.Union([Type.Integer({ minimum: 1, maximum: 256 }), Type.Literal('auto')])),
  fallback: 1 as number | 'auto',
  expected: 'auto | a whole number from 1 to 256',
  fromText: (value: string) => (value === 'auto' ? value : Number(value)),
};

const corsOrigins = {
  env: 'TONGKUAN_CORS_ORIGINS',
  schema: Type.Array(Type.String({ pattern: '^https?://[^/*,\\s]+$' })),
  fallback: [] as string[],
  expected: 'origins such as https://shop.example, parted by commas',
  fromText: asList,
};

export const SETTINGS = {
  port: whole('PORT', 8080, 0, 65_535),
  host: text('HOST', '127.0.0.1', 'an address'),
  /** Folder of the catalogue: `index/` and `pictures/`. */
  catalogue: path('TONGKUAN_CATALOGUE', 'data/catalogue'),
  /** File that lists other shops (`core/tenants.ts`); empty: there are none. */
  tenants: path('TONGKUAN_TENANTS', ''),
  /** Folder of the built page. */
  dist: path('TONGKUAN_DIST', 'dist'),
  /** A shopper makes some searches a minute, an office of them behind one address some hundred. */
  searchesPerMinute: whole('TONGKUAN_SEARCHES_PER_MINUTE', 600, 1, 1_000_000),
  /** A shop's own systems: thirty a second, each of which waits for the disk. */
  changesPerMinute: whole('TONGKUAN_CHANGES_PER_MINUTE', 1800, 1, 1_000_000),
  /** Without it, all clients of a proxy share one rate limit. */
  trustProxy,
  /** True: what shoppers were shown and clicked may be told to `/v1/events`, and is kept. */
  events: yesNo('TONGKUAN_EVENTS', false),
  logLevel: oneOf('TONGKUAN_LOG', LOG_LEVELS, 'info'),
  /** Other sites whose pages may use the API. */
  corsOrigins,
  /** Processes that answer; `auto`: one per core. */
  workers,
  /** API requests one process has in hand at most: at some milliseconds each, more would wait for longer than people do. */
  maxInFlight: whole('TONGKUAN_MAX_IN_FLIGHT', 200, 1, 100_000),
  /** A process whose event loop is this late sheds API requests; 0: never. */
  maxDelayMs: whole('TONGKUAN_MAX_DELAY_MS', 500, 0, 60_000),
  /** How long `/readyz` says no before the port is closed, so that load balancers notice. */
  drainSeconds: whole('TONGKUAN_DRAIN_SECONDS', 0, 0, 600),
  /** How long requests in flight may take to end after that. */
  shutdownSeconds: whole('TONGKUAN_SHUTDOWN_SECONDS', 10, 1, 600),
  /** Port of `/metrics`; 0: there is none. */
  metricsPort: whole('TONGKUAN_METRICS_PORT', 0, 0, 65_535),
  metricsHost: text('TONGKUAN_METRICS_HOST', '127.0.0.1', 'an address'),
  /** What `/metrics` wants as a Bearer token; empty: nothing. */
  metricsToken: { ...text('TONGKUAN_METRICS_TOKEN', '', 'a token'), secret: true },
  /** How often stored vectors are searched for, and the answer compared with an exact one; 0: never. */
  probeMinutes: whole('TONGKUAN_PROBE_MINUTES', 15, 0, 10_080),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** Every setting, checked. */
export type Config = { readonly [K in SettingName]: Static<(typeof SETTINGS)[K]['schema']> };

/** Variables that share the prefix and are read elsewhere, or name the file itself. */
export const OTHER_VARIABLES = ['TONGKUAN_CONFIG', 'TONGKUAN_DATA'];
