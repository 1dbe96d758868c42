/** WebKitGTK, nearest to Safari, through its WebDriver; it wants a display, which Xvfb gives it. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, By, Capabilities, until, type WebDriver } from 'selenium-webdriver';
import { type OtherBrowser, PATIENCE_MS } from './browser.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const LIBRARIES = '/usr/lib';
const START_MS = 30_000;

/** Path of the browser that WebKitGTK brings for tests, or undefined where it, its driver or Xvfb is missing. */
export function findWebKit(): string | undefined {
  const display = spawnSync('which', ['Xvfb']).status === 0;
  return display && existsSync(DRIVER) ? browsers().find(existsSync) : undefined;
}

/** Debian keeps it below the machine's name and a version, as in x86_64-linux-gnu/webkit2gtk-4.1. */
function browsers(): string[] {
  return readdirSync(LIBRARIES)
    .filter((name) => name.includes('-linux-'))
    .flatMap((machine) => ['4.1', '4.0', '6.0'].map((version) => join(LIBRARIES, machine, `webkit2gtk-${version}`)))
    .map((folder) => join(folder, 'MiniBrowser'));
}

export async function startWebKit(binary: string): Promise<OtherBrowser> {
  const port = await freePort();
  const display = `:${port}`; // any number that is nobody's
  const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
  const screen = spawn('Xvfb', [display, '-screen', '0', '800x1000x24'], { stdio: 'ignore' });
  const server = spawn(DRIVER, [`--port=${port}`], { env, stdio: 'ignore' });
  const stop = () => {
    server.kill();
    screen.kill();
  };
  try {
    return browserOf(await connect(port, binary), stop);
  } catch (thrown) {
    stop();
    throw thrown;
  }
}

/** The driver takes a moment until it listens. */
async function connect(port: number, binary: string): Promise<WebDriver> {
  const wanted = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  });
  const until = Date.now() + START_MS;
  for (;;) {
    try {
      return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build();
    } catch (thrown) {
      if (Date.now() > until) throw thrown;
      await sleep(500);
    }
  }
}

function browserOf(driver: WebDriver, stop: () => void): OtherBrowser {
  const located = (selector: string, patienceMs = PATIENCE_MS) =>
    driver.wait(until.elementLocated(By.css(selector)), patienceMs, `no ${selector}`);
  return {
    open: (url) => driver.get(url),
    choose: async (selector, file) => (await located(selector)).sendKeys(file),
    sees: async (selector, patienceMs) => void (await located(selector, patienceMs)),
    click: (selector) => driver.executeScript('document.querySelector(arguments[0]).click()', selector),
    text: (selector) => driver.executeScript('return document.querySelector(arguments[0]).textContent', selector),
    data: (selector, name) =>
      driver.executeScript(
        'return [...document.querySelectorAll(arguments[0])].map((e) => e.dataset[arguments[1]])',
        selector,
        name,
      ),
    async close() {
      await driver.quit().catch(() => {});
      stop();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
