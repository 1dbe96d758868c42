/** An index whose every question is timed and counted. */
import type { ServedIndex } from '../deps.ts';
import type { Metrics } from './metrics.ts';

/** Questions that go to the engine; the others are short or rare. */
const TIMED = new Set(['search', 'nearestFacts', 'countNear', 'get', 'inGroups', 'withGtins', 'stats']);

type Question = (...parameters: unknown[]) => Promise<unknown>;

function timed(question: string, ask: Question, { engine, engineQueue }: Metrics, shop: string): Question {
  return async (...parameters) => {
    const end = engine.startTimer({ question });
    engineQueue.inc({ shop });
    try {
      return await ask(...parameters);
    } finally {
      engineQueue.dec({ shop });
      end();
    }
  };
}

/** The index of a model, measured too; asked again, it is the same. */
function ofModel(ask: Question, metrics: Metrics, shop: string): Question {
  const measured = new WeakMap<object, ServedIndex>();
  return async (...parameters) => {
    const index = (await ask(...parameters)) as ServedIndex;
    const known = measured.get(index) ?? measuredIndex(index, metrics, shop);
    measured.set(index, known);
    return known;
  };
}

/** @param shop whose it is */
export function measuredIndex<I extends ServedIndex>(index: I, metrics: Metrics, shop: string): I {
  const kept = new Map<string | symbol, unknown>();
  return new Proxy(index, {
    get(target, name) {
      const known = kept.get(name);
      if (known) return known;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const bound = value.bind(target) as Question;
      const question = TIMED.has(String(name)) ? timed(String(name), bound, metrics, shop) : bound;
      const asked = name === 'ofModel' ? ofModel(bound, metrics, shop) : question;
      kept.set(name, asked);
      return asked;
    },
  });
}
