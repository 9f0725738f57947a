/**
 * Whatever the layout: every household that is put in comes out with its values, or its row is named; none is invented.
 * RASOAT_LAYOUTS=5000 (`npm run test:layouts`) is the long run; RASOAT_SEED repeats one.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { villageSpelling } from '../review/village.ts';
import { codeIn, layouts, writeLayout, type Key, type Layout, type Put, type Written } from './layout-testing.ts';
import { isOpen } from './questions.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';

const LONG = process.env.RASOAT_LAYOUTS;
/** The short run is the same each time; the long one looks for what nobody has seen yet. */
const RUN =
  LONG === undefined
    ? { numRuns: 150, seed: 20_231_214 }
    : { numRuns: Number(LONG), ...(process.env.RASOAT_SEED && { seed: Number(process.env.RASOAT_SEED) }) };
const TODAY = new Date(2023, 11, 14);

/** Rows that somebody is told of: 'sheet!row'. */
function named({ problems, questions, sheets }: WorkbookReading): Set<string> {
  const texts = [...problems.filter(({ code }) => code === 'row-skipped' || code === 'count-differs'), ...questions.filter(isOpen)].map(
    ({ text }) => text,
  );
  const rows = texts.flatMap((text) => {
    const sheet = /^Trang ([^,:]*)/.exec(text)?.[1] ?? '';
    return [...text.matchAll(/dòng ((?:\d+(?:, )?)+)/g)].flatMap(([, found = '']) => found.split(', ').map((row) => `${sheet}!${row}`));
  });
  // Rows taken for sums are said, on the page and by `rasoat report`.
  return new Set([
    ...rows,
    ...sheets.flatMap(({ name, leftOut }) => leftOut.filter(({ as }) => as === 'sum').map(({ row }) => `${name}!${row + 1}`)),
  ]);
}

/** What only a person has: whoever has one is read, and not merely asked about. */
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
    // Namesakes beside each other: the one that it is, if it is one of them.
    const put =
      here.find((each) =>
        Object.entries(expected(each, written, layout)).every(
          ([key, value]) => !written.keys.has(key as Key) || key === 'village' || (cells[key] ?? null) === value,
        ),
      ) ?? here[0];
    if (!put) throw new Error(`nobody of row ${source?.row} was put in: ${JSON.stringify(cells)}`);
    left.splice(left.indexOf(put), 1);
    const wanted = expected(put, written, layout);
    for (const key of written.keys) {
      // A household has the number of its people where they stand beneath it.
      if (key === 'size' && layout.people) continue;
      // A village that is asked for is nobody's until it is answered.
      if (key === 'village' && (wanted[key] === null || reading.questions.some(isOpen))) continue;
      // 'Bản' is a word of many titles, and a title is of the table beneath it: whose the others are, the person says.
      if (
        key === 'village' &&
        layout.says === 'title' &&
        cells[key] === undefined &&
        (layout.second !== 'none' || put.village?.startsWith('Bản'))
      )
        continue;
      if (key === 'village') {
        // How a title in capitals is written small, nobody can know.
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
  it('lose nobody in silence, invent nobody and change nothing', () => {
    fc.assert(fc.property(layouts, check), RUN);
  });
});
