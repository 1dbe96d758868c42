import { writeCameraFile } from './helpers/camera-file.ts';

/** Runs before the first browser starts: Chromium opens the fake camera's film at its own start. */
export default async function setup(): Promise<void> {
  await writeCameraFile();
}
