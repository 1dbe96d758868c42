import { expect, test } from 'vitest';
import { gtin14, withCheckDigit } from './gtin.ts';

test.each([
  ['4006381333931', '04006381333931'],
  ['036000291452', '00036000291452'],
  ['73513537', '00000073513537'],
  ['10012345678902', '10012345678902'],
  ['4 006381-333931', '04006381333931'],
])('%s is an item number', (text, digits) => expect(gtin14(text)).toBe(digits));

test.each(['4006381333932', '400638133393', '123', '', 'abc', '00000000', '0000000000000', '4006381333931x'])(
  '%j is none',
  (text) => expect(gtin14(text)).toBeNull(),
);

test.each(['400638133393', '03600029145', '9638507', '201234567890'])('%s gets the digit that checks it', (digits) => {
  expect(gtin14(withCheckDigit(digits))).not.toBeNull();
});
