/** Capital letters as strokes on a 4 × 6 grid, so that a pack's words need no font on the machine that draws it. */
import { line, type Point } from './path.ts';

/** Each letter: strokes, each a run of "xy" pairs of digits; y grows downwards. */
const STROKES: Readonly<Record<string, string>> = {
  A: '06 20 46,14 34',
  B: '00 06 36 45 44 33 03,33 42 41 30 00',
  C: '41 30 10 01 05 16 36 45',
  D: '00 06 26 44 42 20 00',
  E: '40 00 06 46,03 33',
  F: '40 00 06,03 33',
  G: '41 30 10 01 05 16 36 45 43 23',
  H: '00 06,40 46,03 43',
  I: '20 26',
  J: '40 45 36 16 05',
  K: '00 06,40 03 46',
  L: '00 06 46',
  M: '06 00 23 40 46',
  N: '06 00 46 40',
  O: '10 30 41 45 36 16 05 01 10',
  P: '06 00 30 41 42 33 03',
  R: '06 00 30 41 42 33 03,23 46',
  S: '41 30 10 01 12 33 45 36 16 05',
  T: '00 40,20 26',
  U: '00 05 16 36 45 40',
  V: '00 26 40',
  W: '00 16 23 36 40',
  Y: '00 23 40,23 26',
  Z: '00 40 06 46',
};

/** Path data of a word, its middle at (x, y), `size` high. */
export function letters(text: string, x: number, y: number, size: number): string {
  const unit = size / 6;
  const step = unit * 5.4;
  const left = x - (text.length * step - unit * 1.4) / 2;
  return [...text]
    .flatMap((letter, i) =>
      (STROKES[letter] ?? '')
        .split(',')
        .filter(Boolean)
        .map((stroke) => {
          const points = stroke
            .split(' ')
            .map((pair): Point => [left + i * step + Number(pair[0]) * unit, y - size / 2 + Number(pair[1]) * unit]);
          const [first, ...rest] = points;
          return first ? line(first, ...rest) : '';
        }),
    )
    .join('');
}
