/** The endpoint's OpenAPI document as TypeScript types, for the page's clients. */
import openapiTypescript from 'openapi-typescript';
import { buildApp } from '../../src/server/app.ts';
import type { ServedIndex } from '../../src/server/deps.ts';

/** Where the page keeps them. */
export const API_TYPES = 'src/app/services/api-types.ts';

const HEAD = `/**
 * What the endpoint takes and answers, made from its OpenAPI document by \`npm run generate:client\`. Not to be edited: a test says
 * when it is stale.
 */
`;

/** The document, with all that an endpoint can be asked. */
export async function openapiDocument(): Promise<object> {
  const app = await buildApp({
    index: {} as ServedIndex, // nothing is asked of it
    folder: '/nowhere',
    base: '',
    dist: '/nowhere',
    config: { searchesPerMinute: 1, trustProxy: false, logLevel: 'silent', events: true },
    version: '0.0.0',
  });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}

/** Text of the file. */
export async function apiTypes(): Promise<string> {
  const document = JSON.parse(JSON.stringify(await openapiDocument()));
  const types = await openapiTypescript(document, { commentHeader: HEAD, immutableTypes: true });
  return `${types.trimEnd()}\n`;
}
