/** Recall and times of one engine, for every filter. */
import { VECTOR_DIM } from '#core/vector.ts';
import type { Engine } from './engine.ts';
import { type Made, SHARES } from './recipe.ts';
import { plainScan, type Scan, TOP, type Wanted } from './scan.ts';

/** Not counted: they fill caches. */
const WARM_UP = 20;
/** Each query is asked so often: the machine does other things, too, and the quickest time shows what the engine needs. */
const ROUNDS = 3;
/** Two vectors may differ by less than a score's last digits. */
const EQUAL = 1e-9;
/** A plain scan is slow and every query takes the same. */
const SCANNED = 30;

const percent = (share: number) => `${share * 100} %`;

/** Everything, then each share by category (what looks alike), then each by seller (whatever it looks like). */
export const WANTED: readonly Wanted[] = [
  { name: 'none' },
  ...SHARES.map((share, category) => ({ name: `category, ${percent(share)}`, category })),
  ...SHARES.map((share, seller) => ({ name: `seller, ${percent(share)}`, seller })),
];

/** The truth of every query, by filter. */
export interface Truth {
  readonly scan: Scan;
  readonly queries: readonly Int8Array[];
  /** Similarity of the last of the true ten, by filter and query. */
  readonly least: readonly Float64Array[];
  /** How many there are to find; fewer than ten where the filter leaves fewer. */
  readonly counts: readonly Uint8Array[];
}

export function truthOf(made: Made): Truth {
  const scan = plainScan(made);
  const count = made.queries.length / VECTOR_DIM;
  const queries = Array.from({ length: count }, (_, i) => made.queries.slice(i * VECTOR_DIM, (i + 1) * VECTOR_DIM));
  const found = WANTED.map((wanted) => queries.map((query) => scan.nearest(query, wanted)));
  return {
    scan,
    queries,
    least: found.map((all) => Float64Array.from(all, ({ least }) => least)),
    counts: found.map((all) => Uint8Array.from(all, ({ ids }) => ids.length)),
  };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const ms = (value: number) => Number(value.toFixed(2));

export interface Row {
  readonly engine: string;
  readonly filter: string;
  readonly 'recall@10': number | string;
  readonly 'p50 ms': number;
  readonly 'p95 ms': number;
  /** Of the quickest of three times of each query. */
  readonly 'p95 ms, best of 3': number;
}

/** One row for each filter the engine can do. */
export async function measure(engine: Engine, truth: Truth): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [f, wanted] of WANTED.entries()) {
    if (f > 0 && !engine.filters) break;
    for (const query of truth.queries.slice(0, WARM_UP)) await engine.search(query, wanted);
    const [all, best]: [number[], number[]] = [[], []];
    let [hits, sought] = [0, 0];
    for (const [q, query] of truth.queries.entries()) {
      const times: number[] = [];
      let ids: readonly number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const start = performance.now();
        ids = await engine.search(query, wanted);
        times.push(performance.now() - start);
      }
      all.push(...times);
      best.push(Math.min(...times));
      const least = (truth.least[f]?.[q] ?? 0) - EQUAL;
      hits += new Set(ids.filter((id) => truth.scan.similarity(query, id) >= least)).size;
      sought += Math.min(TOP, truth.counts[f]?.[q] ?? 0);
    }
    rows.push(row(engine.name, wanted.name, Number((Math.min(hits, sought) / sought).toFixed(4)), all, best));
  }
  return rows;
}

function row(engine: string, filter: string, recall: number | string, all: number[], best: number[]): Row {
  return {
    engine,
    filter,
    'recall@10': recall,
    'p50 ms': ms(percentile(all, 0.5)),
    'p95 ms': ms(percentile(all, 0.95)),
    'p95 ms, best of 3': ms(percentile(best, 0.95)),
  };
}

/** The plain scan itself; it finds everything by definition. */
export function measureScan({ scan, queries }: Truth): Row[] {
  return WANTED.map((wanted) => {
    const times = queries.slice(0, SCANNED).map((query) => {
      const start = performance.now();
      scan.nearest(query, wanted);
      return performance.now() - start;
    });
    return row('plain scan', wanted.name, 1, times, times);
  });
}
