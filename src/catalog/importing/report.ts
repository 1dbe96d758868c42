/** What an import did, counted. In words: `report-words.ts`. */
import type { ErrorCode, ErrorDetails, TongkuanError } from '#core/errors.ts';
import type { StageSeconds } from './stages.ts';

/** How many skipped lines, remarks and withdrawn ids the report names; the rest is only counted, so that memory stays bounded. */
const NAMED_MAX = 10_000;

export interface SkippedLine {
  readonly line: number;
  readonly id: string | null;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

export interface Remark {
  readonly line: number;
  readonly id: string;
  readonly remark: string;
}

/** Products that left the feed and were kept all the same. */
export interface Withheld {
  readonly products: number;
  /** Products of the source before. */
  readonly of: number;
  /** `shrink`: too many at once; `lines`: lines whose id cannot be read may be they. */
  readonly reason: 'shrink' | 'lines';
}

/** Where the time went. */
export interface Timing {
  readonly stages: StageSeconds;
  /** Threads that ran the models; 0 when none had to. */
  readonly threads: number;
  /** Part of those threads' time, 0–1, in which they did. */
  readonly inferenceShare: number;
}

/** The JSON of `--report`. */
export interface ImportReport {
  added: number;
  changed: number;
  unchanged: number;
  /** Products that left the feed and therefore the catalogue. */
  withdrawn: number;
  skipped: number;
  /** Of those added and changed: already done by a run that was stopped or killed. */
  resumed: number;
  /** Products put together with one that looks and reads nearly the same. */
  grouped: number;
  /** Pictures the embedder looked at. */
  embedded: number;
  /** Further pictures of products that could not be read: the next import tries them again. */
  lostPictures: number;
  /** True when the whole feed was read. */
  complete: boolean;
  seconds: number;
  timing: Timing | null;
  withheld: Withheld | null;
  /** Skipped lines that do not even say which product they are. */
  linesWithoutId: number;
  readonly skippedLines: SkippedLine[];
  readonly withdrawnIds: string[];
  readonly remarks: Remark[];
  readonly unknownColumns: string[];
}

export function newReport(): ImportReport {
  return {
    added: 0,
    changed: 0,
    unchanged: 0,
    withdrawn: 0,
    skipped: 0,
    resumed: 0,
    grouped: 0,
    embedded: 0,
    lostPictures: 0,
    complete: false,
    seconds: 0,
    timing: null,
    withheld: null,
    linesWithoutId: 0,
    skippedLines: [],
    withdrawnIds: [],
    remarks: [],
    unknownColumns: [],
  };
}

/** Products looked at so far. */
export function doneOf({ added, changed, unchanged, skipped }: ImportReport): number {
  return added + changed + unchanged + skipped;
}

export function noteSkipped(report: ImportReport, line: number, id: string | null, error: TongkuanError): void {
  report.skipped++;
  if (report.skippedLines.length >= NAMED_MAX) return;
  report.skippedLines.push({ line, id, code: error.code, message: error.message, details: error.details });
}

export function noteRemark(report: ImportReport, remark: Remark): void {
  if (report.remarks.length < NAMED_MAX) report.remarks.push(remark);
}

export function noteWithdrawn(report: ImportReport, id: string): void {
  report.withdrawn++;
  if (report.withdrawnIds.length < NAMED_MAX) report.withdrawnIds.push(id);
}
