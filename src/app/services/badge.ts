/** A number on the icon of the home screen, where there is one; 0 takes it away. */
export function showBadge(count: number): void {
  const shown = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  void shown?.catch(() => {}); // not installed
}
