/** What OpenAPI says of the endpoint as a whole. */

const DESCRIPTION = `Products of the same style by the vector of a picture. Every refused request is answered with
\`{"error":{"code","message","retryable","details"}}\`; codes are explained in docs/errors.md. What is not described here is
ROUTE_UNKNOWN (404). Every request but those under /v1/manage is open to all.`;

export const TAGS = [
  { name: 'search', description: 'From a vector or a product to products of its style' },
  { name: 'products', description: 'Products by id' },
  { name: 'packs', description: 'Travel packs: searches without a network (docs/packs.md)' },
  { name: 'events', description: 'What shoppers were shown and clicked; off unless the shop turns it on' },
  { name: 'manage', description: 'Changing a catalogue, with a key' },
  { name: 'service', description: 'The endpoint itself' },
] as const;

export type Tag = (typeof TAGS)[number]['name'];

/** Options of the OpenAPI plugin. */
export function documentOf(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tongkuan search endpoint',
      description: DESCRIPTION.replaceAll('\n', ' '),
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      { url: '/', description: 'The shop of this host' },
      {
        url: '/t/{tenant}',
        description: 'One of several shops',
        variables: { tenant: { default: 'north', description: 'Name of the shop' } },
      },
    ],
    tags: [...TAGS],
    components: {
      securitySchemes: {
        key: { type: 'http' as const, scheme: 'bearer', description: 'A key of `tongkuan keys add`' },
      },
    },
  };
}
