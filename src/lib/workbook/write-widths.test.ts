/** No class, commune or heading word is broken in a column of a list form, even in a font a little wider than Times New Roman. */
import { readFile } from 'node:fs/promises';
import { Workbook } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { fillReport } from '../forms/report.ts';
import { classifyAll } from '../review/classify.ts';
import { chooseRound, type RoundChoice } from '../review/plans.ts';
import { readWorkbook } from './read.ts';
import { writeReport } from './write.ts';

/** Advance widths in Times, in thousandths of the font size, for letters without diacritics. */
const WIDTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [250, ' .,'],
      [278, 'ijlt/:;'],
      [333, 'frIJ-()'],
      [389, 's'],
      [444, 'acez'],
      [500, 'bdđghknopquvxy0123456789'],
      [556, 'FPS'],
      [611, 'ELTZ'],
      [667, 'BCR'],
      [722, 'ADĐGHKNOQUVXYw'],
      [778, 'mM'],
      [944, 'W%'],
    ] as const
  ).flatMap(([width, letters]) => [...letters].map((letter) => [letter, width])),
);
/** Bold letters and replacement fonts are wider by this factor. */
const WIDER = 1.05;
const points = (text: string, size: number): number =>
  [...text.normalize('NFD').replace(/\p{M}/gu, '')].reduce((sum, letter) => sum + (WIDTHS[letter] ?? 500), 0) * (size / 1000) * WIDER;
/** A digit of the base font is six points; a cell leaves a little space at both sides. */
const room = (width: number): number => width * 6 - 2;

const LISTS = /^(Phụ lục I|6\.1|6\.2.*|9\.[145]|12|13|Dân cư|Công an|Niêm yết.*)$/;

describe.each<[string, RoundChoice, string]>([
  ['nong-thuong-2023.xlsx', { year: 2023 }, 'Xã Nông Thượng'],
  ['kim-son-2023.xlsx', { plan: 'tra-cu-2023' }, 'Xã Kim Sơn'],
])('%s', (file, round, unit) => {
  it('breaks no word', async () => {
    const { data } = readWorkbook(await readFile(new URL(`../../../tests/fixtures/${file}`, import.meta.url)), file);
    const villages = new Set(data.villages.slice(0, 3).map(({ cells }) => cells['name']));
    const households = data.households.filter(({ cells }) => villages.has(cells['village'] ?? ''));
    const codes = new Set(households.map(({ cells }) => cells['code']));
    const classified = classifyAll(
      {
        unit,
        villages: data.villages.slice(0, 3),
        households,
        members: data.members.filter(({ cells }) => codes.has(cells['code'] ?? '')),
      },
      chooseRound(round),
    );
    const book = new Workbook();
    await book.xlsx.load((await writeReport(classified, { filled: [fillReport(classified)] })).buffer as ArrayBuffer);
    const broken: string[] = [];
    let seen = 0;
    for (const sheet of book.worksheets.filter(({ name }) => LISTS.test(name))) {
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (cell.isMerged || !cell.border?.top || !cell.alignment?.wrapText) return;
          const text = String(cell.result ?? cell.value ?? '');
          const words = cell.font.bold
            ? text.split(' ')
            : text.length <= 20 && /^(Hộ |Xã |Phường |Thôn |Ấp |Con |Chủ )/.test(text)
              ? [text]
              : [];
          const width = sheet.getColumn(Number(cell.col)).width ?? 0;
          for (const word of words) {
            seen++;
            if (points(word, cell.font.size ?? 12) > room(width)) broken.push(`${sheet.name} ${cell.address}: ${word}`);
          }
        }),
      );
    }
    expect(seen).toBeGreaterThan(100);
    expect([...new Set(broken)].slice(0, 20)).toEqual([]);
  });
});
