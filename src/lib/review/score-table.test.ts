import { itemLabel } from './item-field.ts';
import { expect, it } from 'vitest';
import fc from 'fast-check';
import { answerCells, fieldOf, learn, standingOf, sumOf, tableFaults, type ScoreItem, type ScoreTable } from './score-table.ts';
import type { CellValue } from './types.ts';

const item = (name: string, ...options: [string, number][]): ScoreItem => ({
  group: 'Nhà ở',
  name,
  options: options.map(([text, points]) => ({ text, points })),
});
const WALL = item('Tường', ['Bền chắc', 20], ['Thiếu kiên cố', 5]);
const FLOOR = item('Diện tích', ['Dưới 8 m²', 0], ['8 đến 20 m²', 5], ['Trên 20 m²', 15]);
const CAR = item('Có ô tô', ['Có', 30]);
const table = (items: ScoreItem[], scores: ScoreTable['scores'] = 'b1'): ScoreTable => ({
  scores,
  items,
  form: 'Mẫu 3.10',
  region: '',
  area: 'rural',
  source: '',
});
const TABLE = table([WALL, FLOOR, CAR]);
const apply = (cells: Record<string, CellValue>, writes: [string, CellValue][]): Record<string, CellValue> => ({
  ...cells,
  ...Object.fromEntries(writes),
});
const answer = (cells: Record<string, CellValue>, to: ScoreItem, value: CellValue, tables = [TABLE]): Record<string, CellValue> =>
  apply(cells, answerCells(tables, cells, fieldOf(to), value));

it('adds up once every item is answered; a sign without a tick is answered', () => {
  const begun = answer({}, WALL, 'Bền chắc');
  expect(begun.b1).toBeUndefined();
  expect(standingOf(TABLE, begun)).toMatchObject({ kind: 'begun', sum: { points: 20, open: [FLOOR] } });
  const whole = answer(begun, FLOOR, '8 đến 20 m²');
  expect([whole.b1, standingOf(TABLE, whole).kind]).toEqual([25, 'added']);
  expect(answer(whole, CAR, 'x').b1).toBe(55);
});

it('takes its own sum back with an answer', () => {
  const whole = answer(answer({}, WALL, 'Bền chắc'), FLOOR, 'Dưới 8 m²');
  const back = answer(whole, FLOOR, null);
  expect([back.b1, standingOf(TABLE, back).kind]).toEqual([null, 'begun']);
});

it('never writes over a score that somebody wrote, and says that they differ', () => {
  const typed = answer(answer({ b1: 70 }, WALL, 'Bền chắc'), FLOOR, 'Dưới 8 m²');
  expect(typed.b1).toBe(70);
  expect(standingOf(TABLE, typed)).toMatchObject({ kind: 'differs', score: 70, sum: { points: 20 } });
  expect(standingOf(TABLE, { ...typed, b1: 20 }).kind).toBe('added');
  expect(standingOf(TABLE, { b1: 70, [fieldOf(WALL)]: 'Bền chắc' }).kind).toBe('typed');
});

it('a later table changes no old score, and asks anew only what it asks otherwise', () => {
  const old = answer(answer({}, WALL, 'Bền chắc'), FLOOR, 'Trên 20 m²');
  const dearer = table([item('Tường', ['Bền chắc', 25], ['Thiếu kiên cố', 5]), FLOOR, CAR]);
  expect(standingOf(dearer, old, [TABLE])).toMatchObject({ kind: 'older', score: 35, sum: { points: 40, open: [] } });
  // Not even by answering another item: a person takes the new sum.
  expect(answer(old, CAR, 'x', [dearer]).b1).toBe(35);
  const finer = table([item('Tường', ['Bền chắc', 25], ['Bán kiên cố', 10], ['Tạm', 0]), FLOOR, CAR]);
  expect(standingOf(finer, old, [TABLE])).toMatchObject({ kind: 'older', sum: { open: [finer.items[0]] } });
});

it('asks what two tables share once, and adds up each by its own points', () => {
  const other = table([item('Tường', ['Bền chắc', 7], ['Thiếu kiên cố', 1])], 'b1New');
  expect(answer(answer({}, WALL, 'Bền chắc', [TABLE, other]), FLOOR, 'Dưới 8 m²', [TABLE, other])).toMatchObject({ b1: 20, b1New: 7 });
});

it('says when all is answered and nobody has the sum yet, as after two people answered apart', () => {
  const apart = { [fieldOf(WALL)]: 'Bền chắc', [fieldOf(FLOOR)]: 'Dưới 8 m²' };
  expect(standingOf(TABLE, apart)).toMatchObject({ kind: 'ready', sum: { points: 20 } });
  expect(standingOf(TABLE, {}).kind).toBe('none');
});

it('goes on from a 0 that says no sign was met', () => {
  const signs = table([item('Xe', ['Có', 1]), item('Đất', ['Có', 1])], 'formA');
  const [car, land] = signs.items as [ScoreItem, ScoreItem];
  expect(answer(answer({ formA: 0 }, car, 'x', [signs]), land, 'x', [signs]).formA).toBe(2);
  expect(answer({ formA: 3 }, car, 'x', [signs]).formA).toBe(3);
});

it('adds nothing up from an item in conflict', () => {
  const cells = answer({}, WALL, 'Bền chắc');
  const writes = answerCells([TABLE], cells, fieldOf(FLOOR), 'Dưới 8 m²', [fieldOf(WALL)]);
  expect(writes).toEqual([[fieldOf(FLOOR), 'Dưới 8 m²']]);
});

it('names an item by its words: case, tones’ places and spaces aside', () => {
  expect(fieldOf(item('Hoà  lưới', ['Có', 1]))).toBe(fieldOf(item('hòa lưới', ['có', 9])));
  expect(fieldOf(item('Đất', ['< 8 m²', 1], ['khác', 0]))).not.toBe(fieldOf(item('Đất', ['> 8 m²', 1], ['khác', 0])));
  expect(fieldOf(item('Tường', ['A', 1], ['B', 2]))).not.toBe(fieldOf(item('Tường', ['A', 1], ['C', 2])));
  learn(TABLE);
  expect(itemLabel(fieldOf(WALL))).toBe('Tường');
});

it('refuses items and options that are there twice', () => {
  expect(tableFaults(table([WALL, WALL]))).toEqual(['mục “Tường” (nhóm Nhà ở) có hai lần']);
  expect(tableFaults({ ...table([]), form: 'M'.repeat(41) })[0]).toContain('tên mẫu phiếu dài quá 40 chữ');
  expect(tableFaults(table([item('n'.repeat(401), ['Có', 1])]))[0]).toContain('dài quá 400 chữ');
  expect(tableFaults(table([item('Cột', ['Gỗ', 1], ['gỗ', 2])]))).toEqual(['mục “Cột”: phương án “gỗ” có hai lần']);
});

it('in whatever order the items are answered, the score is the sum of the points', () => {
  const answers: [ScoreItem, CellValue][] = [
    [WALL, 'Thiếu kiên cố'],
    [FLOOR, 'Trên 20 m²'],
    [CAR, 'x'],
  ];
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...answers, ...answers.map(([to]) => [to, null] as [ScoreItem, CellValue])], { minLength: 0 }),
      (deeds) => {
        let cells: Record<string, CellValue> = {};
        for (const [to, value] of deeds) cells = answer(cells, to, value);
        const { points, open, answered } = sumOf(TABLE, cells);
        expect(cells.b1 ?? null).toBe(open.length === 0 && answered > 0 ? points : null);
      },
    ),
  );
});
