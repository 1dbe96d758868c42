/**
 * Cuts JSON text into the elements of its outermost lists, without parsing them. Done here and not by a streaming parser, so
 * that each element has its line number and a broken one costs itself: a parser ends at the first mistake.
 */

/** An element and the line it starts in; `text` is null where it is too long. */
export interface JsonElement {
  readonly line: number;
  readonly text: string | null;
}

/** What matters outside of strings; and inside of them. A string cannot hold a line break: there, a forgotten quote ends. */
const OUTSIDE = /[{}[\]"\n]/g;
const INSIDE = /["\\\n]/g;

/** Feeds chunks in, takes elements out; holds one element at most. */
export class ElementCutter {
  readonly #maxChars: number;
  /** Open brackets, outermost first. */
  #depth = 0;
  /** Depth of the elements of the list we are in; 0 outside of any. */
  #elementDepth = 0;
  #inString = false;
  #skipNext = false;
  #line = 1;
  #start = 1;
  #text: string | null = '';
  sawList = false;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  /** True while something that was opened is not closed. */
  get isOpen(): boolean {
    return this.#depth > 0 || this.#inString;
  }

  *cut(chunk: string): Generator<JsonElement> {
    let from = 0; // where the element's text in this chunk begins
    for (let at = this.#next(chunk, 0); at >= 0; at = this.#next(chunk, at + 1)) {
      const char = chunk[at] as string;
      if (char === '\n') this.#line++;
      if (this.#inString || char === '"' || char === '\n') this.#quote(char);
      else if (char === '{' || char === '[') {
        if (this.#open(char)) from = at;
      } else if (this.#close()) {
        this.#keep(chunk.slice(from, at + 1));
        yield { line: this.#start, text: this.#text };
        this.#text = '';
      }
    }
    if (this.#isInElement) this.#keep(chunk.slice(from));
  }

  get #isInElement(): boolean {
    return this.#elementDepth > 0 && this.#depth >= this.#elementDepth;
  }

  #next(chunk: string, at: number): number {
    let from = at;
    if (this.#skipNext && from < chunk.length) {
      if (chunk[from] !== '\n') from++;
      this.#skipNext = false;
    }
    const pattern = this.#inString ? INSIDE : OUTSIDE;
    pattern.lastIndex = from;
    return pattern.exec(chunk)?.index ?? -1;
  }

  #quote(char: string): void {
    if (char === '\\') this.#skipNext = true;
    else this.#inString = char === '"' && !this.#inString;
  }

  /** True where an element begins. */
  #open(char: string): boolean {
    this.#depth++;
    if (this.#elementDepth === 0 && char === '[') {
      this.#elementDepth = this.#depth + 1;
      this.sawList = true;
    }
    if (this.#elementDepth !== this.#depth) return false;
    this.#start = this.#line;
    return true;
  }

  /** True where an element ends. */
  #close(): boolean {
    const isEnd = this.#elementDepth > 0 && this.#depth === this.#elementDepth;
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth < this.#elementDepth - 1) this.#elementDepth = 0;
    return isEnd;
  }

  #keep(text: string): void {
    if (this.#text === null) return;
    this.#text = this.#text.length + text.length > this.#maxChars ? null : this.#text + text;
  }
}
