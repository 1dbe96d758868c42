/** One item of an XML feed while it is read: texts by element name, lists where an element repeats, objects where it has children. */

/** Deepest nesting of elements inside of an item. */
const DEPTH_MAX = 8;
/** Most characters of text in an item. */
const TEXT_MAX_CHARS = 1_000_000;

interface Open {
  readonly name: string;
  readonly href: string | null;
  readonly children: Map<string, unknown>;
  text: string;
}

export class XmlItem {
  readonly name: string;
  /** Line in which it begins. */
  readonly line: number;
  /** How deep it lies in the file. */
  readonly depth: number;
  /** What is wrong with it. */
  fault: string | null = null;
  readonly #root: Open;
  readonly #open: Open[] = [];
  #depth = 0;
  #chars = 0;

  constructor(name: string, line: number, depth: number, attributes: Readonly<Record<string, string>>) {
    this.name = name;
    this.line = line;
    this.depth = depth;
    this.#root = { name, href: null, children: new Map(), text: '' };
    for (const [key, value] of Object.entries(attributes)) {
      if (!key.startsWith('xmlns')) this.#root.children.set(key, value);
    }
  }

  get values(): Record<string, unknown> {
    return Object.fromEntries(this.#root.children);
  }

  break(fault: string): void {
    this.fault ??= fault;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth++;
    if (this.#depth > DEPTH_MAX) this.break(`nested deeper than ${DEPTH_MAX}`);
    else this.#open.push({ name, href: hrefOf(attributes), children: new Map(), text: '' });
  }

  text(text: string): void {
    this.#chars += text.length;
    if (this.#chars > TEXT_MAX_CHARS) this.break('the item is longer than 1 MB');
    const current = this.#open.at(-1);
    if (current && this.fault === null) current.text += text;
  }

  close(): void {
    this.#depth--;
    if (this.#depth >= DEPTH_MAX) return;
    const closed = this.#open.pop();
    if (closed) put((this.#open.at(-1) ?? this.#root).children, closed.name, valueIn(closed));
  }
}

/** Atom's links carry their address in an attribute; those that lead elsewhere than to the product do not count. */
function hrefOf({ href, rel }: Readonly<Record<string, string>>): string | null {
  return href !== undefined && (rel === undefined || rel === 'alternate') ? href : null;
}

function valueIn({ text, href, children }: Open): unknown {
  if (children.size > 0) return Object.fromEntries(children);
  return text.trim() || (href ?? '');
}

function put(children: Map<string, unknown>, name: string, value: unknown): void {
  const before = children.get(name);
  if (before === undefined || before === '') children.set(name, value);
  else if (value !== '') children.set(name, Array.isArray(before) ? [...before, value] : [before, value]);
}
