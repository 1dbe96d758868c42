/**
 * How surely two products are found to be the same item by picture and title: `npm run bench:grouping -- [--items 400]`.
 *
 * The sample is made of photos of single garments held out from training. Same item: two framings of one photo (cut, turned a
 * little, other light and compression), its title written anew as another shop would (words dropped, moved, added, another
 * word for the kind). Different items: each garment and the five that look most like it, with titles of their own. The limits
 * are chosen on every second garment, for the most pairs found at a precision of at least 0.99; told is what they do on the others.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { PICTURES_ALIKE, TITLES_ALIKE, textLikeness } from '../src/catalog/importing/alike.ts';
import { cosine } from '../src/core/vector.ts';
import { seeded } from '../src/search/testing.ts';
import { decodePicture } from '../src/vision/node/decode.ts';
import { openNodeVision } from '../src/vision/node/vision.ts';

const ROOT = join(import.meta.dirname, '..');
const DATA = process.env.TONGKUAN_DATA ?? join(ROOT, '..', 'shared', 'data');
const NEIGHBOURS = 5;
const WANTED_PRECISION = 0.99;
const { items: itemsText = '400' } = parseArgs({ options: { items: { type: 'string' } } }).values;

const BRANDS = 'Nanfeng Linden Aria Mossrock Tidal Kestrel Papaver Northway Sable Ondine Quill Harbour'.split(' ');
const STYLES = 'slim relaxed cropped vintage classic oversized casual ribbed soft striped plain light'.split(' ');
const SELLING = 'new 2025 unisex sale original quality free shipping official store'.split(' ');
const OTHER_WORD: Record<string, string> = {
  't-shirt': 'tee',
  pants: 'trousers',
  longsleeve: 'long-sleeved top',
  outwear: 'jacket',
  shoes: 'sneakers',
  undershirt: 'tank top',
};

const random = seeded(11);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Ten names for the colour in the middle of a picture. */
function colourOf(r: number, g: number, b: number): string {
  const [max, min] = [Math.max(r, g, b), Math.min(r, g, b)];
  if (max - min < 25) return max < 70 ? 'black' : max < 170 ? 'grey' : 'white';
  if (r === max) return g > b + 40 ? 'beige' : b > g + 20 ? 'pink' : 'red';
  return g === max ? 'green' : r > g + 15 ? 'purple' : 'blue';
}

function rewritten(title: string, label: string): string {
  const words = title
    .replace(label, random() < 0.5 ? (OTHER_WORD[label] ?? label) : label)
    .split(' ')
    .filter(() => random() > 0.12);
  for (let more = Math.floor(random() * 3); more > 0; more--) words.push(pick(SELLING));
  if (random() < 0.5) words.push(words.shift() ?? '');
  return words.join(' ');
}

interface Item {
  readonly vectors: readonly [Int8Array, Int8Array];
  readonly titles: readonly [string, string];
}

async function itemsOf(count: number): Promise<Item[]> {
  const vision = await openNodeVision(join(ROOT, 'models'));
  const [, ...rows] = (await readFile(join(DATA, 'clothing', 'labels.csv'), 'utf8')).trim().split('\n');
  const items: Item[] = [];
  for (const row of rows) {
    const [file = '', name = '', top10, , , split] = row.trim().split(',');
    if (split !== 'val' || !top10 || items.length >= count) continue;
    const path = join(DATA, 'clothing', 'images', file);
    const picture = await decodePicture(path);
    const { channels } = await sharp(path)
      .extract(await middleOf(path))
      .stats();
    const label = name.toLowerCase();
    const colour = colourOf(...(channels.slice(0, 3).map(({ mean }) => mean) as [number, number, number]));
    const title = `${pick(BRANDS)} ${pick(STYLES)} ${colour} ${label}`;
    const views = [picture, await decodePicture(await otherView(path))];
    const vectors = await Promise.all(views.map(async (view) => (await vision.describe(view, null)).vector));
    items.push({ vectors: vectors as [Int8Array, Int8Array], titles: [title, rewritten(title, label)] });
  }
  await vision.close();
  return items;
}

