/** Hands a link on: through the phone's share sheet, else by the clipboard. */

export type ShareOutcome = 'shared' | 'copied' | 'failed';

export interface LinkToShare {
  readonly title: string;
  readonly url: string;
}

/** Nothing but title and address is handed on. A share sheet that was closed again counts as shared. */
export async function shareLink({ title, url }: LinkToShare): Promise<ShareOutcome> {
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ title, url });
      return 'shared';
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return 'shared';
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    return 'copied';
  } catch {
    return 'failed';
  }
}
