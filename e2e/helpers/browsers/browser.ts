/** What the main way needs of a browser that Playwright cannot drive. */
export interface OtherBrowser {
  open(url: string): Promise<void>;
  /** Gives a file to the page's picker. */
  choose(selector: string, file: string): Promise<void>;
  /** Waits until so many elements are there. @throws after `patienceMs` */
  sees(selector: string, patienceMs?: number): Promise<void>;
  click(selector: string): Promise<void>;
  /** Text of the first element. */
  text(selector: string): Promise<string>;
  /** Values of a data attribute, camel case, of all elements. */
  data(selector: string, name: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Software rendering on shared cores, without a graphics card. */
export const PATIENCE_MS = 120_000;
