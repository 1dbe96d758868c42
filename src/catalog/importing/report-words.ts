/** The report of an import as lines for people. */
import { ERRORS, type ErrorCode, type ErrorDetails } from '#core/errors.ts';
import type { ImportReport, Remark, Timing, Withheld } from './report.ts';
import { STAGES } from './stages.ts';

/** How many lines of a kind are shown in the terminal. */
const SHOWN_MAX = 50;
/** How many withdrawn products are named in one line. */
const IDS_SHOWN = 20;

export function reportLines(report: ImportReport): string[] {
  const { skipped, unknownColumns, remarks, withheld, timing } = report;
  const skippedLines = report.skippedLines.map(
    ({ line, id, code, details }) => `  line ${line}${id ? ` (${id})` : ''}: ${code} ${wordsOf(code, details)}`,
  );
  const remarked = remarkLines(remarks);
  return [
    ...shown(skippedLines, skipped),
    ...shown(remarked, remarked.length),
    ...(unknownColumns.length > 0 ? [unknownLine(unknownColumns)] : []),
    ...(report.withdrawn > 0 ? [withdrawnLine(report)] : []),
    ...(withheld ? [withheldLine(withheld)] : []),
    countsLine(report),
    ...(timing && timing.threads > 0 ? [timingLine(timing, report)] : []),
  ];
}

function countsLine(report: ImportReport): string {
  const { added, changed, unchanged, withdrawn, skipped, resumed, seconds } = report;
  const counts = `${added} added, ${changed} changed, ${unchanged} unchanged, ${withdrawn} withdrawn, ${skipped} skipped`;
  const before = resumed > 0 ? ` (${resumed} of them by the run before, which was interrupted)` : '';
  return `${report.complete ? '' : 'stopped: '}${counts} in ${seconds.toFixed(1)} s${before}`;
}

function unknownLine(columns: readonly string[]): string {
  return `columns not read: ${columns.join(', ')} (as attr_${columns[0]} one would be shown; --map says what a column is)`;
}

function withdrawnLine({ withdrawn, withdrawnIds }: ImportReport): string {
  const named = withdrawnIds.slice(0, IDS_SHOWN);
  const more = withdrawn > named.length ? ` and ${withdrawn - named.length} more` : '';
  return `  not in the feed any more, withdrawn: ${named.join(', ')}${more}`;
}

function withheldLine({ products, of, reason }: Withheld): string {
  const isOne = products === 1;
  const many = isOne ? '1 product' : `${products} products`;
  const why =
    reason === 'shrink' ? `${products} of ${of} products ${isOne ? 'is' : 'are'} not in` : `${many} may have left`;
  const which =
    reason === 'shrink' ? ' any more' : `, or ${isOne ? 'stands' : 'stand'} in a line without a readable id`;
  return `FEED_SHRUNK: ${why} the feed${which}; kept. --allow-shrink withdraws ${isOne ? 'it' : 'them'}, --partial keeps what is not listed`;
}

function timingLine({ stages, threads, inferenceShare }: Timing, { embedded, seconds }: ImportReport): string {
  const parts = STAGES.filter((stage) => stages[stage] > 0).map((stage) => `${stage} ${stages[stage].toFixed(1)} s`);
  const rate = (embedded / Math.max(seconds, 0.001)).toFixed(1);
  const share = (inferenceShare * 100).toFixed(0);
  return `${embedded} pictures, ${rate}/s; ${threads} threads, ${share} % of their time inference; ${parts.join(', ')}`;
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
