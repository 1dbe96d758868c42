/** A shopper at a desk who uses no mouse. */
import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any screen has: whoever has not arrived by then never will. */
const STOPS_MOST = 150;

export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes on with Tab, or back with Shift+Tab, until this has the focus, and sees that it shows. */
  async reaches(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < STOPS_MOST && !(await isFocused(target)); stop++) await this.#page.keyboard.press(key);
    await this.isAt(target);
  }

  /** The focus is here and can be seen. */
  async isAt(target: Locator): Promise<void> {
    await expect(target).toBeFocused();
    expect(await target.evaluate(showsFocus), 'the focus shows').toBe(true);
  }

  /** Goes there and presses a key. */
  async presses(key: string, target: Locator): Promise<void> {
    await this.reaches(target);
    await this.#page.keyboard.press(key);
  }
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

function showsFocus(element: Element): boolean {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
}
