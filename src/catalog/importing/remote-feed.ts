/** A feed at an address: fetched to a file, or not at all when it is what was imported last. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { openForReading } from '../catalogue.ts';
import { isHttpUrl } from '../feed/format.ts';
import { recallFeed, rememberFeed } from '../feed/memory.ts';
import { fetchFile, type HttpOptions, type Validators } from '../pictures/http.ts';
import { type ImportReport, newReport } from './report.ts';
import type { RunImportOptions } from './run-import.ts';

/** Largest feed that is fetched, and how long that may take. */
const FEED_MAX_BYTES = 10_000_000_000;
const FEED_TIMEOUT_MS = 2 * 60 * 60_000;

export class RemoteFeed {
  readonly #target: string;
  readonly #options: RunImportOptions;
  readonly #modelKey: string;
  #validators: Validators | null = null;

  constructor(target: string, options: RunImportOptions, modelKey: string) {
    this.#target = target;
    this.#options = options;
    this.#modelKey = modelKey;
  }

  /** Fetches the feed; answers its file, or a report where nothing changed since the last import. @throws FEED_UNREADABLE */
  async fetch(url: URL, scratch: string, http: HttpOptions): Promise<string | ImportReport> {
    const path = join(scratch, basename(url.pathname) || 'feed');
    const known = await this.#known();
    try {
      const wanted = { url, maxBytes: FEED_MAX_BYTES, known };
      this.#validators = await fetchFile(wanted, path, { ...http, timeoutMs: FEED_TIMEOUT_MS });
    } catch (thrown) {
      const { code, details, cause } = toTongkuanError(thrown);
      throw new TongkuanError(code === 'ABORTED' ? code : 'FEED_UNREADABLE', details, { cause });
    }
    if (known && !this.#validators) return { ...newReport(), unchanged: known.products, complete: true };
    await rememberFeed(this.#target, this.#options.feed, null); // until this import has come to its end
    return path;
  }

  /**
   * Remembers the import, unless something is to be tried again next time or may change by itself.
   * @param timed the feed holds sales that begin or end
   */
  async remember(report: ImportReport, timed: boolean): Promise<void> {
    const { feed } = this.#options;
    if (!isHttpUrl(feed)) return;
    const products = report.added + report.changed + report.unchanged;
    const isDone = report.complete && report.withheld === null && report.lostPictures === 0 && saysTheSame(report);
    const { etag, lastModified } = this.#validators ?? { etag: null, lastModified: null };
    const canAsk = etag !== null || lastModified !== null;
    const catalogued = await this.#catalogued();
    const isKept = isDone && !timed && canAsk && this.#isWhole && catalogued !== null;
    const imported = isKept ? { etag, lastModified, products, catalogued, reading: await this.#reading() } : null;
    await rememberFeed(this.#target, feed, imported);
  }

  get #isWhole(): boolean {
    const { limit, editRow } = this.#options;
    return limit === undefined && editRow === undefined;
  }

  async #known() {
    const catalogued = this.#isWhole && !this.#options.refetch ? await this.#catalogued() : null;
    if (catalogued === null) return null;
    return recallFeed(this.#target, this.#options.feed, { reading: await this.#reading(), catalogued });
  }

  /** Products in the catalogue; null where there is none that these models made. */
  async #catalogued(): Promise<number | null> {
    try {
      const index = await openForReading(this.#target, this.#modelKey);
      const { products } = await index.stats();
      await index.close();
      return products;
    } catch {
      return null;
    }
  }

  async #reading(): Promise<string> {
    const { map, format, encoding, currency, pictures, source, partial } = this.#options;
    const mapping = map === undefined ? null : await readFile(map, 'utf8');
    const parts = [this.#modelKey, mapping, format, encoding, currency, pictures, source, partial];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }
}

/** Lines are wrong, and remarked on, for as long as the feed is the same; pictures may be there next time. */
function saysTheSame({ skipped, skippedLines }: ImportReport): boolean {
  return skipped === skippedLines.length && skippedLines.every(({ code }) => code === 'FEED_LINE');
}
