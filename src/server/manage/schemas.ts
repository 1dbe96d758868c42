/** What managing takes and answers, as TypeBox schemas. */
import { type Static, Type } from '@fastify/type-provider-typebox';
import { TongkuanError } from '#core/errors.ts';
import {
  MANAGED_MAX,
  MANAGED_STATUSES,
  type ManagedItem,
  type ManagedResponse,
  type ManagedStatus,
  type Operation,
} from '#core/management.ts';
import { AVAILABILITIES } from '#core/product.ts';
import { VECTOR_BYTES } from '#core/vector.ts';
import { Coded, contract, named, nullable } from '../schemas.ts';

const closed = { additionalProperties: false } as const;
/** Large enough for a picture of 20 MB as base64. */
const PICTURE_TEXT_MAX = 27_000_000;
const VECTOR_TEXT_LENGTH = (VECTOR_BYTES / 3) * 4;

/** Lengths are those of feeds (docs/feeds.md). */
const Text = (maxLength: number, description: string) => Type.String({ maxLength, description });
const Price = named(
  'NewPrice',
  {
    amount: Type.Integer({ minimum: 0, description: 'Minor units' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  },
  closed,
);
const Title = Type.Union([
  Text(500, 'One text for both languages'),
  Type.Object({ zh: Text(500, 'Chinese'), en: Text(500, 'English') }, closed),
]);

const ProductFields = named(
  'ProductFields',
  {
    title: Title,
    price: Type.Optional(nullable(Price)),
    listPrice: Type.Optional(nullable(Price)),
    availability: Type.Optional(nullable(Type.Enum([...AVAILABILITIES]))),
    gtin: Type.Optional(nullable(Text(40, 'GTIN-8, UPC-A, EAN-13 or GTIN-14 with its check digit'))),
    seller: Type.Optional(Text(128, 'Name of the seller')),
    group: Type.Optional(nullable(Text(128, 'Offers of one item share it'))),
    category: Type.Optional(nullable(Type.Integer({ description: 'Taxonomy id; left out: the model says it' }))),
    label: Type.Optional(nullable(Text(128, 'Fine label of the taxonomy; left out: the model says it'))),
    pageUrl: Type.Optional(
      nullable(Type.String({ pattern: '^https?://', maxLength: 2048, description: "Shop's page" })),
    ),
    attributes: Type.Optional(
      Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 500 }), { maxProperties: 50 }),
    ),
  },
  closed,
);

const Base64 = '^[A-Za-z0-9+/]+={0,2}$';
const Picture = Type.Optional(
  Type.String({
    // no pattern: looking at 27 MB would keep searches waiting
    maxLength: PICTURE_TEXT_MAX,
    description: 'Base64 of a JPEG, PNG, WebP, AVIF or GIF',
  }),
);
const Vector = Type.Optional(
  Type.String({
    minLength: VECTOR_TEXT_LENGTH,
    maxLength: VECTOR_TEXT_LENGTH,
    pattern: Base64,
    description: `Base64 of the ${VECTOR_BYTES} bytes; left out: the picture is looked at`,
  }),
);

export const PutBody = named('PutBody', { product: ProductFields, picture: Picture, vector: Vector }, closed);

/** Safe in addresses, file names and shells, as in feeds. */
const Id = Type.String({ pattern: '^[A-Za-z0-9._:-]{1,128}$', description: 'Id of the product', examples: ['sku-1'] });
export const ManagedParams = Type.Object({ id: Id }, closed);

const BatchPut = named(
  'BatchPut',
  { op: Type.Literal('put'), id: Id, product: ProductFields, picture: Picture, vector: Vector },
  closed,
);
const BatchDelete = named('BatchDelete', { op: Type.Literal('delete'), id: Id }, closed);
export const BatchBody = named(
  'BatchBody',
  { operations: Type.Array(Type.Union([BatchPut, BatchDelete]), { minItems: 1, maxItems: MANAGED_MAX }) },
  closed,
);

const Status = Type.Unsafe<ManagedStatus>({ type: 'string', enum: [...MANAGED_STATUSES] });
export const ManagedItemAnswer = contract<ManagedItem>()(
  named('ManagedItem', { id: Type.String(), status: Status, error: nullable(Coded) }),
);
export const ManagedAnswer = contract<ManagedResponse>()(
  named('ManagedAnswer', { results: Type.Array(ManagedItemAnswer) }),
);

type BatchOperation = Static<typeof BatchPut> | Static<typeof BatchDelete>;

/** As the writer takes it: base64 becomes bytes. */
export function toOperation(asked: BatchOperation): Operation {
  if (asked.op === 'delete') return asked;
  const { op, id, product, picture, vector } = asked;
  return {
    op,
    id,
    product,
    ...(picture === undefined ? {} : { picture: Buffer.from(picture, 'base64') }),
    ...(vector === undefined ? {} : { vector: Buffer.from(vector, 'base64') }),
  };
}

/** @throws BODY_INVALID when an id comes twice: which of the two would count? */
export function checkIds(operations: readonly BatchOperation[]): void {
  const seen = new Set<string>();
  for (const [i, { id }] of operations.entries()) {
    if (seen.has(id)) throw new TongkuanError('BODY_INVALID', { at: `/operations/${i}/id`, reason: 'comes twice' });
    seen.add(id);
  }
}
