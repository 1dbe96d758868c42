/** What a shopper does and sees, in a shopper's words. */
import { expect, type Locator, type Page, type Request } from '@playwright/test';

export const VECTOR_BYTES = 144;

export interface SomeFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export class Shopper {
  readonly page: Page;
  /** Every request that left the page so far. */
  readonly requests: Request[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => this.requests.push(request));
  }

  async opensThePage(): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.getByTestId('pick-photo')).toBeVisible();
  }

  async waitsForTheModels(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-models', 'ready', { timeout: 90_000 });
  }

  /** The first visit is complete: shell, models and runtime are on the phone. */
  async waitsForOffline(): Promise<void> {
    await this.waitsForTheModels();
    await expect(this.page.locator('html')).toHaveAttribute('data-offline-ready', 'true', { timeout: 60_000 });
  }

  async picksPhoto(file: string | SomeFile | SomeFile[]): Promise<void> {
    await this.page.getByTestId('photo-input').first().setInputFiles(file);
  }

  /** Drags a file from outside over the page. */
  async hovers(file: SomeFile): Promise<void> {
    const data = await this.#transfer(file);
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer: data });
    await expect(this.#dropHere()).toBeVisible();
    await data.dispose();
  }

  /** Thinks better of it and drags the file out of the window. */
  async dragsAway(): Promise<void> {
    await this.page.dispatchEvent('body', 'dragleave', { relatedTarget: null });
    await expect(this.#dropHere()).toHaveCount(0);
  }

  /** Drags a file from outside over the page and lets it go. */
  async drops(file: SomeFile): Promise<void> {
    await this.hovers(file);
    const data = await this.#transfer(file);
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: data });
    await expect(this.#dropHere()).toHaveCount(0);
    await data.dispose();
  }

  /** Drops selected words, as from another window. @returns whether the page left them to the browser */
  dropsWords(words: string): Promise<boolean> {
    return this.page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/plain', text);
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('dragover', options));
      return document.body.dispatchEvent(new DragEvent('drop', options));
    }, words);
  }

  #dropHere(): Locator {
    return this.page.getByText('Drop it to find');
  }

  /** Drags a picture of a page by its address, as from another tab, and lets it go. */
  async dropsAddress(address: string): Promise<void> {
    await this.page.evaluate((url) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', url);
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('dragover', options));
      document.body.dispatchEvent(new DragEvent('drop', options));
    }, address);
  }

  /** Another app shares files with this one: the browser sends the manifest's form. */
  async isSharedWith(...files: (SomeFile | null)[]): Promise<void> {
    const some = files.filter((file) => file !== null);
    const data = some.length > 0 ? await this.#transfer(...some) : null;
    await this.page.evaluate((transfer) => {
      const form = Object.assign(document.createElement('form'), {
        action: '/share',
        method: 'post',
        enctype: 'multipart/form-data',
      });
      const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photo' });
      if (transfer) {
        input.files = transfer.files;
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    }, data);
    await this.page.waitForURL((url) => url.pathname === '/');
  }

  /** Presses Ctrl+V with files on the clipboard. */
  async pastes(...files: SomeFile[]): Promise<void> {
    const data = await this.#transfer(...files);
    await this.page.evaluate((clipboardData) => {
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, data);
    await data.dispose();
  }

  /** A DataTransfer in the page that carries the files. */
  #transfer(...files: SomeFile[]) {
    return this.page.evaluateHandle(
      (all) => {
        const transfer = new DataTransfer();
        for (const { name, mimeType, base64 } of all) {
          const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type: mimeType }));
        }
        return transfer;
      },
      files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') })),
    );
  }

  /** Photos in the tray; none while there is only one. */
  trayPhotos(): Locator {
    return this.page.getByTestId('tray-photo');
  }

  /** Spreads two fingers, from `from` to `to` CSS pixels apart, around a point of the screen. */
  async pinches(x: number, y: number, from: number, to: number): Promise<void> {
    const cdp = await this.page.context().newCDPSession(this.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [-1, 1].map((side, id) => ({ x: x + (side * apart) / 2, y, id })),
      });
    await touch('touchStart', from);
    for (let step = 1; step <= 8; step++) await touch('touchMove', from + ((to - from) * step) / 8);
    await touch('touchEnd', to);
    await cdp.detach();
  }

  /** Draws one finger over the screen. */
  async swipes(from: { x: number; y: number }, dx: number, dy: number): Promise<void> {
    const cdp = await this.page.context().newCDPSession(this.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part: number) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + dx * part, y: from.y + dy * part }],
      });
    await touch('touchStart', 0);
    for (let step = 1; step <= 10; step++) await touch('touchMove', step / 10);
    await touch('touchEnd', 1);
    await cdp.detach();
  }

  boxes(kind?: string): Locator {
    const boxes = this.page.getByTestId('box');
    return kind ? this.page.locator(`[data-testid="box"][data-kind="${kind}"]`) : boxes;
  }

  async picks(kind: string): Promise<void> {
    const box = this.boxes(kind).first();
    await expect(box).toBeVisible({ timeout: 60_000 });
    // Boxes may overlap; a click event reaches this one wherever it lies.
    await box.dispatchEvent('click');
  }

  /** Drags a corner of the chosen box by so many pixels of the screen. */
  async dragsCorner(name: string, dx: number, dy: number): Promise<void> {
    const corner = await this.page.getByRole('button', { name }).boundingBox();
    if (!corner) throw new Error(`no ${name}`);
    const [x, y] = [corner.x + corner.width / 2, corner.y + corner.height / 2];
    const { mouse } = this.page;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + dx / 2, y + dy / 2);
    await mouse.move(x + dx, y + dy);
    await mouse.up();
  }

  /** Drags a picture of the page to the page's head and lets it go; a hand moves in steps. */
  async dragsUp(picture: Locator): Promise<void> {
    await picture.scrollIntoViewIfNeeded();
    const from = await picture.boundingBox();
    if (!from) throw new Error('no picture');
    const { mouse } = this.page;
    const [x, y] = [from.x + from.width / 3, from.y + from.height / 3];
    await mouse.move(x, y);
    await mouse.down();
    for (let part = 1; part <= 10; part++) await mouse.move(x, y + ((30 - y) * part) / 10);
    await mouse.up();
  }

  chip(category: number | 'all'): Locator {
    return this.page.locator(`[data-testid="chip"][data-category="${category}"]`);
  }

  cards(): Locator {
    return this.page.getByTestId('card');
  }

  async seesProducts(): Promise<void> {
    await expect(this.cards().first()).toBeVisible();
  }

  /** Categories of the cards on the screen. */
  async categoriesShown(): Promise<Set<number>> {
    const values = await this.cards().evaluateAll((cards) => cards.map((card) => Number(card.dataset.category)));
    return new Set(values);
  }

  searches(): Request[] {
    return this.requests.filter((request) => new URL(request.url()).pathname === '/v1/search');
  }

  /** Every byte that left the phone: bodies of all requests but GETs. */
  bodies(): Buffer[] {
    return this.requests.flatMap((request) => request.postDataBuffer() ?? []);
  }

  /** Closes the page and opens it again; the browser then asks for a new version. */
  async comesBackLater(): Promise<void> {
    await this.page.reload();
  }

  updateNote(): Locator {
    return this.page.getByRole('status').filter({ hasText: 'A new version is ready' });
  }

  errorNote(): Locator {
    return this.page.getByTestId('error-note');
  }
}
