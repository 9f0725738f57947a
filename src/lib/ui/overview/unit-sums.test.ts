import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SummaryVersion } from '$lib/api/summaries.ts';
import type { FilledForm } from '$lib/forms/fill.ts';
import { fillReport } from '$lib/forms/report.ts';
import { classifyAll } from '$lib/review/classify.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { readWorkbook } from '$lib/workbook/read.ts';
import { MOVEMENT_FORMS, movementPicture } from '../pictures/movements.ts';
import { MOST_BARS } from '../pictures/picture.ts';
import { ratesPicture } from '../pictures/rates.ts';
import { byDistrict, compare, filledOf, firstVersion, isComplete, ofWords, rateIn, type UnitSums } from './unit-sums.ts';

const FILE = new URL('../../../../tests/fixtures/nong-thuong-2023.xlsx', import.meta.url);
const { data } = readWorkbook(readFileSync(FILE), 'nong-thuong-2023');
const { forms } = fillReport(classifyAll(data, chooseRound({ year: 2023, area: 'rural' })), MOVEMENT_FORMS);

/** As the server answers; `ids` of the rows. */
const answered = (filled: readonly FilledForm[], version: SummaryVersion, of: UnitSums['of'], ids?: readonly string[]): UnitSums => ({
  ...{ name: 'Huyện Thử', level: 'district', review: null, unit: 1, year: 2023, version, standard: '', standards: [], without: [], of },
  known: [],
  forms: filled.map(({ form, numbers, rows, blocks, total }) => ({
    form,
    numbers: [...numbers],
    rows: rows.map(({ name, lines }, index) => ({ id: ids?.[index] ?? name, name, lines })),
    blocks: blocks.map(({ from, to, sum }) => ({ from, to, name: sum.name, lines: sum.lines })),
    total: total.lines,
  })),
});

it('reads the answer as the forms that were filled: the pictures say the same', () => {
  const read = filledOf(answered(forms, 'sent', []));
  expect(movementPicture({ forms: read })).toEqual(movementPicture({ forms }));
  expect(ratesPicture({ forms: read }, 'Toàn huyện')).toEqual(ratesPicture({ forms }, 'Toàn huyện'));
});

it('of a province with districts, pictures have those as their units', () => {
  const [form] = filledOf(answered(forms, 'sent', []));
  const sum = (name: string, from: number, to: number) => ({ from, to, sum: { name, unit: null, lines: form!.rows[from]!.lines } });
  const [read] = byDistrict([{ ...form!, blocks: [sum('I. Huyện A', 0, 2), sum('XIV. Huyện B', 2, 12)] }]);
  expect(read!.rows.map(({ name }) => name)).toEqual(['Huyện A', 'Huyện B']);
  expect(read!.total).toEqual(form!.total);
});

it('draws the highest of many units, and keeps all in the table', () => {
  const [form] = filledOf(answered(forms, 'sent', []));
  const rows = Array.from({ length: MOST_BARS + 5 }, (_, n) => ({ ...form!.rows[n % form!.rows.length]!, name: `Xã ${n}` }));
  const { bars, table, sentence } = ratesPicture({ forms: [{ ...form!, rows }] }, 'Toàn tỉnh');
  expect([bars.length, table.rows.length]).toEqual([MOST_BARS + 1, MOST_BARS + 6]);
  expect(sentence).toContain(`Hình có ${MOST_BARS} đơn vị có tỷ lệ cao nhất; bảng có đủ ${MOST_BARS + 5} đơn vị.`);
});

describe('preliminary against official', () => {
  const [form] = forms;
  const rows = form!.rows.slice(0, 3);
  const ids = ['a', 'b', 'b'];
  const of = (a: number, b: number) => [
    { id: 'a', name: 'Xã A', unit: 1, villages: a, all: 2 },
    { id: 'b', name: 'Xã B', unit: 2, villages: b, all: 2 },
  ];
  const sums = (version: SummaryVersion, counted: UnitSums['of'], poorer = 0): UnitSums => {
    const own = rows.map((row, index) => ({
      ...row,
      lines: row.lines.map((line) => line.map((value, column) => (index === 0 && column === 2 ? (value ?? 0) + poorer : value))),
    }));
    return answered([{ ...form!, rows: own }], version, counted, ids);
  };
  const at = (row: number, column: number): number => form!.rows[row]!.lines[0]![column] ?? 0;

  it('compares the communes whose lists are all in both, the one that differs most first, and sums them up', () => {
    const { rows: found, total, others } = compare(sums('sent', of(2, 2), 4), sums('official', of(2, 2)));
    expect(found.map(({ name, sent, official }) => [name, sent.poor - official.poor])).toEqual([
      ['Xã A', 4],
      ['Xã B', 0],
    ]);
    // An urban and a rural part are one commune.
    expect(found[1]!.official).toEqual({ households: at(1, 0) + at(2, 0), poor: at(1, 2) + at(2, 2), near: at(1, 4) + at(2, 4) });
    expect(total!.sent.poor).toBe(total!.official.poor + 4);
    expect(rateIn(found[0]!.official, 'poor')).toBe(form!.rows[0]!.lines[0]![3]);
    expect(others).toEqual([]);
  });

  it('never compares sums of different villages, and says why', () => {
    const { rows: found, total, others } = compare(sums('sent', of(2, 2)), sums('official', of(1, 2).slice(0, 1)));
    expect([found, total]).toEqual([[], null]);
    expect(others).toEqual([
      { name: 'Xã A', sent: '2/2 thôn', official: '1/2 thôn' },
      { name: 'Xã B', sent: '2/2 thôn', official: 'chưa có' },
    ]);
  });

  it('says what the figures are of', () => {
    const given = { ...sums('sent', of(2, 1)), without: ['Xã C'] };
    expect(ofWords(given, '2023-10-20')).toBe('danh sách của 2/3 xã (3/4 thôn của các xã ấy), gửi đến ngày 20/10/2023');
    expect(ofWords({ ...given, version: 'live' }, null)).toBe('danh sách của 2/3 xã (3/4 thôn của các xã ấy)');
    expect([isComplete(given), isComplete(sums('sent', of(2, 2)))]).toEqual([false, true]);
  });
});

it('begins with the official figures only where all are recognised', () => {
  const total = (live: number, sent: number, official: number) => {
    const version = (villages: number) => ({ villages, day: null, overview: null });
    return {
      total: {
        ...{ name: '', level: 'district' as const, review: null, unit: 1, village: null, waiting: 0, work: null, received: null },
        ...{ villages: 3, live: version(live), sent: version(sent), official: version(official) },
      },
    };
  };
  expect([total(3, 3, 3), total(3, 3, 2), total(0, 0, 2), total(1, 0, 0), total(0, 0, 0)].map(firstVersion)).toEqual([
    'official',
    'sent',
    'official',
    'live',
    'sent',
  ]);
});
