/** GET /v1/categories: every category of the taxonomy with its number of products. */

import type { CategoriesResponse } from '#core/search-protocol.ts';
import { CATEGORIES } from '#core/taxonomy.ts';
import type { App } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { CategoriesAnswer } from '../schemas.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';

export function categoriesRoute(app: App, catalogue: ServedCatalogue): void {
  app.get(
    '/v1/categories',
    {
      schema: {
        tags: ['service' satisfies Tag],
        summary: 'Categories and their sizes',
        response: { 200: shown(CategoriesAnswer, 'categories'), ...errorAnswers('INDEX_BROKEN') },
      },
    },
    async (_, reply): Promise<CategoriesResponse> => {
      const summary = await catalogue.summaryOrNull();
      const counts = new Map(summary?.stats.categories.map(({ category, count }) => [category, count]));
      void reply.header('cache-control', 'no-cache');
      return {
        categories: CATEGORIES.map(({ id }) => ({ category: id, count: counts.get(id) ?? 0 })),
        total: summary?.stats.products ?? 0,
        modelKey: summary?.modelKey ?? null,
      };
    },
  );
}
