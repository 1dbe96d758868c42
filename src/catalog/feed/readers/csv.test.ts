import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { rowsOf } from '../testing.ts';

vi.setConfig({ testTimeout: 240_000 }); // busy machines take their time

test('cells are those that the CSV parser finds', async () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ',', ' ', 'a', '红', ''), maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 4, maxLength: 4 }), async (cells) => {
      const line = cells.join(',');
      const expected = parsed(line);
      const [row] = await rowsOf('csv', `id,title,price,image\n${line}\n`);
      if (line.trim() === '') expect(row).toBeUndefined();
      else if (expected?.length === 4) expect(row).toMatchObject({ values: { id: expected[0], image: expected[3] } });
      else expect(row).toHaveProperty('error');
    }),
    { numRuns: 300 },
  );
});

function parsed(line: string): string[] | undefined {
  try {
    return parse(line, { relax_column_count: true, record_delimiter: '\r\n\r\n' })[0] as string[];
  } catch {
    return undefined;
  }
}
