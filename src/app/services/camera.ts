/** The camera: opened only after a tap, closed as soon as nobody looks. */
import { TongkuanError } from '#core/errors.ts';

/** Enough for the models (their input is far smaller) and for a sharp picture on screen. */
const IDEAL_SIZE = { width: { ideal: 1920 }, height: { ideal: 1440 } };
/** In Chromium zoom is a permission of its own, asked for together with the camera; elsewhere this does nothing. */
const WITH_ZOOM = { zoom: true } as MediaTrackConstraints;
const JPEG_QUALITY = 0.92;

const REFUSED = new Set(['NotAllowedError', 'SecurityError']);
const MISSING = new Set(['NotFoundError', 'OverconstrainedError']);

export interface OpenCamera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly deviceId: string | null;
}

/**
 * Asks for the camera, the one that looks outward unless a device is named.
 * @throws CAMERA_REFUSED, CAMERA_MISSING, CAMERA_FAILED
 */
export async function openCamera(deviceId: string | null): Promise<OpenCamera> {
  if (!navigator.mediaDevices?.getUserMedia) throw new TongkuanError('CAMERA_MISSING');
  const lens = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } };
  try {
    const stream = await streamOf({ ...lens, ...IDEAL_SIZE });
    const [track] = stream.getVideoTracks();
    if (!track) throw new TongkuanError('CAMERA_FAILED', { name: 'no video track' });
    return { stream, track, deviceId: track.getSettings().deviceId ?? null };
  } catch (cause) {
    throw cameraError(cause);
  }
}

/** With zoom on phones; desktops would ask whether the page may move the camera. */
async function streamOf(video: MediaTrackConstraints): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  if (!matchMedia('(pointer: coarse)').matches) return mediaDevices.getUserMedia({ video });
  try {
    return await mediaDevices.getUserMedia({ video: { ...video, ...WITH_ZOOM } });
  } catch (cause) {
    if (!isRefusal(cause) || !(await isAllowed())) throw cause;
    return mediaDevices.getUserMedia({ video }); // only the zoom was refused
  }
}

function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && REFUSED.has(cause.name);
}

/** True when the camera itself is allowed, as far as the browser tells. */
async function isAllowed(): Promise<boolean> {
  const status = await navigator.permissions?.query({ name: 'camera' }).catch(() => null);
  return status?.state === 'granted';
}

export function cameraError(cause: unknown): TongkuanError {
  if (cause instanceof TongkuanError) return cause;
  const name = cause instanceof Error ? cause.name : '';
  if (isRefusal(cause)) return new TongkuanError('CAMERA_REFUSED', { name }, { cause });
  if (MISSING.has(name)) return new TongkuanError('CAMERA_MISSING', { name }, { cause });
  return new TongkuanError('CAMERA_FAILED', { name }, { cause });
}

export function closeCamera({ stream }: OpenCamera): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Ids of the cameras there are; known in full only after permission. */
export async function cameraIds(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId).map(({ deviceId }) => deviceId);
}

/** What the video shows now, as a JPEG. @throws CAMERA_FAILED */
export async function freezeFrame(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
  if (!blob) throw new TongkuanError('CAMERA_FAILED', { name: 'empty frame' });
  return blob;
}
