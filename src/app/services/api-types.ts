/**
 * What the endpoint takes and answers, made from its OpenAPI document by `npm run generate:client`. Not to be edited: a test says
 * when it is stale.
 */

export interface paths {
  "/v1/search": {
    /**
     * Products of the same style
     * @description The body is the vector: exactly 144 bytes (16-byte header, 128 int8). Sorting by price puts the nearest 200 products in order. `categories` counts the nearest 200 without the category filter; categories the catalogue holds further off have count 0; `sellers` (at most 20) and, with `facets=price`, `prices` do the same without their own filter. `cursor` leads to the next page, and is refused with CURSOR_EXPIRED once the catalogue has changed. With `group=offers` products of one group are one hit: the nearest stands for it, `total`, pages and `categories` count such hits among the nearest 500 products, and `offers` spans all of its offers that pass the filters and are in its currency (in an index made before groups had a field: those among the nearest 500). By price such a hit stands where its lowest offer does, or, dearest first, its highest. Words in `q` refine the picture: of the nearest 500 products, and of no others, those that hold every word come first, then the others in the order of words and picture together; sorted by price, only those that hold the words are answered with, if there are any. Looked at are titles, names of label and category in both languages, and attributes. A `q` without any word is as none.
     */
    post: {
      parameters: {
        query?: {
          /**
           * @description Category ids of the taxonomy; may be repeated
           * @example [
           *   0,
           *   1
           * ]
           */
          category?: readonly number[];
          /**
           * @description Lowest price in minor units, inclusive
           * @example 5000
           */
          minPrice?: number;
          /**
           * @description Highest price in minor units, inclusive
           * @example 20000
           */
          maxPrice?: number;
          /**
           * @description Names of sellers, as products say them; may be repeated
           * @example [
           *   "North"
           * ]
           */
          seller?: readonly string[];
          /**
           * @description Without what the shop says cannot be had now
           * @example true
           */
          inStock?: boolean;
          /**
           * @description Words that refine the picture, zh or en
           * @example red
           */
          q?: string;
          /**
           * @description Order of the hits
           * @example price-asc
           */
          sort?: "similarity" | "price-asc" | "price-desc";
          /**
           * @description One hit for all offers of one item
           * @example offers
           */
          group?: "offers";
          /**
           * @description What to count besides categories and sellers
           * @example [
           *   "price"
           * ]
           */
          facets?: readonly "price"[];
          /**
           * @description `cursor` of the answer before, in place of `offset`; all else must be as before, except `limit`
           * @example AQAYSatAiaFveCI0H7x4lbezPA
           */
          cursor?: string;
          /**
           * @description offset + limit are at most 500
           * @example 24
           */
          offset?: number;
          /**
           * @description Most hits of a page
           * @example 24
           */
          limit?: number;
        };
      };
      readonly requestBody: {
        readonly content: {
          readonly "application/octet-stream": unknown;
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["SearchAnswer"];
          };
        };
        /** @description VECTOR_LENGTH: A vector is exactly 144 bytes. · VECTOR_MAGIC: The vector does not start with a known version mark. · VECTOR_TYPE: The vector has another number type or dimension. · VECTOR_ZERO: The vector has no direction: every component is zero. · QUERY_INVALID: A query parameter is not valid. · CATEGORY_UNKNOWN: There is no such category. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description MODEL_MISMATCH: The vector was made by a model this index does not hold. */
        409: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description CURSOR_EXPIRED: The catalogue has changed since this cursor was made. */
        410: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TOO_LARGE: The body is larger than allowed. */
        413: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TYPE: The body has another type than this address takes. */
        415: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/search/batch": {
    /**
     * Several searches at once
     * @description The body is 1 to 16 vectors of 144 bytes, one after the other; they share the parameters. Results come in their order, each an answer or the error of this vector. Each counts as a search against the limit. Sorting by price puts the nearest 200 products in order. `categories` counts the nearest 200 without the category filter; categories the catalogue holds further off have count 0; `sellers` (at most 20) and, with `facets=price`, `prices` do the same without their own filter. `cursor` leads to the next page, and is refused with CURSOR_EXPIRED once the catalogue has changed. With `group=offers` products of one group are one hit: the nearest stands for it, `total`, pages and `categories` count such hits among the nearest 500 products, and `offers` spans all of its offers that pass the filters and are in its currency (in an index made before groups had a field: those among the nearest 500). By price such a hit stands where its lowest offer does, or, dearest first, its highest. Words in `q` refine the picture: of the nearest 500 products, and of no others, those that hold every word come first, then the others in the order of words and picture together; sorted by price, only those that hold the words are answered with, if there are any. Looked at are titles, names of label and category in both languages, and attributes. A `q` without any word is as none.
     */
    post: {
      parameters: {
        query?: {
          /**
           * @description Category ids of the taxonomy; may be repeated
           * @example [
           *   0,
           *   1
           * ]
           */
          category?: readonly number[];
          /**
           * @description Lowest price in minor units, inclusive
           * @example 5000
           */
          minPrice?: number;
          /**
           * @description Highest price in minor units, inclusive
           * @example 20000
           */
          maxPrice?: number;
          /**
           * @description Names of sellers, as products say them; may be repeated
           * @example [
           *   "North"
           * ]
           */
          seller?: readonly string[];
          /**
           * @description Without what the shop says cannot be had now
           * @example true
           */
          inStock?: boolean;
          /**
           * @description Words that refine the picture, zh or en
           * @example red
           */
          q?: string;
          /**
           * @description Order of the hits
           * @example price-asc
           */
          sort?: "similarity" | "price-asc" | "price-desc";
          /**
           * @description One hit for all offers of one item
           * @example offers
           */
          group?: "offers";
          /**
           * @description What to count besides categories and sellers
           * @example [
           *   "price"
           * ]
           */
          facets?: readonly "price"[];
          /**
           * @description offset + limit are at most 500
           * @example 24
           */
          offset?: number;
          /**
           * @description Most hits of a page
           * @example 24
           */
          limit?: number;
        };
      };
      readonly requestBody: {
        readonly content: {
          readonly "application/octet-stream": unknown;
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["BatchAnswer"];
          };
        };
        /** @description VECTOR_LENGTH: A vector is exactly 144 bytes. · QUERY_INVALID: A query parameter is not valid. · CATEGORY_UNKNOWN: There is no such category. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TOO_LARGE: The body is larger than allowed. */
        413: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TYPE: The body has another type than this address takes. */
        415: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/products": {
    /**
     * Several products, by id or by the number of their barcode
     * @description Each once: those with an id in the order asked, then those with a number, cheapest first.
     */
    get: {
      parameters: {
        query?: {
          /**
           * @description Product ids; repeated for each, at most 100
           * @example [
           *   "sku-1",
           *   "sku-2"
           * ]
           */
          id?: readonly string[];
          /**
           * @description Item numbers as a barcode has them (GTIN-8, UPC-A, EAN-13, GTIN-14), check digit included; repeated for each, at most 100
           * @example [
           *   "4006381333931"
           * ]
           */
          gtin?: readonly string[];
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["ProductsAnswer"];
          };
        };
        /** @description QUERY_INVALID: A query parameter is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/products/{id}": {
    /** One product */
    get: {
      parameters: {
        path: {
          /**
           * @description Id of the product
           * @example sku-1
           */
          id: string;
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["ProductAnswer"];
          };
        };
        /** @description PRODUCT_UNKNOWN: There is no such product. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/products/{id}/similar": {
    /**
     * Products of the same style as this one
     * @description Never the product itself and, with `group=offers`, no other offer of it either. Sorting by price puts the nearest 200 products in order. `categories` counts the nearest 200 without the category filter; categories the catalogue holds further off have count 0; `sellers` (at most 20) and, with `facets=price`, `prices` do the same without their own filter. `cursor` leads to the next page, and is refused with CURSOR_EXPIRED once the catalogue has changed. With `group=offers` products of one group are one hit: the nearest stands for it, `total`, pages and `categories` count such hits among the nearest 500 products, and `offers` spans all of its offers that pass the filters and are in its currency (in an index made before groups had a field: those among the nearest 500). By price such a hit stands where its lowest offer does, or, dearest first, its highest. Words in `q` refine the picture: of the nearest 500 products, and of no others, those that hold every word come first, then the others in the order of words and picture together; sorted by price, only those that hold the words are answered with, if there are any. Looked at are titles, names of label and category in both languages, and attributes. A `q` without any word is as none.
     */
    get: {
      parameters: {
        query?: {
          /**
           * @description Category ids of the taxonomy; may be repeated
           * @example [
           *   0,
           *   1
           * ]
           */
          category?: readonly number[];
          /**
           * @description Lowest price in minor units, inclusive
           * @example 5000
           */
          minPrice?: number;
          /**
           * @description Highest price in minor units, inclusive
           * @example 20000
           */
          maxPrice?: number;
          /**
           * @description Names of sellers, as products say them; may be repeated
           * @example [
           *   "North"
           * ]
           */
          seller?: readonly string[];
          /**
           * @description Without what the shop says cannot be had now
           * @example true
           */
          inStock?: boolean;
          /**
           * @description Words that refine the picture, zh or en
           * @example red
           */
          q?: string;
          /**
           * @description Order of the hits
           * @example price-asc
           */
          sort?: "similarity" | "price-asc" | "price-desc";
          /**
           * @description One hit for all offers of one item
           * @example offers
           */
          group?: "offers";
          /**
           * @description What to count besides categories and sellers
           * @example [
           *   "price"
           * ]
           */
          facets?: readonly "price"[];
          /**
           * @description `cursor` of the answer before, in place of `offset`; all else must be as before, except `limit`
           * @example AQAYSatAiaFveCI0H7x4lbezPA
           */
          cursor?: string;
          /**
           * @description offset + limit are at most 500
           * @example 24
           */
          offset?: number;
          /**
           * @description Most hits of a page
           * @example 24
           */
          limit?: number;
        };
        path: {
          /**
           * @description Id of the product
           * @example sku-1
           */
          id: string;
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["SearchAnswer"];
          };
        };
        /** @description QUERY_INVALID: A query parameter is not valid. · CATEGORY_UNKNOWN: There is no such category. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PRODUCT_UNKNOWN: There is no such product. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description CURSOR_EXPIRED: The catalogue has changed since this cursor was made. */
        410: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/products/{id}/offers": {
    /**
     * Every offer of the same item
     * @description Cheapest first, this product included, at most 500; other currencies follow after its own.
     */
    get: {
      parameters: {
        path: {
          /**
           * @description Id of the product
           * @example sku-1
           */
          id: string;
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["ProductsAnswer"];
          };
        };
        /** @description PRODUCT_UNKNOWN: There is no such product. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/products/{id}/picture": {
    /** A product's picture as WebP */
    get: {
      parameters: {
        query?: {
          /**
           * @description Pixels
           * @example 320
           */
          width?: 160 | 320 | 640;
          /**
           * @description Version of the picture: may then be kept for ever
           * @example 1b4f0e9851971998e732078544c96b36
           */
          v?: string;
          /**
           * @description Which of the product’s `pictures`; 1 is the main one
           * @example 1
           */
          n?: number;
        };
        path: {
          /**
           * @description Id of the product
           * @example sku-1
           */
          id: string;
        };
      };
      responses: {
        /** @description The picture */
        200: {
          content: {
            readonly "image/webp": unknown;
          };
        };
        /** @description Whoever asks has it: their `if-none-match` is its ETag */
        304: {
          content: never;
        };
        /** @description QUERY_INVALID: A query parameter is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PRODUCT_UNKNOWN: There is no such product. · PICTURE_MISSING: The picture of this product is missing. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/categories": {
    /** Categories and their sizes */
    get: {
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["CategoriesAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/packs": {
    /**
     * Travel packs: the products of a category for searches without a network
     * @description `version` names the content of a pack. `pictureBytes` is null while its pictures are being made.
     */
    get: {
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["PacksAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/packs/{category}": {
    /**
     * A travel pack
     * @description ETag, Range and If-Range are understood. Layout: docs/packs.md.
     */
    get: {
      parameters: {
        path: {
          /**
           * @description Category id of the taxonomy
           * @example 4
           */
          category: number;
        };
      };
      responses: {
        /** @description The file */
        200: {
          content: {
            readonly "application/octet-stream": unknown;
          };
        };
        /** @description A part of it */
        206: {
          content: {
            readonly "application/octet-stream": unknown;
          };
        };
        /** @description Whoever asks has it: their `if-none-match` is its ETag */
        304: {
          content: never;
        };
        /** @description QUERY_INVALID: A query parameter is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PACK_UNKNOWN: There is no pack of this category. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RANGE_INVALID: The range lies outside of the file. */
        416: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PACK_PREPARING: The pack is still being made. · INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/packs/{category}/pictures": {
    /**
     * The small pictures of a travel pack's products
     * @description ETag, Range and If-Range are understood.
     */
    get: {
      parameters: {
        path: {
          /**
           * @description Category id of the taxonomy
           * @example 4
           */
          category: number;
        };
      };
      responses: {
        /** @description The file */
        200: {
          content: {
            readonly "application/octet-stream": unknown;
          };
        };
        /** @description A part of it */
        206: {
          content: {
            readonly "application/octet-stream": unknown;
          };
        };
        /** @description Whoever asks has it: their `if-none-match` is its ETag */
        304: {
          content: never;
        };
        /** @description QUERY_INVALID: A query parameter is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PACK_UNKNOWN: There is no pack of this category. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RANGE_INVALID: The range lies outside of the file. */
        416: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PACK_PREPARING: The pack is still being made. · INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/packs/{category}/changes": {
    /**
     * What changed since a version of a travel pack
     * @description ETag, Range and If-Range are understood. PACK_VERSION_UNKNOWN: the whole pack must be fetched.
     */
    get: {
      parameters: {
        query: {
          /**
           * @description Version at hand
           * @example 0123456789abcdef0123456789abcdef
           */
          from: string;
          /**
           * @description Also the small pictures of what changed
           * @example true
           */
          pictures?: boolean;
        };
        path: {
          /**
           * @description Category id of the taxonomy
           * @example 4
           */
          category: number;
        };
      };
      responses: {
        /** @description The file */
        200: {
          content: {
            readonly "application/octet-stream": unknown;
          };
        };
        /** @description A part of it */
        206: {
          content: {
            readonly "application/octet-stream": unknown;
          };
        };
        /** @description Whoever asks has it: their `if-none-match` is its ETag */
        304: {
          content: never;
        };
        /** @description QUERY_INVALID: A query parameter is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PACK_UNKNOWN: There is no pack of this category. · PACK_VERSION_UNKNOWN: No difference from this version is known. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RANGE_INVALID: The range lies outside of the file. */
        416: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PACK_PREPARING: The pack is still being made. · INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/healthz": {
    /** Whether the endpoint can search */
    get: {
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["HealthAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/readyz": {
    /**
     * Whether requests should be sent here now
     * @description 503 while there is no catalogue or it cannot be read, while too much is in hand, and before the end. Of several shops one that can be searched is enough; `/t/{tenant}/readyz` tells of one shop.
     */
    get: {
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["ReadyAnswer"];
          };
        };
        /** @description INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description Done */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ReadyAnswer"];
          };
        };
      };
    };
  };
  "/v1/events": {
    /**
     * What shoppers were shown and clicked
     * @description At most 50 events. Off unless the shop turns it on: then ROUTE_UNKNOWN.
     */
    post: {
      /** @description Done */
      readonly requestBody: {
        readonly content: {
          /**
           * @example {
           *   "events": [
           *     {
           *       "type": "click",
           *       "productId": "sku-1",
           *       "position": 0,
           *       "category": 0,
           *       "at": "2026-11-26T09:10:00Z"
           *     }
           *   ]
           * }
           */
          readonly "application/json": components["schemas"]["EventsBody"];
        };
      };
      responses: {
        /** @description Kept */
        204: {
          content: never;
        };
        /** @description BODY_INVALID: The body is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TOO_LARGE: The body is larger than allowed. */
        413: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TYPE: The body has another type than this address takes. */
        415: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description EVENTS_FULL: Events cannot be kept at the moment. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/manage/stats": {
    /** What the catalogue holds */
    get: {
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["CatalogueStatsAnswer"];
          };
        };
        /** @description KEY_INVALID: The key is missing, unknown, revoked or expired. */
        401: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_SCOPE: This key may not do that. */
        403: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/manage/products/{id}": {
    /** One product as it is kept */
    get: {
      parameters: {
        path: {
          /**
           * @description Id of the product
           * @example sku-1
           */
          id: string;
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["StoredProductAnswer"];
          };
        };
        /** @description QUERY_INVALID: A query parameter is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_INVALID: The key is missing, unknown, revoked or expired. */
        401: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_SCOPE: This key may not do that. */
        403: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PRODUCT_UNKNOWN: There is no such product. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_MISSING: There is no catalogue yet. · OVERLOADED: More is asked at once than can be answered. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
    /**
     * Insert or overwrite a product
     * @description With a picture (it is looked at, unless a vector is sent, too), with a vector only, or, for a product that is there, with neither: both then stay as they are. Acknowledged once it survives a crash; found by searches within seconds.
     */
    put: {
      parameters: {
        path: {
          /**
           * @description Id of the product
           * @example sku-1
           */
          id: string;
        };
      };
      /** @description Done */
      readonly requestBody: {
        readonly content: {
          /**
           * @example {
           *   "product": {
           *     "title": "Red T-shirt",
           *     "price": {
           *       "amount": 12900,
           *       "currency": "CNY"
           *     },
           *     "seller": "North"
           *   },
           *   "vector": "VEtWMQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
           * }
           */
          readonly "application/json": components["schemas"]["PutBody"];
          /**
           * @example {
           *   "product": {
           *     "title": "Red T-shirt",
           *     "price": {
           *       "amount": 12900,
           *       "currency": "CNY"
           *     },
           *     "seller": "North"
           *   },
           *   "vector": "VEtWMQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
           * }
           */
          readonly "multipart/form-data": components["schemas"]["PutBody"];
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["ManagedItem"];
          };
        };
        /** @description Done */
        201: {
          content: {
            readonly "application/json": components["schemas"]["ManagedItem"];
          };
        };
        /** @description QUERY_INVALID: A query parameter is not valid. · BODY_INVALID: The body is not valid. · PRODUCT_INVALID: The product is not valid. · VECTOR_LENGTH: A vector is exactly 144 bytes. · VECTOR_MAGIC: The vector does not start with a known version mark. · VECTOR_TYPE: The vector has another number type or dimension. · VECTOR_ZERO: The vector has no direction: every component is zero. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_INVALID: The key is missing, unknown, revoked or expired. */
        401: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_SCOPE: This key may not do that. */
        403: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description MODEL_MISMATCH: The vector was made by a model this index does not hold. · MODEL_MISMATCH: The vector was made by a model this index does not hold. */
        409: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TOO_LARGE: The body is larger than allowed. */
        413: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TYPE: The body has another type than this address takes. */
        415: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PICTURE_UNREADABLE: This file is not a picture that can be read. · PICTURE_TOO_LARGE: The picture is larger than allowed. · PICTURE_TOO_SMALL: The picture is too small to see anything in it. */
        422: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BUSY: Another process is writing to this catalogue. · WRITER_DOWN: The catalogue cannot be changed right now. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
    /**
     * Delete a product
     * @description Once acknowledged no search shows it.
     */
    delete: {
      parameters: {
        path: {
          /**
           * @description Id of the product
           * @example sku-1
           */
          id: string;
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["ManagedItem"];
          };
        };
        /** @description QUERY_INVALID: A query parameter is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_INVALID: The key is missing, unknown, revoked or expired. */
        401: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_SCOPE: This key may not do that. */
        403: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description PRODUCT_UNKNOWN: There is no such product. */
        404: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BUSY: Another process is writing to this catalogue. · WRITER_DOWN: The catalogue cannot be changed right now. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
  "/v1/manage/products:batch": {
    /**
     * Put and delete several products
     * @description In the order asked, each with what became of it; one that is refused does not stop the others. Acknowledged once it survives a crash; found by searches within seconds.
     */
    post: {
      /** @description Done */
      readonly requestBody: {
        readonly content: {
          /**
           * @example {
           *   "operations": [
           *     {
           *       "op": "put",
           *       "id": "sku-1",
           *       "product": {
           *         "title": "Red T-shirt"
           *       },
           *       "vector": "VEtWMQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
           *     },
           *     {
           *       "op": "delete",
           *       "id": "sku-2"
           *     }
           *   ]
           * }
           */
          readonly "application/json": components["schemas"]["BatchBody"];
        };
      };
      responses: {
        /** @description Done */
        200: {
          content: {
            readonly "application/json": components["schemas"]["ManagedAnswer"];
          };
        };
        /** @description QUERY_INVALID: A query parameter is not valid. · BODY_INVALID: The body is not valid. */
        400: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_INVALID: The key is missing, unknown, revoked or expired. */
        401: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description KEY_SCOPE: This key may not do that. */
        403: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TOO_LARGE: The body is larger than allowed. */
        413: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description BODY_TYPE: The body has another type than this address takes. */
        415: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description RATE_LIMITED: Too many requests. Try again shortly. */
        429: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BROKEN: The catalogue cannot be read. · INTERNAL: Something went wrong on our side. */
        500: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
        /** @description INDEX_BUSY: Another process is writing to this catalogue. · WRITER_DOWN: The catalogue cannot be changed right now. */
        503: {
          content: {
            readonly "application/json": components["schemas"]["ErrorAnswer"];
          };
        };
      };
    };
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    readonly Texts: {
      readonly zh: string;
      readonly en: string;
    };
    readonly Price: {
      readonly amount: number;
      readonly currency: string;
    };
    readonly Product: {
      readonly id: string;
      readonly category: number;
      readonly label: string | null;
      readonly title: components["schemas"]["Texts"];
      readonly price: components["schemas"]["Price"] | null;
      readonly listPrice: components["schemas"]["Price"] | null;
      readonly availability: ("in_stock" | "out_of_stock" | "preorder" | "backorder") | null;
      readonly gtin: string | null;
      readonly seller: string;
      readonly group: string | null;
      readonly pageUrl: string | null;
      readonly attributes: {
        [key: string]: string;
      };
      /** @description How many there are to ask for with ?n=; absent: one */
      readonly pictures?: number;
    };
    /** @description Offers of the same item in the currency of the hit; prices in minor units */
    readonly Offers: {
      readonly count: number;
      readonly lowest: number;
      readonly highest: number;
    };
    readonly Hit: {
      readonly product: components["schemas"]["Product"];
      /** @description Cosine similarity */
      readonly similarity: number;
      /** @description Path of the picture on this origin; add ?width= */
      readonly picture: string;
      readonly offers?: components["schemas"]["Offers"] | null;
    };
    readonly CategoryCount: {
      readonly category: number;
      readonly count: number;
    };
    readonly SellerCount: {
      readonly seller: string;
      readonly count: number;
    };
    readonly PriceFacet: {
      readonly currency: string;
      readonly count: number;
      readonly ranges: readonly {
          /** @description Minor units */
          readonly lowest: number;
          /** @description Minor units */
          readonly highest: number;
          readonly count: number;
        }[];
    };
    readonly SearchAnswer: {
      readonly hits: readonly components["schemas"]["Hit"][];
      readonly total: number;
      readonly nearest: number | null;
      readonly categories: readonly components["schemas"]["CategoryCount"][];
      readonly sellers: readonly components["schemas"]["SellerCount"][];
      readonly prices?: readonly components["schemas"]["PriceFacet"][];
      readonly cursor: string | null;
      readonly modelKey: string;
      readonly tookMs: number;
    };
    readonly CodedError: {
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
      readonly details: {
        [key: string]: unknown;
      };
    };
    readonly ErrorAnswer: {
      readonly error: components["schemas"]["CodedError"];
    };
    readonly BatchAnswer: {
      readonly results: readonly ({
          readonly answer: components["schemas"]["SearchAnswer"] | null;
          readonly error: components["schemas"]["CodedError"] | null;
        })[];
    };
    readonly ProductAnswer: {
      readonly product: components["schemas"]["Product"];
      /** @description Path of the picture on this origin; add ?width= */
      readonly picture: string;
    };
    readonly ProductsAnswer: {
      readonly products: readonly components["schemas"]["ProductAnswer"][];
    };
    readonly CategoriesAnswer: {
      readonly categories: readonly components["schemas"]["CategoryCount"][];
      readonly total: number;
      readonly modelKey: string | null;
    };
    readonly PacksAnswer: {
      readonly packs: readonly ({
          readonly category: number;
          /** @description Names the content; also its ETag */
          readonly version: string;
          readonly products: number;
          readonly bytes: number;
          readonly pictureBytes: number | null;
        })[];
      readonly modelKey: string;
    };
    readonly HealthAnswer: {
      readonly status: "ok" | "empty";
      readonly products: number;
      readonly modelKey: string | null;
      readonly version: string;
    };
    readonly ReadyAnswer: {
      /** @enum {unknown} */
      readonly status: "ready" | "empty" | "broken" | "overloaded" | "draining";
    };
    readonly Event: {
      /** @enum {string} */
      readonly type: "impression" | "click";
      /** @description Id of the product */
      readonly productId: string;
      /** @description Place among the hits, from 0 */
      readonly position: number;
      /**
       * @description Category of the product
       * @enum {unknown}
       */
      readonly category: "" | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 20 | 21 | 22 | 88888888;
      /**
       * Format: date-time
       * @description Time; kept to the minute
       */
      readonly at: string;
    };
    readonly EventsBody: {
      readonly events: readonly components["schemas"]["Event"][];
    };
    readonly CatalogueStatsAnswer: {
      readonly products: number;
      readonly categories: readonly components["schemas"]["CategoryCount"][];
      /** @description `exact`, or how vectors are quantised */
      readonly structure: string;
      readonly modelKey: string;
    };
    readonly StoredProductAnswer: {
      readonly product: components["schemas"]["Product"];
      /** @description Base64 of the 144 bytes */
      readonly vector: string;
      readonly hasPicture: boolean;
    };
    readonly NewPrice: {
      /** @description Minor units */
      readonly amount: number;
      /** @description ISO 4217 */
      readonly currency: string;
    };
    readonly ProductFields: {
      readonly title: string | {
        /** @description Chinese */
        readonly zh: string;
        /** @description English */
        readonly en: string;
      };
      readonly price?: components["schemas"]["NewPrice"] | null;
      readonly listPrice?: components["schemas"]["NewPrice"] | null;
      readonly availability?: ("in_stock" | "out_of_stock" | "preorder" | "backorder") | null;
      readonly gtin?: string | null;
      /** @description Name of the seller */
      readonly seller?: string;
      readonly group?: string | null;
      readonly category?: number | null;
      readonly label?: string | null;
      readonly pageUrl?: string | null;
      readonly attributes?: {
        [key: string]: string;
      };
    };
    readonly PutBody: {
      readonly product: components["schemas"]["ProductFields"];
      /** @description Base64 of a JPEG, PNG, WebP, AVIF or GIF */
      readonly picture?: string;
      /** @description Base64 of the 144 bytes; left out: the picture is looked at */
      readonly vector?: string;
    };
    readonly ManagedItem: {
      readonly id: string;
      /** @enum {string} */
      readonly status: "added" | "changed" | "unchanged" | "deleted" | "unknown" | "refused";
      readonly error: components["schemas"]["CodedError"] | null;
    };
    readonly BatchPut: {
      /** @enum {string} */
      readonly op: "put";
      /** @description Id of the product */
      readonly id: string;
      readonly product: components["schemas"]["ProductFields"];
      /** @description Base64 of a JPEG, PNG, WebP, AVIF or GIF */
      readonly picture?: string;
      /** @description Base64 of the 144 bytes; left out: the picture is looked at */
      readonly vector?: string;
    };
    readonly BatchDelete: {
      /** @enum {string} */
      readonly op: "delete";
      /** @description Id of the product */
      readonly id: string;
    };
    readonly BatchBody: {
      readonly operations: readonly (components["schemas"]["BatchPut"] | components["schemas"]["BatchDelete"])[];
    };
    readonly ManagedAnswer: {
      readonly results: readonly components["schemas"]["ManagedItem"][];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}

export type $defs = Record<string, never>;

export type external = Record<string, never>;

export type operations = Record<string, never>;
