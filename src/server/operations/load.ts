/**
 * Refuses API requests early when there are more than can be answered soon: a shopper told at once "busy, try again" is better
 * off than one who waits for half a minute, and what is in hand still ends quickly. The page itself and health always pass.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyRequest } from 'fastify';
import { TongkuanError } from '#core/errors.ts';
import { isApi } from '../api-address.ts';
import type { App } from '../deps.ts';
import type { Config } from './settings.ts';

/** How often the event loop's delay is looked at; one look without load ends the refusing. */
const LOOK_EVERY_MS = 500;
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e6;

export interface Load {
  /** API requests in hand. */
  readonly inFlight: number;
  readonly overloaded: boolean;
}

/** Mean delay of the event loop in the last moments, in milliseconds. */
function watchDelay(app: App): () => number {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let delay = 0;
  const timer = setInterval(() => {
    delay = Math.max(0, histogram.mean / NANOSECONDS - RESOLUTION_MS) || 0;
    histogram.reset();
  }, LOOK_EVERY_MS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    histogram.disable();
  });
  return () => delay;
}

type Limits = Pick<Config, 'maxInFlight' | 'maxDelayMs'>;
type Shed = (reason: 'in-flight' | 'delay') => void;

/** Before other hooks, so that a refusal costs next to nothing. @param shed told of every refusal */
export function watchLoad(app: App, { maxInFlight, maxDelayMs }: Limits, shed: Shed): Load {
  const delayOf = maxDelayMs > 0 ? watchDelay(app) : () => 0;
  const inHand = new WeakSet<FastifyRequest>();
  let inFlight = 0;
  const late = () => delayOf() > Math.max(1, maxDelayMs);
  const done = (request: FastifyRequest) => {
    if (inHand.delete(request)) inFlight--;
  };

  app.addHook('onRequest', async (request, reply) => {
    if (!isApi(request.url)) return;
    const reason = inFlight >= maxInFlight ? 'in-flight' : maxDelayMs > 0 && late() ? 'delay' : undefined;
    if (reason) {
      shed(reason);
      throw new TongkuanError('OVERLOADED');
    }
    inHand.add(request);
    inFlight++;
    // also where nobody waits for the answer any more: then neither `onResponse` comes nor, once the body is there, `onRequestAbort`
    reply.raw.once('close', () => done(request));
  });
  app.addHook('onResponse', async (request) => done(request));

  return {
    get inFlight() {
      return inFlight;
    },
    get overloaded() {
      return inFlight >= maxInFlight || (maxDelayMs > 0 && late());
    },
  };
}
