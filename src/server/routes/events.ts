/**
 * POST /v1/events: what shoppers were shown and clicked, for shops that ask for it (`TONGKUAN_EVENTS=yes`). Nothing of whoever
 * sends them is kept, and times only to the minute, so that nobody can be told apart by them.
 */

import { join } from 'node:path';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { DEPTH_MAX, EVENT_TYPES, EVENTS_MAX, type EventType } from '#core/search-protocol.ts';
import { CATEGORIES } from '#core/taxonomy.ts';
import type { App, Deps } from '../deps.ts';
import { eventLog } from '../events/event-log.ts';
import { takeJson } from '../json-body.ts';
import type { Tag } from '../openapi/document.ts';
import { errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { perMinute } from '../rate.ts';
import { named } from '../schemas.ts';

const BODY_LIMIT_BYTES = 16_384;
/** A page tells what it showed a few times a minute; an office of them behind one address some hundred. */
const PER_MINUTE = 300;

const Event = named(
  'Event',
  {
    type: Type.Unsafe<EventType>({ type: 'string', enum: [...EVENT_TYPES] }),
    productId: Type.String({ minLength: 1, maxLength: 512, description: 'Id of the product' }),
    position: Type.Integer({ minimum: 0, maximum: DEPTH_MAX - 1, description: 'Place among the hits, from 0' }),
    category: Type.Unsafe<number>({ enum: CATEGORIES.map(({ id }) => id), description: 'Category of the product' }),
    at: Type.String({ format: 'date-time', maxLength: 40, description: 'Time; kept to the minute' }),
  },
  { additionalProperties: false },
);
const Body = named(
  'EventsBody',
  { events: Type.Array(Event, { minItems: 1, maxItems: EVENTS_MAX }) },
  { additionalProperties: false },
);

function toTheMinute({ at, ...event }: Static<typeof Event>) {
  return { ...event, at: `${new Date(at).toISOString().slice(0, 16)}Z` };
}

export function eventsRoute(app: App, { folder }: Deps): void {
  const log = eventLog(join(folder, 'events'));
  void app.register(async (scope: App) => {
    takeJson(scope);
    scope.post(
      '/v1/events',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: perMinute(PER_MINUTE),
        schema: {
          tags: ['events' satisfies Tag],
          summary: 'What shoppers were shown and clicked',
          description: `At most ${EVENTS_MAX} events. Off unless the shop turns it on: then ROUTE_UNKNOWN.`,
          body: shown(Body, 'events'),
          response: {
            204: Type.Null({ description: 'Kept' }),
            ...errorAnswers('BODY_INVALID', 'BODY_TYPE', 'BODY_TOO_LARGE', 'RATE_LIMITED', 'EVENTS_FULL'),
          },
        },
      },
      async (request, reply) => {
        await log.append(request.body.events.map(toTheMinute));
        return reply.code(204).send(null);
      },
    );
  });
}
