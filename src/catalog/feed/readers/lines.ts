/** Text of a feed → numbered lines, in constant memory. */

/** Longest line of a feed; a longer one is reported and passed over. */
export const LINE_MAX_BYTES = 1_000_000;

/** One physical line without its end; `text` is null for a line that is too long. */
export interface Line {
  readonly number: number;
  readonly text: string | null;
}

/** Splits text at \n and \r\n. At most one line and one chunk are held. */
export async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 1;
  let rest = '';
  let tooLong = false;
  const finish = (end: string): Line => {
    const whole = rest + end;
    const skip = tooLong || exceeds(whole);
    rest = '';
    tooLong = false;
    return { number: number++, text: skip ? null : whole.replace(/\r$/, '') };
  };
  for await (const chunk of text) {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      yield finish(chunk.slice(from, at));
      from = at + 1;
    }
    if (!tooLong) rest += chunk.slice(from);
    if (rest.length > LINE_MAX_BYTES) {
      tooLong = true;
      rest = '';
    }
  }
  if (rest !== '' || tooLong) yield finish('');
}

function exceeds(line: string): boolean {
  // A UTF-16 unit is at most 3 bytes of UTF-8: most lines need no counting.
  return line.length * 3 > LINE_MAX_BYTES && Buffer.byteLength(line) > LINE_MAX_BYTES;
}
