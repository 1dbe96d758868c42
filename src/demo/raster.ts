/** SVG to pixels; the one place of the demo that knows sharp. */
import sharp, { type Sharp } from 'sharp';

/** Opens SVG text as a picture. */
function open(svg: string): Sharp {
  return sharp(Buffer.from(svg), { limitInputPixels: 4_000_000 }).flatten({ background: '#ffffff' });
}

/** WebP for the catalogue. */
export function toWebp(svg: string, quality = 80): Promise<Buffer> {
  return open(svg).webp({ quality, effort: 2 }).toBuffer();
}

/** JPEG, its longer side `side` px when given. */
export function toJpeg(svg: string, quality: number, side?: number): Promise<Buffer> {
  const picture = open(svg);
  return (side ? picture.resize(side, side, { fit: 'inside' }) : picture).jpeg({ quality }).toBuffer();
}

/** RGB bytes, no smoothing of edges is undone: used for masks. */
export async function toRgb(svg: string): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await open(svg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
