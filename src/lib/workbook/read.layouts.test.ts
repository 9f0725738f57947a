/**
 * In any layout, every household of the input comes out with its values, or its row is named; none is invented.
 * RASOAT_LAYOUTS=5000 (`npm run test:layouts`) is the long run; RASOAT_SEED repeats one.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { villageSpelling } from '../review/village.ts';
import { codeIn, layouts, writeLayout, type Key, type Layout, type Put, type Written } from './layout-testing.ts';
import { isOpen } from './questions.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';

const LONG = process.env.RASOAT_LAYOUTS;
/** The short run is always the same; the long one searches for new cases. */
const RUN =
  LONG === undefined
    ? { numRuns: 150, seed: 20_231_214 }
    : { numRuns: Number(LONG), ...(process.env.RASOAT_SEED && { seed: Number(process.env.RASOAT_SEED) }) };
const TODAY = new Date(2023, 11, 14);

/** Rows that the person hears about: 'sheet!row'. */
function named({ problems, questions, sheets }: WorkbookReading): Set<string> {
  const texts = [...problems.filter(({ code }) => code === 'row-skipped' || code === 'count-differs'), ...questions.filter(isOpen)].map(
    ({ text }) => text,
  );
  const rows = texts.flatMap((text) => {
    const sheet = /^Trang ([^,:]*)/.exec(text)?.[1] ?? '';
    return [...text.matchAll(/dòng ((?:\d+(?:, )?)+)/g)].flatMap(([, found = '']) => found.split(', ').map((row) => `${sheet}!${row}`));
  });
  // Rows read as sums are listed on the page and by `rasoat report`.
  return new Set([
    ...rows,
    ...sheets.flatMap(({ name, leftOut }) => leftOut.filter(({ as }) => as === 'sum').map(({ row }) => `${name}!${row + 1}`)),
  ]);
}

/** Only persons have these: a row with one is read, not only asked about. */
const isSure = ({ family }: Put, { keys }: Written): boolean =>
  keys.has('code') || (keys.has('birth') && family.birth !== null) || (keys.has('sex') && family.sex !== null);

const expected = ({ family, index, village }: Put, written: Written, { texts }: Layout): Record<string, unknown> => ({
  head: family.head,
  code: codeIn(written, index),
  birth: family.birth === null ? null : texts ? `05/09/${family.birth}` : String(family.birth),
  sex: family.sex,
  size: family.size,
  lastYear: family.lastYear,
  b1: family.b1,
  income: family.income,
  village,
});

function check(layout: Layout): void {
  const written = writeLayout(layout);
  const reading = readWorkbook(written.bytes, written.name, TODAY);
  const told = named(reading);
  const left = [...written.put];
  for (const { cells, source } of reading.data.households) {
    const here = left.filter(({ sheet, row, family }) => source?.sheet === sheet && source.row === row && cells['head'] === family.head);
    // Among adjacent namesakes, the one that matches, if there is one.
    const put =
      here.find((each) =>
        Object.entries(expected(each, written, layout)).every(
          ([key, value]) => !written.keys.has(key as Key) || key === 'village' || (cells[key] ?? null) === value,
        ),
      ) ?? here[0];
    if (!put) throw new Error(`no household of the input matches row ${source?.row}: ${JSON.stringify(cells)}`);
    left.splice(left.indexOf(put), 1);
    const wanted = expected(put, written, layout);
    for (const key of written.keys) {
      // If members are listed below, the household's size is their number.
      if (key === 'size' && layout.people) continue;
      // A village that was asked about stays empty until it is answered.
      if (key === 'village' && (wanted[key] === null || reading.questions.some(isOpen))) continue;
      // 'Bản' is a word in many titles, and a title belongs to the table below it: for other tables the person says.
      if (
        key === 'village' &&
        layout.says === 'title' &&
        cells[key] === undefined &&
        (layout.second !== 'none' || put.village?.startsWith('Bản'))
      )
        continue;
      if (key === 'village') {
        // Capitals in a title do not show how the name is written in small letters.
        expect(villageSpelling(String(cells[key])), put.family.head).toBe(villageSpelling(String(wanted[key])));
        continue;
      }
      expect(cells[key] ?? null, `${key} of ${put.family.head}, row ${put.row}`).toEqual(wanted[key]);
    }
  }
  for (const put of left) {
    if (isSure(put, written) || !told.has(`${put.sheet}!${put.row}`))
      throw new Error(
        `${put.family.head} of row ${put.row} is not read${told.has(`${put.sheet}!${put.row}`) ? ', only asked about' : ', and not named'}`,
      );
  }
  const people = written.put.flatMap(({ family }) => (layout.people ? [family.head, ...family.others.map(({ name }) => name)] : []));
  if (left.length === 0) expect(reading.data.members.map(({ cells }) => cells['name'])).toEqual(people);
  const lists = reading.sheets.filter(({ sheet }) => sheet === 'list01' || sheet === 'list02');
  const numbered = written.put.filter((put) => put.numbered).length;
  if (left.length === 0) expect(lists.reduce((sum, sheet) => sum + (sheet.numbered ?? 0), 0)).toBe(numbered);
  expect(lists.reduce((sum, sheet) => sum + sheet.rows, 0)).toBe(reading.data.households.length);
  if (left.length === 0) expect(reading.problems.filter(({ code }) => code === 'count-differs')).toEqual([]);
}

describe('lists in random layouts', () => {
  it('lose nobody silently, invent nobody and change nothing', () => {
    fc.assert(fc.property(layouts, check), RUN);
  });
});
