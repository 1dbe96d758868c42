/** `multipart/form-data` with a part `product` (JSON) and files `picture` and `vector`, read as the JSON body it stands for. */
import { TongkuanError } from '#core/errors.ts';

export const MULTIPART = 'multipart/form-data';

/** @throws BODY_INVALID */
export async function fromMultipart(body: Buffer, contentType: string): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause: unknown) => {
      throw new TongkuanError('BODY_INVALID', { at: '/', reason: 'not multipart/form-data' }, { cause });
    });
  const read: Record<string, unknown> = {};
  for (const [name, value] of form.entries()) {
    if (Object.hasOwn(read, name)) throw new TongkuanError('BODY_INVALID', { at: `/${name}`, reason: 'comes twice' });
    read[name] = name === 'product' ? await jsonOf(value) : await base64Of(value);
  }
  return read;
}

async function jsonOf(value: string | Blob): Promise<unknown> {
  try {
    return JSON.parse(typeof value === 'string' ? value : await value.text(), (key, each) =>
      key === '__proto__' ? undefined : each,
    );
  } catch (cause) {
    throw new TongkuanError('BODY_INVALID', { at: '/product', reason: 'not JSON' }, { cause });
  }
}

async function base64Of(value: string | Blob): Promise<string> {
  return typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer()).toString('base64');
}
