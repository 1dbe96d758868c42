/** For addresses that take JSON: read without surprises, checked strictly, refused with BODY_INVALID. */
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { TongkuanError } from '#core/errors.ts';
import type { App } from './deps.ts';

/** Makes a scope of its own take JSON: other addresses go on refusing it. Numbers in bodies are numbers, not text. */
export function takeJson(scope: App): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'));
  scope.setValidatorCompiler(TypeBoxValidatorCompiler as Parameters<App['setValidatorCompiler']>[0]);
  scope.addHook('preValidation', async ({ body, method }) => {
    if (body === undefined && method !== 'GET' && method !== 'DELETE')
      throw new TongkuanError('BODY_TYPE', { expected: 'application/json' });
  });
}
