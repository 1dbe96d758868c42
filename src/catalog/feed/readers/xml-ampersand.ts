/** Ampersands that begin no entity: the parser would read on to the next semicolon, through tags and items. */

/** Stands for such an ampersand: a character for private use that feeds do not hold. In CDATA it may stand for a right one. */
export const BARE_AMPERSAND = '\uE026';

const BARE = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\w.-]{0,31});)/gi;
/** Longest entity that is looked for. */
const ENTITY_MAX_CHARS = 34;

/** Marks bare ampersands in text that comes in pieces. */
export class AmpersandGuard {
  #held = '';

  /** The text so far, but for an entity that may go on in the next piece. */
  guard(piece: string): string {
    const text = this.#held + piece;
    const last = text.lastIndexOf('&');
    const isOpen = last >= text.length - ENTITY_MAX_CHARS && last >= 0 && !text.includes(';', last);
    this.#held = isOpen ? text.slice(last) : '';
    return (isOpen ? text.slice(0, last) : text).replace(BARE, BARE_AMPERSAND);
  }

  /** What is left at the end. */
  rest(): string {
    return this.#held.replace(BARE, BARE_AMPERSAND);
  }
}
