/** A photo as a Y4M film, which Chromium's fake camera plays in a loop. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { SCRATCH, STREET_PHOTO } from './data.ts';

export const CAMERA_FILE = join(SCRATCH, 'street.y4m');
const WIDTH = 720;
const HEIGHT = 960;

/** Full-range RGB to studio-range Y, U, V (ITU-R BT.601). */
function toYuv(r: number, g: number, b: number): [number, number, number] {
  return [
    16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255,
    128 + (-37.797 * r - 74.203 * g + 112 * b) / 255,
    128 + (112 * r - 93.786 * g - 18.214 * b) / 255,
  ];
}

/** Planes of the picture moved to the left by so many pixels; what is beyond its edge repeats the edge. */
function planes(rgb: Buffer, shift: number): Buffer[] {
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  const u = Buffer.alloc(luma.length / 4);
  const v = Buffer.alloc(luma.length / 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const from = Math.min(WIDTH - 1, Math.max(0, x + shift));
      const at = (y * WIDTH + from) * 3;
      const [yy, uu, vv] = toYuv(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0);
      luma[y * WIDTH + x] = yy;
      const chroma = (y >> 1) * (WIDTH >> 1) + (x >> 1);
      u[chroma] = uu;
      v[chroma] = vv;
    }
  }
  return [luma, u, v];
}

/** Writes a film of a photo, ten frames a second, each moved by so many pixels. */
export async function writeFilm(photo: string, file: string, shifts: readonly number[]): Promise<void> {
  const fit = { fit: 'contain', background: '#888' } as const;
  const rgb = await sharp(photo).rotate().resize(WIDTH, HEIGHT, fit).removeAlpha().raw().toBuffer();
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const frames = shifts.flatMap((shift) => [Buffer.from('FRAME\n'), ...planes(rgb, shift)]);
  writeFileSync(file, Buffer.concat([head, ...frames]));
}

/** Writes the film of the tests, which stands still; needs the build when the drawn scenes stand in for real photos. */
export async function writeCameraFile(): Promise<void> {
  if (!existsSync(CAMERA_FILE)) await writeFilm(STREET_PHOTO, CAMERA_FILE, [0]);
}
