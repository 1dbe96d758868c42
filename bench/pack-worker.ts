/** The worker of `bench/pack.ts`: is given packs, then vectors, and answers how many milliseconds each search took. */
import { decodePack } from '#core/pack-format.ts';
import { type OpenPack, openPack, searchPacks } from '#core/pack-search.ts';
import type { SearchQuery } from '#core/search-protocol.ts';

type Message = { readonly pack: Uint8Array } | { readonly vectors: readonly number[][]; readonly query: SearchQuery };

const packs: OpenPack[] = [];

self.onmessage = ({ data }: MessageEvent<Message>) => {
  if ('pack' in data) {
    packs.push(openPack(decodePack(data.pack)));
    return;
  }
  const times = data.vectors.map((numbers) => {
    const vector = Int8Array.from(numbers);
    const start = performance.now();
    searchPacks(packs, vector, data.query);
    return performance.now() - start;
  });
  self.postMessage(times);
};
