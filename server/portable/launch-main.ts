/** The program that the .cmd files start; in the folder it is chuong-trinh/server/app/launch.js. */
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { main } from '../cli.ts';
import { openBrowser } from '../commands/browser.ts';
import { answersAt, launch, placesOf, typed } from './launch.ts';

process.exitCode = await launch(process.argv.slice(2), {
  places: placesOf(resolve(import.meta.dirname, '../../..')),
  // The long name: %TEMP% may hold a short one (NGUYEN~1).
  temporary: realpathSync.native(tmpdir()),
  port: Number(process.env.PORT ?? 3000),
  now: new Date(),
  run: main,
  say: (text) => void process.stdout.write(`${text}\n`),
  ask: typed,
  answers: answersAt,
  open: openBrowser,
});
