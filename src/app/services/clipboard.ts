import { TongkuanError } from '#core/errors.ts';

/** Whether a paste button can work here; Ctrl+V works everywhere. */
export function canReadClipboard(): boolean {
  return typeof navigator.clipboard?.read === 'function';
}

/** The picture on the clipboard, or null when there is none. @throws PICTURE_UNREADABLE when reading was refused */
export async function readClipboardPicture(): Promise<Blob | null> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((name) => name.startsWith('image/'));
      if (type) return await item.getType(type);
    }
    return null;
  } catch (cause) {
    throw new TongkuanError('PICTURE_UNREADABLE', { from: 'clipboard' }, { cause });
  }
}
