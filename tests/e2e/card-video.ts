/** What Chromium's fake camera shows: one picture of a card, again and again (YUV4MPEG2, as its option for a file takes it). */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Picture } from '../fixtures/card-pictures.ts';

/** @returns the path of the file. */
export function cardVideo({ data, width, height }: Picture): string {
  const grey = Buffer.from(data.filter((_, at) => at % 4 === 0));
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), grey, colours]);
  const path = join(mkdtempSync(join(tmpdir(), 'card-')), 'card.y4m');
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]));
  return path;
}
