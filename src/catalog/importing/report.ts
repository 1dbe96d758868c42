/** What an import did, counted and in words. */
import { ERRORS, type ErrorCode, type ErrorDetails, type TongkuanError } from '#core/errors.ts';

/** How many skipped lines and remarks the report names; the rest is only counted, so that memory stays bounded. */
const NAMED_MAX = 10_000;
/** How many are shown in the terminal. */
const SHOWN_MAX = 50;

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

/** The JSON of `--report`. */
export interface ImportReport {
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  /** Pictures the embedder looked at. */
  embedded: number;
  /** True when the whole feed was read. */
  complete: boolean;
  seconds: number;
  readonly skippedLines: SkippedLine[];
  readonly remarks: Remark[];
  readonly unknownColumns: string[];
}

export function newReport(): ImportReport {
  const counts = { added: 0, changed: 0, unchanged: 0, skipped: 0, embedded: 0, complete: false, seconds: 0 };
  return { ...counts, skippedLines: [], remarks: [], unknownColumns: [] };
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

/** The report as lines for people. */
export function reportLines(report: ImportReport): string[] {
  const { added, changed, unchanged, skipped, seconds } = report;
  const counts = `${added} added, ${changed} changed, ${unchanged} unchanged, ${skipped} skipped`;
  const skippedLines = report.skippedLines.map(
    ({ line, id, code, details }) => `  line ${line}${id ? ` (${id})` : ''}: ${code} ${wordsOf(code, details)}`,
  );
  const remarks = remarkLines(report.remarks);
  const unknown = report.unknownColumns.length > 0 ? [`columns not read: ${report.unknownColumns.join(', ')}`] : [];
  return [
    ...shown(skippedLines, skipped),
    ...shown(remarks, remarks.length),
    ...unknown,
    `${report.complete ? '' : 'stopped: '}${counts} in ${seconds.toFixed(1)} s`,
  ];
}

/** Remarks repeat: each is said once, with its first line and how often. */
function remarkLines(remarks: readonly Remark[]): string[] {
  const byText = new Map<string, Remark[]>();
  for (const remark of remarks) {
    const same = byText.get(remark.remark);
    if (same) same.push(remark);
    else byText.set(remark.remark, [remark]);
  }
  return [...byText].map(([text, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return `  line ${first?.line} (${first?.id})${more}: ${text}`;
  });
}

function shown(lines: readonly string[], total: number): string[] {
  const rest = total - SHOWN_MAX;
  return rest > 0 ? [...lines.slice(0, SHOWN_MAX), `  … and ${rest} more (--report names them)`] : [...lines];
}

/** The message of a code and its details in one line. */
export function wordsOf(code: ErrorCode, details: ErrorDetails): string {
  const facts = Object.entries(details).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [ERRORS[code].message, facts.length > 0 ? `(${facts.join(', ')})` : ''].join(' ').trim();
}
