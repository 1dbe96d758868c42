import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isErrorCode } from '#core/errors.ts';
import { startApp } from '../testing.ts';
import { nameSchemas } from './named-schemas.ts';

interface Media {
  schema: Record<string, unknown>;
  example?: unknown;
}
interface Answer {
  description: string;
  content?: Record<string, Media>;
}
interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown;
  parameters?: { name: string; in: string; description?: string; example?: unknown; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  tags: { name: string }[];
  components: { schemas: Record<string, object> };
}

let server: Awaited<ReturnType<typeof startApp>>;
let document: Document;
const operations: [string, Operation][] = [];

beforeAll(async () => {
  server = await startApp({ events: true });
  document = (await server.app.inject('/v1/openapi.json')).json();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) operations.push([`${method} ${path}`, operation]);
  }
});
afterAll(() => server.stop());

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate({ ...structuredClone(document) });
  expect(result.errors ?? []).toEqual([]);
  expect([result.valid, validator.version]).toEqual([true, '3.1']);
});

test('every operation has a place, a summary, and parameters that are explained and shown', () => {
  const tags = document.tags.map(({ name }) => name);
  for (const [name, { summary, tags: own = [], parameters = [] }] of operations) {
    expect(summary, name).toMatch(/^[A-Z]/);
    expect(tags, name).toEqual(expect.arrayContaining(own));
    expect(own, name).toHaveLength(1);
    for (const { name: parameter, description, example } of parameters) {
      expect([name, parameter, description]).toEqual([name, parameter, expect.stringMatching(/.{5}/)]);
      expect(example, `${name} ${parameter}`).toBeDefined();
    }
  }
});

test('every answer is described, and every error by its codes', () => {
  for (const [name, { responses }] of operations) {
    expect(Object.keys(responses), name).toContain('500');
    for (const [status, { description }] of Object.entries(responses)) {
      expect([name, status, description]).not.toContain('Default Response');
      if (Number(status) < 400 || name.includes('/readyz')) continue; // not ready is an answer, no error
      const codes = description.split(' · ').map((line) => line.split(':')[0]);
      expect(codes.every(isErrorCode), `${name} ${status} ${description}`).toBe(true);
    }
  }
});

describe('examples', () => {
  test('are there for every JSON that is taken or answered, and fit their schemas', () => {
    for (const [name, { parameters = [], requestBody, responses }] of operations) {
      const bodies = Object.entries(requestBody?.content ?? {}).filter(([type]) => type === 'application/json');
      const answers = Object.values(responses).flatMap(({ content = {} }) =>
        Object.entries(content).filter(([type]) => type === 'application/json'),
      );
      for (const [, { schema, example }] of [...bodies, ...answers]) {
        expect(example, name).toBeDefined();
        const { components } = document; // where its $ref lead
        expect([ajv.validate({ ...schema, components }, example), ajv.errors, name]).toEqual([true, null, name]);
      }
      for (const { name: parameter, schema, example } of parameters) {
        expect([ajv.validate(schema, example), ajv.errors, parameter]).toEqual([true, null, parameter]);
      }
    }
  });
});

test('schemas have names, and stand in the document once', () => {
  const { Product, Hit, ErrorAnswer } = document.components.schemas as Record<string, Record<string, unknown>>;
  expect(Product?.required).toContain('title');
  expect(Hit).toMatchObject({ properties: { product: { $ref: '#/components/schemas/Product' } } });
  expect(ErrorAnswer).not.toHaveProperty('description');
  for (const [name, { responses }] of operations) {
    for (const [status, { content }] of Object.entries(responses)) {
      const schema = content?.['application/json']?.schema;
      if (schema)
        expect([name, status, schema]).toEqual([name, status, { $ref: expect.stringMatching(/Answer|Item$/) }]);
    }
  }
});

test('two schemas of one name are refused', () => {
  const paths = { a: { schema: { title: 'A', type: 'string' } }, b: { schema: { title: 'A', type: 'number' } } };
  expect(() => nameSchemas({ paths })).toThrow('two schemas are called A');
});

test('what needs a key says so, and nothing else does', () => {
  for (const [name, { security, responses }] of operations) {
    const isManaged = name.includes('/v1/manage/');
    expect([name, security]).toEqual([name, isManaged ? [{ key: [] }] : undefined]);
    expect(Object.keys(responses).includes('401'), name).toBe(isManaged);
  }
});

test('it is the same for every shop', async () => {
  const { servers } = document as unknown as { servers: { url: string }[] };
  expect(servers.map(({ url }) => url)).toEqual(['/', '/t/{tenant}']);
});
