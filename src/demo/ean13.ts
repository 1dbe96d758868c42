/** An EAN-13 barcode as SVG (GS1 General Specifications, section 5.2.1). */

/** Widths of the four elements of each digit, of seven modules together; the code's other sets are mirrored from these. */
const WIDTHS = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'] as const;
/** Which of the six digits on the left are written mirrored (G), by the first digit, which has no bars of its own. */
const FIRST = [
  'LLLLLL',
  'LLGLGG',
  'LLGGLG',
  'LLGGGL',
  'LGLLGG',
  'LGGLLG',
  'LGGGLL',
  'LGLGLG',
  'LGLGGL',
  'LGGLGL',
] as const;
const MODULES = 95;
const QUIET = 11;
const HEIGHT = 60;

/** Elements from left to right, a bar first, then space and bar in turn. */
function elements(digits: string): number[] {
  const pattern = FIRST[Number(digits[0])] ?? '';
  const widths = [...digits.slice(1)].map((digit) => WIDTHS[Number(digit)] ?? '');
  const left = widths.slice(0, 6).map((text, i) => (pattern[i] === 'G' ? [...text].reverse().join('') : text));
  return [...`111${left.join('')}11111${widths.slice(6).join('')}111`].map(Number);
}

/** Size of the drawing in modules, the quiet zones included. */
export const EAN13_SIZE = { width: MODULES + 2 * QUIET, height: HEIGHT } as const;

/** SVG elements for 13 digits with a right check digit, `EAN13_SIZE` large: black on white, without the digits below. */
export function ean13(digits: string): string {
  let at = QUIET;
  const bars = elements(digits).map((width, i) => {
    const bar = i % 2 === 0 ? `<rect x="${at}" y="3" width="${width}" height="${HEIGHT - 6}"/>` : '';
    at += width;
    return bar;
  });
  const { width, height } = EAN13_SIZE;
  return `<rect width="${width}" height="${height}" fill="#fff"/><g fill="#000">${bars.join('')}</g>`;
}
