// `npm run generate:client`: writes the types of the page's clients after routes or schemas have changed.
import { writeFile } from 'node:fs/promises';
import { API_TYPES, apiTypes } from './lib/api-types.ts';

await writeFile(API_TYPES, await apiTypes());
console.log(`Written: ${API_TYPES}`);
