import { expect, test } from 'vitest';
import { createNotes } from './notes.ts';

function storage() {
  const kept = new Map<string, string>();
  const area = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  return { kept, area: area as unknown as Storage };
}

test('a note is kept under a name of this page, and forgotten', () => {
  const { kept, area } = storage();
  const notes = createNotes(() => area);
  notes.write('events', 'on');
  expect([...kept]).toEqual([['tongkuan-events', 'on']]);
  expect(createNotes(() => area).read('events')).toBe('on');
  notes.write('events', null);
  expect([kept.size, notes.read('events')]).toEqual([0, null]);
});

test('a browser without storage remembers for as long as the page is open', () => {
  const notes = createNotes(() => {
    throw new DOMException('no', 'SecurityError');
  });
  expect(notes.read('events')).toBeNull();
  notes.write('events', 'on');
  expect(notes.read('events')).toBe('on');
  notes.write('events', null);
  expect(notes.read('events')).toBeNull();
});

test('what did not fit before and fits now is kept', () => {
  const { kept, area } = storage();
  let full = true;
  const setItem = (name: string, value: string) => {
    if (full) throw new DOMException('full', 'QuotaExceededError');
    kept.set(name, value);
  };
  const notes = createNotes(() => ({ ...area, setItem }));
  notes.write('a', '1');
  expect([kept.size, notes.read('a')]).toEqual([0, '1']);
  full = false;
  notes.write('a', '2');
  expect([kept.get('tongkuan-a'), notes.read('a')]).toEqual(['2', '2']);
});
