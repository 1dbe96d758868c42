/** Whatever goes wrong becomes `{ "error": { code, message, retryable, details } }`, and nothing else gets out. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, TongkuanError } from '#core/errors.ts';

/** A catalogue is being made or replaced: worth asking again after this many seconds. */
const RETRY_AFTER_SECONDS = 5;

const CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'BODY_TYPE',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_INVALID',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BODY_INVALID',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'VECTOR_LENGTH',
  FST_ERR_BAD_URL: 'ROUTE_UNKNOWN',
};

type Thrown = FastifyError | TongkuanError;

/** What a validation stumbled over: the name of a parameter, or the place in a body. */
function invalid({ validation = [], validationContext }: FastifyError): TongkuanError {
  const [first] = validation;
  const reason = first?.message ?? 'not valid';
  if (validationContext === 'body')
    return new TongkuanError('BODY_INVALID', { at: first?.instancePath || '/', reason });
  const { additionalProperty, additionalProperties, missingProperty } = first?.params ?? {};
  const named = additionalProperty ?? additionalProperties ?? missingProperty;
  const path = first?.instancePath.split('/')[1];
  return new TongkuanError('QUERY_INVALID', { parameter: String(named ?? path ?? 'unknown'), reason });
}

/** What an address takes, as its schema says it; `curl --data-binary` alone sends a form. */
function expectedType({ routeOptions: { schema } }: FastifyRequest): { readonly expected: string } {
  return { expected: schema?.consumes?.join(', ') ?? 'application/json' };
}

function toCoded(thrown: Thrown, request: FastifyRequest): TongkuanError {
  if (thrown instanceof TongkuanError) return thrown;
  if (thrown.validation) return invalid(thrown);
  const code = CODES[thrown.code];
  if (code) return new TongkuanError(code, code === 'BODY_TYPE' ? expectedType(request) : {});
  const status = thrown.statusCode ?? 500;
  // the static files refuse odd paths with 403 and 404: nothing is there either way
  return new TongkuanError(status >= 400 && status < 500 ? 'ROUTE_UNKNOWN' : 'INTERNAL', {}, { cause: thrown });
}

/** Details are for engineers who asked; of a fault of ours nothing is told. */
function publicBody(error: TongkuanError) {
  return { error: { ...error.toJSON(), details: error.status >= 500 ? {} : error.details } };
}

/** A stream broke off because whoever it was for has left: a page that was closed, a picture that scrolled away. */
function hasLeft(thrown: Thrown, reply: FastifyReply): boolean {
  return thrown.code === 'ERR_STREAM_PREMATURE_CLOSE' && reply.raw.destroyed;
}

/** Fastify's error handler. */
export function answerError(thrown: Thrown, request: FastifyRequest, reply: FastifyReply): void {
  if (hasLeft(thrown, reply)) {
    request.log.debug('left before the end');
    reply.hijack();
    return;
  }
  const error = toCoded(thrown, request);
  const status = error.status || 500; // codes that never cross HTTP: a fault of ours
  if (status === 500)
    request.log.error({ code: error.code, stack: thrown.stack, cause: String(error.cause) }, 'failed');
  if (status === 503 && error.cause) request.log.warn({ code: error.code, cause: String(error.cause) }, 'failed');
  if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  void reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(publicBody(error.status ? error : new TongkuanError('INTERNAL')));
}

/** Fastify's handler of unknown addresses. */
export function answerUnknown(request: FastifyRequest, reply: FastifyReply): void {
  answerError(new TongkuanError('ROUTE_UNKNOWN'), request, reply);
}
