/** Small frames of a running video: one for the models, and a tiny grey one that tells whether anything moves. */
import { fitWithin } from '#core/image.ts';

/** Longer side of a frame: larger than any input of the detector, small enough to be handed over many times a second. */
const FRAME_SIDE = 640;
const TINY = { width: 32, height: 32 };

export interface Frame {
  /** Whoever takes it closes it. */
  readonly picture: ImageBitmap;
  /** 32 × 32 RGBA pixels of the same moment. */
  readonly tiny: Uint8ClampedArray;
}

/**
 * @param present the video, which may be another one later, or none
 * @returns a function that answers what the video shows now, or null while it shows nothing
 */
export function frameGrabber(present: () => HTMLVideoElement | null): () => Frame | null {
  const canvas = new OffscreenCanvas(1, 1);
  const tiny = new OffscreenCanvas(TINY.width, TINY.height).getContext('2d', { willReadFrequently: true });
  return () => {
    const video = present();
    if (!video || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return null;
    const { videoWidth, videoHeight } = video;
    const size = fitWithin(videoWidth, videoHeight, FRAME_SIDE);
    if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0, size.width, size.height);
    const picture = canvas.transferToImageBitmap();
    tiny?.drawImage(picture, 0, 0, TINY.width, TINY.height);
    const pixels = tiny?.getImageData(0, 0, TINY.width, TINY.height).data ?? new Uint8ClampedArray();
    return { picture, tiny: pixels };
  };
}
