/** Scenes: dressed people before a place, things laid out on a surface, packs on a shelf. SVG text, no pixels. */
import type { Kind } from '#core/vision-api.ts';
import { BACKDROP_COLOURS, backdropSvg } from './backdrops.ts';
import { HAIR_STYLES, HAIRS, SKINS } from './body.ts';
import type { DemoProduct } from './catalogue.ts';
import { grouped, type Layer, maskColour } from './layer.ts';
import { chooseOutfit, type Outfit, type Wardrobe } from './outfit.ts';
import { boundsOf } from './path.ts';
import { type ItemSink, itemLayers, type Person, personLayers } from './person.ts';
import { type Random, random } from './random.ts';
import { flatDrawing } from './render.ts';
import { PLACES, type Place, placeSvg, SCENE_HEIGHT, SCENE_WIDTH } from './street.ts';

export interface SceneSpec {
  readonly seed: number;
  readonly view: 'people' | 'flat' | 'shelf';
  /** Width in px of the picture; it is 3 : 4. */
  readonly width: number;
  /** Chosen by the seed when left out. */
  readonly place?: Place;
  readonly outfits?: readonly Outfit[];
  /** 1 shows a person from head to foot; larger comes nearer. */
  readonly zoom?: number;
}

export interface Scene {
  readonly svg: string;
  /** Each item in a colour of its own, no smoothing: what `scene-boxes` reads. */
  readonly mask: string;
  readonly width: number;
  readonly height: number;
  readonly items: readonly { readonly kind: Kind; readonly productId: string }[];
}

function personOf(vary: Random, outfit: Outfit): Person {
  const body = {
    skin: vary.pick(SKINS),
    hair: vary.pick(HAIRS),
    hairStyle: vary.pick(HAIR_STYLES),
    pose: { arm: vary.range(9, 19), leg: vary.range(2, 6) },
  };
  return { body, outfit, tucked: vary.chance(0.45), light: vary.chance(0.5) ? 1 : -1 };
}

/** People side by side, those farther away first. */
function people(spec: SceneSpec, wardrobe: Wardrobe, vary: Random, sink: ItemSink): Layer[] {
  const outfits =
    spec.outfits ?? Array.from({ length: vary.pick([1, 1, 2, 2, 3]) }, () => chooseOutfit(wardrobe, vary));
  const zoom = spec.zoom ?? 1;
  const lane = SCENE_WIDTH / outfits.length;
  return outfits
    .map((outfit, i) => {
      const scale = vary.range(0.92, 1.06) * (outfits.length > 2 ? 0.86 : 1);
      const ground = SCENE_HEIGHT - 40 - (1.06 - scale) * 260;
      return { outfit, scale, ground, x: lane * (i + 0.5) + vary.range(-0.08, 0.08) * lane };
    })
    .sort((a, b) => a.scale - b.scale)
    .flatMap(({ outfit, scale, ground, x }) => {
      const [wide, flip] = [vary.range(0.94, 1.1), vary.chance(0.5) ? -1 : 1];
      const shadow = `<ellipse cx="0" cy="776" rx="110" ry="15" fill="#000" opacity="0.22"/>`;
      const layers: Layer[] = [{ item: null, svg: shadow, mask: '' }, ...personLayers(personOf(vary, outfit), sink)];
      const place =
        zoom === 1
          ? [x, ground - 776 * scale]
          : [SCENE_WIDTH / 2 + (x - SCENE_WIDTH / 2) * zoom, 110 - vary.range(0, 40)];
      return grouped(
        layers,
        `translate(${(place[0] ?? 0).toFixed(1)} ${(place[1] ?? 0).toFixed(1)}) scale(${(scale * wide * flip * zoom).toFixed(3)} ${(scale * zoom).toFixed(3)})`,
      );
    });
}

/** One thing, fitted into a frame. */
function placedThing(
  product: DemoProduct,
  frame: { x: number; y: number; width: number; height: number; degrees: number; stand: boolean },
  light: number,
  sink: ItemSink,
): Layer[] {
  const drawing = flatDrawing(product);
  const { left, top, right, bottom } = boundsOf(drawing.map((piece) => piece.d));
  const { behind, front } = itemLayers(product, drawing, light, sink);
  const scale = Math.min(frame.width / (right - left), frame.height / (bottom - top));
  const [cx, cy] = [(left + right) / 2, frame.stand ? bottom : (top + bottom) / 2];
  const at = `translate(${frame.x.toFixed(1)} ${frame.y.toFixed(1)}) rotate(${frame.degrees.toFixed(1)}) scale(${scale.toFixed(3)}) translate(${(-cx).toFixed(1)} ${(-cy).toFixed(1)})`;
  const shadow = front.map(
    (layer): Layer => ({
      item: null,
      mask: '',
      svg: `<g opacity="0.22" transform="translate(${(6 / scale).toFixed(1)} ${(8 / scale).toFixed(1)})">${layer.mask.replaceAll('{}', '#000000')}</g>`,
    }),
  );
  return grouped([...shadow, ...behind, ...front], at);
}