async function middleOf(path: string) {
  const { width, height } = await sharp(path).metadata();
  return {
    left: Math.floor(width * 0.35),
    top: Math.floor(height * 0.35),
    width: Math.ceil(width * 0.3),
    height: Math.ceil(height * 0.3),
  };
}

/** As another shop would show the same photo. */
async function otherView(path: string): Promise<Buffer> {
  const { width, height } = (await sharp(path).autoOrient().metadata()).autoOrient;
  const [cut, side] = [0.03 + 0.09 * random(), random()];
  const crop = {
    left: Math.floor(width * cut * side),
    top: Math.floor(height * cut * (1 - side)),
    width: Math.floor(width * (1 - cut)),
    height: Math.floor(height * (1 - cut)),
  };
  const turned = await sharp(path)
    .autoOrient()
    .extract(crop)
    .rotate(6 * random() - 3, { background: '#fff' })
    .toBuffer();
  return sharp(turned)
    .modulate({ brightness: 0.9 + 0.2 * random() })
    .jpeg({ quality: 70 })
    .toBuffer();
}

interface Pair {
  readonly same: boolean;
  readonly picture: number;
  readonly title: number;
}

/** Pairs of the items whose number leaves `half` when divided by two. */
function pairsOf(items: readonly Item[], half: 0 | 1): Pair[] {
  return items.flatMap((item, i) => {
    if (i % 2 !== half) return [];
    const same = { same: true, picture: cosine(item.vectors[0], item.vectors[1]), title: textLikeness(...item.titles) };
    const others = items
      .filter((other) => other !== item)
      .map((other) => ({ other, picture: cosine(item.vectors[0], other.vectors[0]) }));
    others.sort((a, b) => b.picture - a.picture);
    const nearest = others.slice(0, NEIGHBOURS);
    return [
      same,
      ...nearest.map(({ other, picture }) => ({
        same: false,
        picture,
        title: textLikeness(item.titles[0], other.titles[0]),
      })),
    ];
  });
}

function measured(pairs: readonly Pair[], pictureLimit: number, titleLimit: number) {
  const found = pairs.filter(({ picture, title }) => picture >= pictureLimit && title >= titleLimit);
  const right = found.filter(({ same }) => same).length;
  return {
    precision: found.length ? right / found.length : 1,
    recall: right / pairs.filter(({ same }) => same).length,
    found: found.length,
  };
}

const items = await itemsOf(Number(itemsText));
const [chosenOn, toldOf] = [pairsOf(items, 0), pairsOf(items, 1)];
const limits = [0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.96].flatMap((picture) =>
  [0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8].map((title) => ({
    picture,
    title,
    ...measured(chosenOn, picture, title),
  })),
);
const row = (name: string, { precision, recall, found }: ReturnType<typeof measured>) =>
  console.log(`${name.padEnd(44)} precision ${precision.toFixed(4)}  recall ${recall.toFixed(3)}  pairs ${found}`);
console.log(`${items.length} garments, ${chosenOn.length} pairs to choose on, ${toldOf.length} to tell of`);
for (const title of [0, 0.5])
  for (const picture of [0.8, 0.9, 0.94])
    row(`choosing: picture ≥ ${picture}, title ≥ ${title}`, measured(chosenOn, picture, title));
const best = limits
  .filter(({ precision }) => precision >= WANTED_PRECISION)
  .sort((a, b) => b.recall - a.recall || b.picture - a.picture)[0];
if (best) row(`best on these: picture ≥ ${best.picture}, title ≥ ${best.title}`, best);
if (best) row('  on the others', measured(toldOf, best.picture, best.title));
row(`as shipped: picture ≥ ${PICTURES_ALIKE}, title ≥ ${TITLES_ALIKE}`, measured(toldOf, PICTURES_ALIKE, TITLES_ALIKE));
