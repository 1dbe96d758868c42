/** Answers as TypeBox schemas: they serialise, document, and let nothing out that is not named. */
import {
  type Static,
  type TObject,
  type TObjectOptions,
  type TProperties,
  type TSchema,
  Type,
} from '@fastify/type-provider-typebox';
import type { ErrorBody } from '#core/errors.ts';
import type { CatalogueStatsResponse, StoredProductResponse } from '#core/management.ts';
import { AVAILABILITIES } from '#core/product.ts';
import type {
  BatchResponse,
  CategoriesResponse,
  ErrorResponse,
  HealthResponse,
  PackListing,
  ProductResponse,
  ProductsResponse,
  ReadyResponse,
  SearchResponse,
} from '#core/search-protocol.ts';

/** The schema, typed as core's contract; does not compile when the two disagree. */
export function contract<T>() {
  return <S extends TSchema>(schema: Static<S> extends T ? S : never) => Type.Unsafe<T>(schema);
}

/** An object with a name of its own in OpenAPI (`openapi/named-schemas.ts`) and in the page's client. */
export function named<P extends TProperties>(title: string, properties: P, more: TObjectOptions = {}): TObject<P> {
  return Type.Object(properties, { title, ...more });
}

export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Texts = named('Texts', { zh: Type.String(), en: Type.String() });
const CategoryCount = named('CategoryCount', { category: Type.Integer(), count: Type.Integer() });
const SellerCount = named('SellerCount', { seller: Type.String(), count: Type.Integer() });
const Minor = Type.Integer({ minimum: 0, description: 'Minor units' });
const PriceFacet = named('PriceFacet', {
  currency: Type.String(),
  count: Type.Integer(),
  ranges: Type.Array(Type.Object({ lowest: Minor, highest: Minor, count: Type.Integer() })),
});

const Price = named('Price', { amount: Type.Integer({ minimum: 0 }), currency: Type.String() });

const Product = named('Product', {
  id: Type.String(),
  category: Type.Integer(),
  label: nullable(Type.String()),
  title: Texts,
  price: nullable(Price),
  listPrice: nullable(Price),
  availability: nullable(Type.Enum([...AVAILABILITIES])),
  gtin: nullable(Type.String({ pattern: '^\\d{14}$' })),
  seller: Type.String(),
  group: nullable(Type.String()),
  pageUrl: nullable(Type.String()),
  attributes: Type.Record(Type.String(), Type.String()),
  pictures: Type.Optional(
    Type.Integer({ minimum: 2, description: 'How many there are to ask for with ?n=; absent: one' }),
  ),
});

const Similarity = Type.Number({ minimum: -1, maximum: 1, description: 'Cosine similarity' });
const Picture = Type.String({ description: 'Path of the picture on this origin; add ?width=' });

const Offers = named(
  'Offers',
  { count: Type.Integer({ minimum: 2 }), lowest: Type.Integer({ minimum: 0 }), highest: Type.Integer({ minimum: 0 }) },
  { description: 'Offers of the same item in the currency of the hit; prices in minor units' },
);
const Hit = named('Hit', {
  product: Product,
  similarity: Similarity,
  picture: Picture,
  offers: Type.Optional(nullable(Offers)),
});

export const SearchAnswer = contract<SearchResponse>()(
  named('SearchAnswer', {
    hits: Type.Array(Hit),
    total: Type.Integer(),
    nearest: nullable(Similarity),
    categories: Type.Array(CategoryCount),
    sellers: Type.Array(SellerCount),
    prices: Type.Optional(Type.Array(PriceFacet)),
    cursor: nullable(Type.String()),
    modelKey: Type.String(),
    tookMs: Type.Number(),
  }),
);

export const Coded = Type.Unsafe<ErrorBody>(
  named('CodedError', {
    code: Type.String(),
    message: Type.String(),
    retryable: Type.Boolean(),
    details: Type.Record(Type.String(), Type.Unknown()),
  }),
);

export const BatchAnswer = contract<BatchResponse>()(
  named('BatchAnswer', {
    results: Type.Array(Type.Object({ answer: nullable(SearchAnswer), error: nullable(Coded) })),
  }),
);

const ProductAndPicture = named('ProductAnswer', { product: Product, picture: Picture });

export const ProductAnswer = contract<ProductResponse>()(ProductAndPicture);

export const ProductsAnswer = contract<ProductsResponse>()(
  named('ProductsAnswer', { products: Type.Array(ProductAndPicture) }),
);

export const CategoriesAnswer = contract<CategoriesResponse>()(
  named('CategoriesAnswer', {
    categories: Type.Array(CategoryCount),
    total: Type.Integer(),
    modelKey: nullable(Type.String()),
  }),
);

export const PacksAnswer = contract<PackListing>()(
  named('PacksAnswer', {
    packs: Type.Array(
      Type.Object({
        category: Type.Integer(),
        version: Type.String({ description: 'Names the content; also its ETag' }),
        products: Type.Integer(),
        bytes: Type.Integer(),
        pictureBytes: nullable(Type.Integer()),
      }),
    ),
    modelKey: Type.String(),
  }),
);

export const StoredProductAnswer = contract<StoredProductResponse>()(
  named('StoredProductAnswer', {
    product: Product,
    vector: Type.String({ description: 'Base64 of the 144 bytes' }),
    hasPicture: Type.Boolean(),
  }),
);

export const CatalogueStatsAnswer = contract<CatalogueStatsResponse>()(
  named('CatalogueStatsAnswer', {
    products: Type.Integer(),
    categories: Type.Array(CategoryCount),
    structure: Type.String({ description: '`exact`, or how vectors are quantised' }),
    modelKey: Type.String(),
  }),
);

export const HealthAnswer = contract<HealthResponse>()(
  named('HealthAnswer', {
    status: Type.Union([Type.Literal('ok'), Type.Literal('empty')]),
    products: Type.Integer(),
    modelKey: nullable(Type.String()),
    version: Type.String(),
  }),
);

const READINESS = ['ready', 'empty', 'broken', 'overloaded', 'draining'] as const;
export const ReadyAnswer = contract<ReadyResponse>()(named('ReadyAnswer', { status: Type.Enum([...READINESS]) }));

export const ErrorAnswer = Type.Unsafe<ErrorResponse>(named('ErrorAnswer', { error: Coded }));

export const ProductParams = Type.Object(
  { id: Type.String({ minLength: 1, description: 'Id of the product', examples: ['sku-1'] }) },
  { additionalProperties: false },
);

/** Bytes as they lie; for OpenAPI, nothing is serialised. */
export function fileAnswer(type: string, description: string) {
  return { description, content: { [type]: { schema: Type.Any({ description: 'Bytes' }) } } };
}

export const NOT_CHANGED = Type.Null({ description: 'Whoever asks has it: their `if-none-match` is its ETag' });