function flatLay(wardrobe: Wardrobe, vary: Random, sink: ItemSink): Layer[] {
  const [columns, rows] = vary.pick([
    [1, 2],
    [2, 2],
    [2, 3],
    [3, 3],
  ] as const);
  const all = Object.values(wardrobe).flat();
  const [width, height] = [SCENE_WIDTH / columns, SCENE_HEIGHT / rows];
  const light = vary.chance(0.5) ? 1 : -1;
  return Array.from({ length: columns * rows }, (_, i) => {
    const frame = {
      x: ((i % columns) + vary.range(0.44, 0.56)) * width,
      y: (Math.floor(i / columns) + vary.range(0.45, 0.55)) * height,
      width: width * vary.range(0.6, 0.86),
      height: height * vary.range(0.6, 0.86),
      degrees: vary.range(-1, 1) ** 3 * 24,
      stand: false,
    };
    return vary.chance(0.9) ? placedThing(vary.pick(all), frame, light, sink) : [];
  }).flat();
}

function shelf(wardrobe: Wardrobe, vary: Random, sink: ItemSink): Layer[] {
  const packs = wardrobe.none.filter((product) => product.category === 8 || product.category === 6);
  const [rows, perRow] = vary.pick([
    [2, 4],
    [3, 4],
    [3, 5],
    [2, 3],
  ] as const);
  const wood = vary.pick(['#d9d4cc', '#b98a5a', '#8d949a', '#efe9df']);
  const height = SCENE_HEIGHT / rows;
  const layers: Layer[] = [];
  for (let row = 0; row < rows; row++) {
    const y = height * (row + 1) - 42;
    layers.push({
      item: null,
      mask: '',
      svg: `<rect y="${y.toFixed(0)}" width="${SCENE_WIDTH}" height="30" fill="${wood}"/><rect y="${(y + 30).toFixed(0)}" width="${SCENE_WIDTH}" height="14" fill="#000" opacity="0.35"/>`,
    });
    for (let i = 0; i < perRow; i++) {
      const frame = {
        x: ((i + 0.5) * SCENE_WIDTH) / perRow + vary.range(-8, 8),
        y: y + 4,
        width: (SCENE_WIDTH / perRow) * 0.84,
        height: (height - 70) * vary.range(0.72, 0.98),
        degrees: 0,
        stand: true,
      };
      layers.push(...placedThing(vary.pick(packs), frame, -1, sink));
      layers.push({
        item: null,
        mask: '',
        svg: `<rect x="${(frame.x - 26).toFixed(0)}" y="${(y + 6).toFixed(0)}" width="52" height="18" fill="#fffbe8" stroke="#b9b29c"/><rect x="${(frame.x - 18).toFixed(0)}" y="${(y + 12).toFixed(0)}" width="${vary.range(20, 34).toFixed(0)}" height="5" fill="#c23b3b"/>`,
      });
    }
  }
  return layers;
}

function backgroundOf(spec: SceneSpec, vary: Random): string {
  if (spec.view === 'people') return placeSvg(spec.place ?? vary.pick(PLACES), spec.seed);
  if (spec.view === 'shelf')
    return `<rect width="${SCENE_WIDTH}" height="${SCENE_HEIGHT}" fill="${vary.pick(['#8f9aa0', '#c9c2b4', '#5d666b', '#e3e0da'])}"/>`;
  const name = vary.pick(['wood', 'sheet', 'floor', 'tiles', 'carpet', 'studio'] as const);
  return backdropSvg({ name, colour: vary.pick(BACKDROP_COLOURS[name]), seed: spec.seed }, SCENE_HEIGHT);
}

/** Draws a scene from the products of a wardrobe. */
export function renderScene(spec: SceneSpec, wardrobe: Wardrobe): Scene {
  const vary = random(spec.seed);
  const sink: ItemSink = { defs: [], products: [] };
  const background = backgroundOf(spec, vary);
  const layers =
    spec.view === 'people'
      ? people(spec, wardrobe, vary, sink)
      : spec.view === 'flat'
        ? flatLay(wardrobe, vary, sink)
        : shelf(wardrobe, vary, sink);
  const [width, height] = [spec.width, Math.round((spec.width * SCENE_HEIGHT) / SCENE_WIDTH)];
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${SCENE_WIDTH} ${SCENE_HEIGHT}"`;
  const flat = layers.map((layer) => layer.mask.replaceAll('{}', maskColour(layer.item))).join('');
  return {
    svg: `${open}><defs>${sink.defs.join('')}</defs>${background}${layers.map((layer) => layer.svg).join('')}</svg>`,
    mask: `${open} shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#000000"/>${flat}</svg>`,
    width,
    height,
    items: sink.products.map((product) => ({ kind: product.kind, productId: product.id })),
  };
}
