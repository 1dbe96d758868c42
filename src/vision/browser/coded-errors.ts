/** Comlink's own handler of errors keeps only message, name and stack; with this one, as on the page's side, the code survives. */
import { transferHandlers } from 'comlink';
import { reviveThrown, serialiseThrown, type ThrownWire } from '#core/error-transfer.ts';

export function keepErrorCodes(): void {
  const original = transferHandlers.get('throw');
  if (!original) return;
  transferHandlers.set('throw', {
    canHandle: original.canHandle,
    serialize: (thrown) => [serialiseThrown((thrown as { value: unknown }).value), []],
    deserialize: (wire) => {
      throw reviveThrown(wire as ThrownWire);
    },
  });
}
