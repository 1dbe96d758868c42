/** Answers as TypeBox schemas: they serialise, document, and let nothing out that is not named. */
import { type Static, type TSchema, Type } from '@fastify/type-provider-typebox';
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
  SearchResponse,
} from '#core/search-protocol.ts';

/** The schema, typed as core's contract; does not compile when the two disagree. */
export function contract<T>() {
  return <S extends TSchema>(schema: Static<S> extends T ? S : never) => Type.Unsafe<T>(schema);
}

export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Texts = Type.Object({ zh: Type.String(), en: Type.String() });
const CategoryCount = Type.Object({ category: Type.Integer(), count: Type.Integer() });
const SellerCount = Type.Object({ seller: Type.String(), count: Type.Integer() });
const Minor = Type.Integer({ minimum: 0, description: 'Minor units' });
const PriceFacet = Type.Object({
  currency: Type.String(),
  count: Type.Integer(),
  ranges: Type.Array(Type.Object({ lowest: Minor, highest: Minor, count: Type.Integer() })),
});

const Price = Type.Object({ amount: Type.Integer({ minimum: 0 }), currency: Type.String() });

const Product = Type.Object({
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
});

const Similarity = Type.Number({ minimum: -1, maximum: 1, description: 'Cosine similarity' });
const Picture = Type.String({ description: 'Path of the picture on this origin; add ?width=' });

const Offers = Type.Object(
  { count: Type.Integer({ minimum: 2 }), lowest: Type.Integer({ minimum: 0 }), highest: Type.Integer({ minimum: 0 }) },
  { description: 'Offers of the same item in the currency of the hit; prices in minor units' },
);
const Hit = Type.Object({
  product: Product,
  similarity: Similarity,
  picture: Picture,
  offers: Type.Optional(nullable(Offers)),
});

export const SearchAnswer = contract<SearchResponse>()(
  Type.Object({
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
  Type.Object({
    code: Type.String(),
    message: Type.String(),
    retryable: Type.Boolean(),
    details: Type.Record(Type.String(), Type.Unknown()),
  }),
);

export const BatchAnswer = contract<BatchResponse>()(
  Type.Object({
    results: Type.Array(Type.Object({ answer: nullable(SearchAnswer), error: nullable(Coded) })),
  }),
);

const ProductAndPicture = Type.Object({ product: Product, picture: Picture });

export const ProductAnswer = contract<ProductResponse>()(ProductAndPicture);

export const ProductsAnswer = contract<ProductsResponse>()(Type.Object({ products: Type.Array(ProductAndPicture) }));

export const CategoriesAnswer = contract<CategoriesResponse>()(
  Type.Object({ categories: Type.Array(CategoryCount), total: Type.Integer(), modelKey: nullable(Type.String()) }),
);

export const PacksAnswer = contract<PackListing>()(
  Type.Object({
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
  Type.Object({
    product: Product,
    vector: Type.String({ description: 'Base64 of the 144 bytes' }),
    hasPicture: Type.Boolean(),
  }),
);

export const CatalogueStatsAnswer = contract<CatalogueStatsResponse>()(
  Type.Object({
    products: Type.Integer(),
    categories: Type.Array(CategoryCount),
    structure: Type.String({ description: '`exact`, or how vectors are quantised' }),
    modelKey: Type.String(),
  }),
);

export const HealthAnswer = contract<HealthResponse>()(
  Type.Object({
    status: Type.Union([Type.Literal('ok'), Type.Literal('empty')]),
    products: Type.Integer(),
    modelKey: nullable(Type.String()),
    version: Type.String(),
  }),
);

export const ErrorAnswer = Type.Unsafe<ErrorResponse>(Type.Object({ error: Coded }));

export const ProductParams = Type.Object(
  { id: Type.String({ minLength: 1, description: 'Id of the product', examples: ['sku-1'] }) },
  { additionalProperties: false },
);

/** Bytes as they lie; for OpenAPI, nothing is serialised. */
export function fileAnswer(type: string, description: string) {
  return { description, content: { [type]: { schema: Type.Any({ description: 'Bytes' }) } } };
}

export const NOT_CHANGED = Type.Null({ description: 'Whoever asks has it: their `if-none-match` is its ETag' });
