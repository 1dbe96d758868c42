/** GS1's item numbers (GTIN-8, UPC-A, EAN-13, GTIN-14), kept as 14 digits with zeros in front. */

/** True when the last digit is the check digit of the others (GS1 General Specifications, section 7.9). */
export function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** Digits with the check digit that belongs to them. */
export function withCheckDigit(digits: string): string {
  const right = [...'0123456789'].find((last) => hasCheckDigit(digits + last));
  return `${digits}${right}`;
}

/** The 14 digits of a number as a barcode or a feed writes it (spaces and hyphens are ignored), or null when it is none. */
export function gtin14(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^(\d{8}|\d{12,14})$/.test(digits) || /^0+$/.test(digits) || !hasCheckDigit(digits)) return null;
  return digits.padStart(14, '0');
}
