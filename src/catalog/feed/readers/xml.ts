/** XML feeds (RSS 2.0, RDF and Atom as Google Merchant reads them, and lists of `<product>`): one row an item. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { TongkuanError } from '#core/errors.ts';
import { brokenRow, type FeedRow, isMisdecoded, MISDECODED } from '../rows.ts';
import { AmpersandGuard, BARE_AMPERSAND } from './xml-ampersand.ts';
import { XmlItem } from './xml-item.ts';

const ITEM_NAMES = ['item', 'entry', 'product', 'offer'];
/** Deepest nesting of the file; feeds have about six levels. Items that were not closed count, too. */
const DEPTH_MAX = 200;
/** Longest tag, text or comment: the parser holds it whole. */
export const TOKEN_MAX_CHARS = 8_000_000;
const BARE = 'a bare "&": write &amp;';
const GOOGLE_NAMESPACES = ['http://base.google.com/ns/1.0', 'http://base.google.com/cns/1.0'];

/**
 * Rows of an XML feed. A broken item is reported, and the parser goes on behind it.
 * @throws FEED_UNREADABLE: entities are declared, nested too deep, a text without end, cut off
 */
export async function* xmlRows(text: AsyncIterable<string>): AsyncGenerator<FeedRow> {
  const reader = new XmlReader();
  for await (const chunk of text) yield* reader.read(chunk);
  yield* reader.end();
}

class XmlReader {
  readonly #parser = new SaxesParser();
  readonly #googlePrefixes = new Set(['g', 'c']);
  #rows: FeedRow[] = [];
  #item: XmlItem | null = null;
  #depth = 0;
  #sawRoot = false;
  #charsSinceEvent = 0;
  #refusal: string | null = null;
  /** What is wrong in the tag that is being read. */
  #tagFault: string | null = null;
  readonly #ampersands = new AmpersandGuard();

  constructor() {
    const on = <T>(handle: (value: T) => void) => {
      return (value: T) => {
        this.#charsSinceEvent = 0;
        handle(value);
        this.#tagFault = null;
      };
    };
    this.#parser.on(
      'opentag',
      on((tag) => this.#open(tag)),
    );
    this.#parser.on(
      'closetag',
      on(() => this.#close()),
    );
    this.#parser.on(
      'text',
      on((text) => this.#text(text)),
    );
    this.#parser.on(
      'cdata',
      on((text) => this.#text(text.replaceAll(BARE_AMPERSAND, '&'))),
    );
    this.#parser.on(
      'comment',
      on(() => {}),
    );
    this.#parser.on(
      'doctype',
      on((text) => this.#doctype(text)),
    );
    this.#parser.on('error', ({ message }) => this.#fault(message));
  }

  /** The rows that end in this chunk. */
  read(chunk: string): FeedRow[] {
    this.#charsSinceEvent += chunk.length;
    this.#parser.write(this.#ampersands.guard(chunk));
    if (this.#charsSinceEvent > TOKEN_MAX_CHARS) this.#refusal ??= 'a tag, text or comment does not end';
    return this.#take();
  }

  end(): FeedRow[] {
    const isCutOff = this.#depth > 0;
    if (isCutOff) this.#item = null;
    if (!isCutOff) this.#parser.write(this.#ampersands.rest()).close();
    const rows = this.#take();
    if (isCutOff || !this.#sawRoot) throw this.#unreadable('the XML ends in the middle');
    return rows;
  }

  #take(): FeedRow[] {
    if (this.#refusal !== null) throw this.#unreadable(this.#refusal);
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #unreadable(what: string): TongkuanError {
    return new TongkuanError('FEED_UNREADABLE', { what, line: this.#parser.line });
  }

  /** Entities could multiply (the parser expands none, so that items would be wrong instead). */
  #doctype(text: string): void {
    if (/<!ENTITY/i.test(text)) this.#refusal ??= 'the XML declares entities';
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    this.#sawRoot = true;
    this.#depth++;
    if (this.#depth > DEPTH_MAX) this.#refusal ??= `nested deeper than ${DEPTH_MAX}`;
    if (this.#item === null) this.#notePrefixes(attributes);
    if (Object.values(attributes).some((value) => value.includes(BARE_AMPERSAND))) this.#fault(BARE);
    if (ITEM_NAMES.includes(name) && (this.#item === null || this.#item.name === name)) this.#begin(name, attributes);
    else this.#item?.open(this.#columnOf(name), attributes);
  }

  /** The parser goes on behind mistakes. That it has met two roots follows from an item that closed too much. */
  #fault(message: string): void {
    const fault = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    if (/\broot\b/.test(fault)) return;
    if (this.#item) this.#item.break(fault);
    else this.#tagFault ??= fault;
  }

  #text(text: string): void {
    if (text.includes(BARE_AMPERSAND)) this.#item?.break(BARE);
    if (isMisdecoded(text)) this.#item?.break(MISDECODED);
    this.#item?.text(text);
  }

  /** An item inside an item: the first was not closed. */
  #begin(name: string, attributes: Record<string, string>): void {
    if (this.#item) this.#rows.push(brokenRow(this.#item.line, `<${name}> is not closed`));
    this.#item = new XmlItem(name, this.#parser.line, this.#depth, attributes);
    if (this.#tagFault !== null) this.#item.break(this.#tagFault);
  }

  #close(): void {
    this.#depth--;
    const item = this.#item;
    if (!item) return;
    if (this.#depth >= item.depth) item.close();
    else {
      this.#rows.push(rowOf(item));
      this.#item = null;
    }
  }

  #notePrefixes(attributes: Record<string, string>): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('xmlns:') && GOOGLE_NAMESPACES.includes(value)) this.#googlePrefixes.add(name.slice(6));
    }
  }

  /** Names of Google's namespace are written with `g:`, whatever the feed calls it. */
  #columnOf(name: string): string {
    const [prefix = '', local] = name.split(':');
    return local !== undefined && this.#googlePrefixes.has(prefix) ? `g:${local}` : name;
  }
}

function rowOf(item: XmlItem): FeedRow {
  if (item.fault !== null) return brokenRow(item.line, item.fault);
  return { line: item.line, values: item.values };
}
