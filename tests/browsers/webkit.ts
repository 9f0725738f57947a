/**
 * WebKitGTK's MiniBrowser over WebDriver, on its own screen. Its storage ends with the session, so "reopen" is a new
 * window in the same session.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { Builder, By, Key } from 'selenium-webdriver';
import type { Engine } from './hand.ts';

const DRIVER = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
const MINI = ['4.1', '4.0', '6.0'].flatMap((version) =>
  ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
);

export const webkit: Engine = {
  name: 'WebKitGTK',
  missing: 'install webkit2gtk-driver and xvfb (Debian)',
  async start() {
    const binary = MINI.find(existsSync);
    if (!binary || !existsSync(DRIVER) || !existsSync('/usr/bin/Xvfb')) return null;
    const screen = spawn('/usr/bin/Xvfb', ['-displayfd', '1', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [display] = (await once(screen.stdout, 'data')) as [Buffer];
    const port = await freePort();
    const service = spawn(DRIVER, [`--port=${port}`], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: `:${display.toString().trim()}` },
    });
    await listening(port);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } })
      .build();
    await driver.manage().window().setRect({ x: 0, y: 0, width: 1366, height: 860 });
    return {
      open: (address) => driver.get(address),
      look: async <T>(expression: string) =>
        JSON.parse(await driver.executeScript<string>(`return JSON.stringify(${expression}) ?? 'null'`)) as T,
      click: (selector) => driver.findElement(By.css(selector)).click(),
      type: (text) => driver.actions().sendKeys(text).perform(),
      enter: () => driver.actions().sendKeys(Key.ENTER).perform(),
      reopen: async (address) => {
        const before = await driver.getWindowHandle();
        await driver.switchTo().newWindow('window');
        const after = await driver.getWindowHandle();
        await driver.switchTo().window(before);
        await driver.close();
        await driver.switchTo().window(after);
        await driver.manage().window().setRect({ x: 0, y: 0, width: 1366, height: 860 });
        await driver.get(address);
      },
      quit: async () => {
        await driver.quit();
        await Promise.all([service, screen].map(end));
      },
    };
  },
};

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answers = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver does not answer');
}
