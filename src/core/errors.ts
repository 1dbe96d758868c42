/**
 * The one table of errors. A code is never reused and never renamed: clients, logs and `docs/errors.md` depend on it.
 * Code throws a code plus details; words for shoppers are chosen by code on the page (`app/services/words.ts`).
 */
export const ERRORS = {
  // the vector on the wire
  VECTOR_LENGTH: { status: 400, retryable: false, message: 'A vector is exactly 144 bytes.' },
  VECTOR_MAGIC: { status: 400, retryable: false, message: 'The vector does not start with a known version mark.' },
  VECTOR_TYPE: { status: 400, retryable: false, message: 'The vector has another number type or dimension.' },
  VECTOR_ZERO: { status: 400, retryable: false, message: 'The vector has no direction: every component is zero.' },
  MODEL_MISMATCH: {
    status: 409,
    retryable: false,
    message: 'The vector was made by a model this index does not hold.',
  },
  // the search endpoint
  QUERY_INVALID: { status: 400, retryable: false, message: 'A query parameter is not valid.' },
  CATEGORY_UNKNOWN: { status: 400, retryable: false, message: 'There is no such category.' },
  CURSOR_EXPIRED: { status: 410, retryable: false, message: 'The catalogue has changed since this cursor was made.' },
  BODY_TYPE: { status: 415, retryable: false, message: 'The body has another type than this address takes.' },
  BODY_INVALID: { status: 400, retryable: false, message: 'The body is not valid.' },
  BODY_TOO_LARGE: { status: 413, retryable: false, message: 'The body is larger than allowed.' },
  PRODUCT_UNKNOWN: { status: 404, retryable: false, message: 'There is no such product.' },
  PICTURE_MISSING: { status: 404, retryable: false, message: 'The picture of this product is missing.' },
  ROUTE_UNKNOWN: { status: 404, retryable: false, message: 'There is nothing at this address.' },
  EVENTS_FULL: { status: 503, retryable: true, message: 'Events cannot be kept at the moment.' },
  RATE_LIMITED: { status: 429, retryable: true, message: 'Too many requests. Try again shortly.' },
  OVERLOADED: { status: 503, retryable: true, message: 'More is asked at once than can be answered.' },
  INTERNAL: { status: 500, retryable: true, message: 'Something went wrong on our side.' },
  // the index
  INDEX_MISSING: { status: 503, retryable: true, message: 'There is no catalogue yet.' },
  INDEX_BUSY: { status: 503, retryable: true, message: 'Another process is writing to this catalogue.' },
  INDEX_BROKEN: { status: 500, retryable: false, message: 'The catalogue cannot be read.' },
  // managing a catalogue through the endpoint
  KEY_INVALID: { status: 401, retryable: false, message: 'The key is missing, unknown, revoked or expired.' },
  KEY_SCOPE: { status: 403, retryable: false, message: 'This key may not do that.' },
  PRODUCT_INVALID: { status: 400, retryable: false, message: 'The product is not valid.' },
  WRITER_DOWN: { status: 503, retryable: true, message: 'The catalogue cannot be changed right now.' },
  // what the page meets on the way to the endpoint
  SEARCH_OFFLINE: { status: 0, retryable: true, message: 'The search needs a network and there is none.' },
  SEARCH_UNREACHABLE: { status: 0, retryable: true, message: 'The search endpoint did not answer.' },
  SEARCH_BAD_ANSWER: { status: 0, retryable: true, message: 'The search endpoint answered with something unexpected.' },
  // travel packs
  PACK_UNKNOWN: { status: 404, retryable: false, message: 'There is no pack of this category.' },
  PACK_VERSION_UNKNOWN: { status: 404, retryable: false, message: 'No difference from this version is known.' },
  PACK_PREPARING: { status: 503, retryable: true, message: 'The pack is still being made.' },
  PACK_CORRUPT: { status: 0, retryable: true, message: 'A pack is damaged; it was not used.' },
  PACK_FETCH: { status: 0, retryable: true, message: 'A pack could not be fetched.' },
  RANGE_INVALID: { status: 416, retryable: false, message: 'The range lies outside of the file.' },
  STORAGE_FULL: { status: 0, retryable: true, message: 'There is no room left on this device.' },
  // pictures
  PICTURE_UNREADABLE: { status: 422, retryable: false, message: 'This file is not a picture that can be read.' },
  PICTURE_TOO_LARGE: { status: 422, retryable: false, message: 'The picture is larger than allowed.' },
  PICTURE_TOO_SMALL: { status: 422, retryable: false, message: 'The picture is too small to see anything in it.' },
  PICTURE_HEIC: { status: 0, retryable: false, message: 'This HEIC picture cannot be read here.' },
  PICTURE_FOREIGN: { status: 0, retryable: false, message: 'The picture lies on another site.' },
  PICTURES_TOO_MANY: { status: 0, retryable: false, message: 'There are more pictures than can be held at once.' },
  PICTURE_FETCH: { status: 0, retryable: true, message: 'The picture could not be fetched.' },
  // vision
  MANIFEST_INVALID: { status: 0, retryable: false, message: 'The model manifest is not valid.' },
  MODEL_FETCH: { status: 0, retryable: true, message: 'A model file could not be fetched.' },
  MODEL_CORRUPT: { status: 0, retryable: true, message: 'A model file is damaged; it was not used.' },
  RUNTIME_UNAVAILABLE: { status: 0, retryable: true, message: 'No inference runtime could be started.' },
  RUNTIME_FAILED: { status: 0, retryable: true, message: 'The inference runtime failed.' },
  WORKER_DIED: { status: 0, retryable: true, message: 'The vision worker stopped.' },
  DEADLINE: { status: 0, retryable: true, message: 'This took too long and was stopped.' },
  ABORTED: { status: 0, retryable: true, message: 'Cancelled.' },
  PHOTO_UNKNOWN: { status: 0, retryable: true, message: 'The photo is no longer open.' },
  // camera
  CAMERA_REFUSED: { status: 0, retryable: true, message: 'The camera was not allowed.' },
  CAMERA_MISSING: { status: 0, retryable: false, message: 'There is no camera.' },
  CAMERA_FAILED: { status: 0, retryable: true, message: 'The camera could not be started.' },
  // what the page keeps on the device
  STORAGE_FAILED: { status: 0, retryable: true, message: 'This could not be kept on the device.' },
  DATA_INVALID: { status: 0, retryable: false, message: 'This file does not hold exported data, or is damaged.' },
  DATA_VERSION: { status: 0, retryable: false, message: 'This file was exported by a newer version.' },
  DATA_TOO_LARGE: { status: 0, retryable: false, message: 'The file of exported data is larger than allowed.' },
  CAMERA_LOST: { status: 0, retryable: true, message: 'The camera stopped while it was in use.' },
  DATA_FAILED: { status: 0, retryable: true, message: 'Exporting or importing data was interrupted.' },
  // feeds and the command line
  FEED_UNREADABLE: { status: 0, retryable: false, message: 'The feed cannot be read.' },
  FEED_COLUMN: { status: 0, retryable: false, message: 'The feed lacks a column it needs.' },
  FEED_SHRUNK: { status: 0, retryable: false, message: 'Too many products left the feed; nothing was withdrawn.' },
  FEED_LINE: { status: 0, retryable: false, message: 'A line of the feed is not valid.' },
  CONFIG_INVALID: { status: 0, retryable: false, message: 'A setting of the endpoint is not valid.' },
  FEED_MAP: { status: 0, retryable: false, message: 'The mapping file is not valid.' },
  USAGE: { status: 0, retryable: false, message: 'The command line is not understood.' },
  // the catalogue's keeper
  MODEL_IN_FORCE: { status: 0, retryable: false, message: 'The index of this model is in force.' },
  BACKUP_TARGET: { status: 0, retryable: false, message: 'There is something where this should go.' },
  BACKUP_INVALID: { status: 0, retryable: false, message: 'This is no backup, or it is damaged.' },
} as const;

/** A code of the table. */
export type ErrorCode = keyof typeof ERRORS;

/** Facts about one failure: shown to engineers, never to shoppers, and never personal. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** The only error class the project throws on purpose. */
export class TongkuanError extends Error {
  override readonly name = 'TongkuanError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(ERRORS[code].message, options);
    this.code = code;
    this.details = details;
  }

  /** HTTP status an endpoint answers with; 0 for errors that never cross HTTP. */
  get status(): number {
    return ERRORS[this.code].status;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }

  /** The form that crosses HTTP and worker boundaries. */
  toJSON(): ErrorBody {
    return { code: this.code, message: this.message, retryable: this.retryable, details: this.details };
  }
}

/** JSON body of every refused request: `{ "error": ErrorBody }`. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: ErrorDetails;
}

/** True when `value` is a code of the table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}

/** Turns whatever was thrown into a coded error; an unknown one becomes `fallback` with its message as a detail. */
export function toTongkuanError(thrown: unknown, fallback: ErrorCode = 'INTERNAL'): TongkuanError {
  if (thrown instanceof TongkuanError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new TongkuanError(fallback, { reason }, { cause: thrown });
}
