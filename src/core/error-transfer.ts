/**
 * How errors cross a worker boundary. Comlink keeps only message, name and stack; both ends replace its "throw" handler
 * with these two functions, so that class, code and details survive. Pure: the handler itself is registered where
 * comlink is imported.
 */
import { type ErrorDetails, isErrorCode, TongkuanError } from './errors.ts';

/** What was thrown, in a form structured clone carries. */
export interface ThrownWire {
  /** A code of the table, or null for anything else. */
  readonly code: string | null;
  readonly details: ErrorDetails;
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
}

/** Details that structured clone would refuse become text. */
function portableDetails(details: ErrorDetails): ErrorDetails {
  return JSON.parse(
    JSON.stringify(details, (_key, value: unknown) => {
      if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return String(value);
      return value instanceof Error ? value.message : value;
    }),
  );
}

export function serialiseThrown(thrown: unknown): ThrownWire {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const coded = error instanceof TongkuanError ? error : null;
  return {
    code: coded?.code ?? null,
    details: portableDetails(coded?.details ?? {}),
    name: error.name,
    message: error.message,
    stack: error.stack ?? null,
  };
}

/** The error to throw on this side; a code this version does not know stays readable as an ordinary error. */
export function reviveThrown({ code, details, name, message, stack }: ThrownWire): Error {
  const error = isErrorCode(code) ? new TongkuanError(code, details) : Object.assign(new Error(message), { name });
  if (stack !== null) error.stack = stack;
  return error;
}
