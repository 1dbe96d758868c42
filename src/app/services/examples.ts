import { TongkuanError } from '#core/errors.ts';
import type { LocalText } from '#core/product.ts';

const FOLDER = '/examples/';

/** A drawn scene to try the search with. */
export interface Example extends LocalText {
  readonly url: string;
  /** A small picture of it, made by the build; the development server has none. */
  readonly thumbnail: string;
}

function thumbnailOf(url: string): string {
  return import.meta.env.PROD ? url.replace(/\.jpg$/, '.thumb.webp') : url;
}

/** The scenes that are there; none is not an error. */
export async function fetchExamples(): Promise<Example[]> {
  try {
    const response = await fetch(`${FOLDER}examples.json`);
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) return [];
    const list = (await response.json()) as { file: string; zh: string; en: string }[];
    return list.map(({ file, zh, en }) => ({ url: FOLDER + file, thumbnail: thumbnailOf(FOLDER + file), zh, en }));
  } catch {
    return [];
  }
}

/** @throws PICTURE_FETCH */
export async function fetchExample({ url }: Example): Promise<Blob> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new TongkuanError('PICTURE_FETCH', {}, { cause });
  });
  if (!response.ok) throw new TongkuanError('PICTURE_FETCH', { status: response.status });
  return response.blob();
}
