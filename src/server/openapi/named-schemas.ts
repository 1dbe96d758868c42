/** Gives schemas that have a `title` one place in `components/schemas`; wherever they stood, they are pointed at. */
type Json = Readonly<Record<string, unknown>>;
/** The part of an OpenAPI document that matters here. */
interface Described {
  readonly paths?: object;
  readonly components?: object;
}

/** Values, whose names mean nothing here. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The document with its schemas named. @throws Error when two different schemas have one title */
export function nameSchemas<D extends Described>(document: D): D {
  const schemas = new Map<string, Json>();

  function pointedAt(name: string, schema: Json): Json {
    const known = schemas.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two schemas are called ${name}`);
    schemas.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }

  function walk(value: unknown, key: string): unknown {
    if (!isObject(value) || VALUES.has(key)) return value;
    if (Array.isArray(value)) return value.map((each) => walk(each, ''));
    const walked = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]));
    const { title, ...schema } = walked;
    if (typeof title !== 'string') return walked;
    // that of a whole body or answer says what the answer around it says as well
    if (key === 'schema') delete schema.description;
    return pointedAt(title, schema);
  }

  const paths = walk(document.paths, '');
  return { ...document, paths, components: { ...document.components, schemas: Object.fromEntries(schemas) } };
}
