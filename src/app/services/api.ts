/** Addresses and answers of the endpoint, typed by its OpenAPI document (`api-types.ts`): what is not described does not compile. */
import type { paths } from './api-types.ts';

type Path = keyof paths;
type Method<P extends Path> = keyof paths[P];
type Parameters<P extends Path, M extends Method<P>> = paths[P][M] extends { parameters: infer Asked }
  ? Asked
  : unknown;
type Part<Asked, Name extends string> = Asked extends { [name in Name]?: infer Given } ? NonNullable<Given> : never;

/** What an address takes: `path` for the parts in braces, `query` for what follows the question mark. */
export interface AddressParts<P extends Path, M extends Method<P>> {
  readonly path?: Part<Parameters<P, M>, 'path'>;
  readonly query?: Part<Parameters<P, M>, 'query'>;
}

/** JSON of a successful answer. */
export type AnswerOf<P extends Path, M extends Method<P>> = paths[P][M] extends {
  responses: { 200: { content: { readonly 'application/json': infer Answer } } };
}
  ? Answer
  : never;

/** The address of a request; parameters that are absent are left out, lists repeat theirs. */
export function apiAddress<P extends Path, M extends Method<P>>(
  _method: M,
  template: P,
  { path, query }: AddressParts<P, M> = {},
): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(valuesOf(path)[name])));
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(valuesOf(query))) {
    for (const each of [value].flat()) if (each !== undefined) parameters.append(name, String(each));
  }
  const text = parameters.toString();
  return text ? `${filled}?${text}` : filled;
}

function valuesOf(part: unknown): Readonly<Record<string, unknown>> {
  return (part ?? {}) as Readonly<Record<string, unknown>>;
}
