/** `npm run test:browsers`: the day offline in engines that no other test uses. Exit status 1 if one fails or is not installed. */
import { App } from '../e2e/app.ts';
import { dayOffline } from './day-offline.ts';
import { firefox } from './firefox.ts';
import type { Engine, Hand } from './hand.ts';
import { webkit } from './webkit.ts';

/** 'ok', or the reason why not. */
async function tried({ missing, start }: Engine): Promise<string> {
  let hand: Hand | null = null;
  const app = await App.start();
  try {
    hand = await start();
    if (!hand) return `NOT RUN: ${missing}`;
    await dayOffline(hand, app);
    return 'ok';
  } catch (error) {
    return `FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  } finally {
    await hand?.quit();
    await app.stop();
  }
}

const wanted = process.argv[2];
for (const engine of [firefox, webkit].filter(({ name }) => !wanted || name.toLowerCase() === wanted.toLowerCase())) {
  const said = await tried(engine);
  console.log(`${engine.name}, the day offline: ${said}`);
  if (said !== 'ok') process.exitCode = 1;
}
