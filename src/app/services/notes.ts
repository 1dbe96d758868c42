/** Small things remembered on this device. Where the browser has no storage: for as long as the page is open. */
export interface Notes {
  read(name: string): string | null;
  /** null: forgets it. */
  write(name: string, value: string | null): void;
}

const PREFIX = 'tongkuan-';

/** @param storage asked for anew each time: private windows may throw at the mere look at it */
export function createNotes(storage: () => Storage): Notes {
  const unstored = new Map<string, string | null>();
  return {
    read(name) {
      try {
        return unstored.get(name) ?? storage().getItem(PREFIX + name);
      } catch {
        return unstored.get(name) ?? null;
      }
    },
    write(name, value) {
      unstored.delete(name);
      try {
        if (value === null) storage().removeItem(PREFIX + name);
        else storage().setItem(PREFIX + name, value);
      } catch {
        unstored.set(name, value);
      }
    },
  };
}
