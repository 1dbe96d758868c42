import { isIos } from './device.ts';

/** Chromium's event, not in TypeScript's DOM library. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export type InstallWay = { readonly kind: 'prompt'; readonly ask: () => Promise<unknown> } | { readonly kind: 'ios' };

/** Calls back once it is known how this browser installs the page; never when it cannot or already did. */
export function watchInstall(onWay: (way: InstallWay | null) => void): void {
  if (matchMedia('(display-mode: standalone)').matches) return;
  if (isIos(navigator)) {
    onWay({ kind: 'ios' });
    return;
  }
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // the page has its own button; no banner over the search
    onWay({ kind: 'prompt', ask: () => (event as InstallPrompt).prompt() });
  });
  addEventListener('appinstalled', () => onWay(null));
}
