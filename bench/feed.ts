/**
 * How fast feeds are read, and in how much memory: a made-up feed is streamed through reader, names and records, one table.
 *
 *   npm run bench:feed                     (1 GB of CSV and of XML)
 *   npm run bench:feed -- 200 json csv     (megabytes, formats)
 */
import { loadavg } from 'node:os';
import { type EndlessFormat, endless } from '#catalog/feed/endless.ts';
import { FEED_FORMATS } from '#catalog/feed/format.ts';
import { readerOf } from '#catalog/feed/read.ts';
import { readRecord } from '#catalog/feed/record.ts';

const [megabytes = '1000', ...asked] = process.argv.slice(2);
const formats = (asked.length > 0 ? asked : ['csv', 'xml']) as EndlessFormat[];
for (const format of formats)
  if (!FEED_FORMATS.includes(format)) throw new Error(`formats: ${FEED_FORMATS.join(', ')}`);

async function measure(format: EndlessFormat) {
  const feed = endless(format, Number(megabytes) * 1e6, 65_536);
  let records = 0;
  let peak = 0;
  const startCpu = process.cpuUsage();
  const start = performance.now();
  for await (const row of readerOf(format, { encoding: 'utf-8', shop: null })(feed.bytes)) {
    if ('error' in row) throw row.error;
    readRecord(row.values);
    if (++records % 10_000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(startCpu);
  return {
    format,
    MB: Math.round(feed.pulled() / 1e6),
    records,
    seconds: Number(seconds.toFixed(1)),
    'MB/s': Number((feed.pulled() / 1e6 / seconds).toFixed(1)),
    'records/s': Math.round(records / seconds),
    'CPU s': Number(((cpu.user + cpu.system) / 1e6).toFixed(1)),
    'peak RSS MB': Math.round(peak / 1e6),
  };
}

const rows = [];
for (const format of formats) rows.push(await measure(format));
console.table(rows);
console.log(`making the feed is part of the time; load of the machine: ${loadavg()[0]?.toFixed(1)}`);
