/** What is drawn on the map, and where; tests with the published lists are in ui/overview. */
import { expect, it } from 'vitest';
import type { FilledForm, FilledRow } from '$lib/forms/fill.ts';
import type { Position, Shape } from '$lib/shapes/shape.ts';
import { shapeText } from '$lib/shapes/shape.ts';
import { textWidth } from './text-lines.ts';
import { mapPicture, stepWidth, STEPS, type MapPlace } from './map.ts';
import { layoutMap, LINE, SIZE, type MapLabel } from './map-layout.ts';
import { isEmpty } from './picture.ts';
import { placeAmong } from './village-shapes.ts';

const NUMBERS = ['1', '3', '4', '5', '6'];
const row = (name: string, households: number, poor: number | null, near = 0): FilledRow => ({
  name,
  unit: null,
  lines: [[households, poor, null, near, null]],
});
const filled = (...rows: FilledRow[]) => ({
  forms: [{ form: { id: '7.1', headings: [] }, numbers: NUMBERS, rows, blocks: [], total: row('Tổng', 1, 1) } as unknown as FilledForm],
});
const square = (x: number, y: number, size = 1_000): Shape => [
  [
    [0, 0],
    [size, 0],
    [size, size],
    [0, size],
  ].map(([dx = 0, dy = 0]): Position => [10_580_000 + x + dx, 2_210_000 + y + dy]),
];
const places =
  (shapes: Readonly<Record<string, Shape>>) =>
  ({ name }: FilledRow): MapPlace => ({ key: name, name, shape: shapes[name] ?? null });

it('says in words which units are not on the map, and what is not known', () => {
  const forms = filled(row('Thôn 1', 100, 9, 1), row('Thôn 2', 50, 0), row('Thôn 3', 40, null), row('Thôn 4', 10, 1));
  const picture = mapPicture(forms, 'Toàn xã', places({ 'Thôn 1': square(0, 0), 'Thôn 2': square(1_000, 0), 'Thôn 3': square(2_000, 0) }))!;
  expect(picture.steps).toEqual(['dưới 2 %', '2 đến dưới 4 %', '4 đến dưới 6 %', '6 đến dưới 8 %', '8 đến 10 %']);
  expect(picture.units.map(({ name, value, step }) => [name, value, step])).toEqual([
    ['Thôn 1', 9, 4],
    ['Thôn 2', 0, 0],
    ['Thôn 3', null, null],
  ]);
  expect(picture.sentence).toBe(
    'Toàn xã: 3 đơn vị trên bản đồ. Tỷ lệ hộ nghèo cao nhất trên bản đồ: Thôn 1, 9,00 %; thấp nhất: Thôn 2, 0,00 %. Chưa có hình trên bản đồ: Thôn 4, 10,00 %.',
  );
  expect(picture.table.rows.map((cells) => [cells[0], cells.at(-1)])).toEqual([
    ['Thôn 4', 'chưa có hình'],
    ['Thôn 1', '8 đến 10 %'],
    ['Thôn 2', 'dưới 2 %'],
    ['Thôn 3', ''],
  ]);
  expect(mapPicture(forms, 'Toàn xã', places({ 'Thôn 1': square(0, 0) }), 'ca-hai')!.units[0]!.value).toBe(10);
  expect(mapPicture(forms, 'Toàn xã', places({}))).toBeNull();
  expect(isEmpty(picture)).toBe(false);
  expect(isEmpty(mapPicture(forms, 'Toàn xã', places({ 'Thôn 3': square(0, 0) }))!)).toBe(true);
});

it('draws a commune that is urban and rural once, with the figures of both rows', () => {
  const forms = filled(row('Phường A (thành thị)', 100, 1), row('Phường A (nông thôn)', 100, 5));
  const { units } = mapPicture(forms, 'Toàn tỉnh', () => ({ key: 'a', name: 'Phường A', shape: square(0, 0) }))!;
  expect(units.map(({ name, value }) => [name, value])).toEqual([['Phường A', 3]]);
});

it('has five round steps that hold every rate', () => {
  for (const highest of [0, 0.07, 1, 3.71, 10, 10.01, 62.3, 100]) expect(stepWidth(highest) * STEPS).toBeGreaterThanOrEqual(highest);
  expect([3.71, 10, 10.01, 100].map(stepWidth)).toEqual([1, 2, 2.5, 20]);
});

it('places outlines and points inside the picture, and no words over each other or over a point', () => {
  const shapes: Record<string, Shape> = {
    'Nhỏ mà tên rất dài không vừa đâu cả': square(2_000, 900, 60),
    'Thôn Điểm': [[[10_581_500, 2_211_500]]],
  };
  for (let n = 0; n < 6; n++) shapes[`Thôn Nà ${n}`] = square((n % 3) * 1_000, Math.floor(n / 3) * 1_000);
  const picture = mapPicture(filled(...Object.keys(shapes).map((name, n) => row(name, 100, n))), 'Toàn xã', places(shapes))!;
  for (const width of [320, 760, 1_300]) {
    const { units, height } = layoutMap(picture, width);
    expect(units.map(({ path, points }) => [path === '', points.length]).filter(([isPoint]) => isPoint)).toEqual([[true, 1]]);
    // What lies inside another is drawn after it.
    expect(units.at(-2)!.unit.name).toMatch(/^Nhỏ/);
    for (const { path, points } of units) {
      const numbers = [...(path.match(/[\d.]+/g) ?? []).map(Number), ...points.flat()];
      numbers.forEach((number, at) => expect(number).toBeLessThanOrEqual(at % 2 === 0 ? width : height));
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    }
    const boxes = units.flatMap(({ label }) => (label ? [boxOf(label)] : []));
    const [x, y] = units.at(-1)!.points[0]!;
    for (const [at, [left, top, right, bottom]] of boxes.entries()) {
      expect([left >= -1, right <= width + 1, bottom <= height]).toEqual([true, true, true]);
      for (const [l, t, r, b] of boxes.slice(at + 1)) expect(left < r && l < right && top < b && t < bottom).toBe(false);
      expect(left < x && x < right && top < y && y < bottom).toBe(false);
    }
    expect(units.find(({ unit }) => unit.name === 'Thôn Nà 0')!.label?.lines).toContain('2,00\u00a0%');
  }
});

function boxOf({ lines, x, y, anchor }: MapLabel): [left: number, top: number, right: number, bottom: number] {
  const width = Math.max(...lines.map((line) => textWidth(line, SIZE)));
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return [left, y - LINE / 2, left + width, y + (lines.length - 0.5) * LINE];
}

it('finds the shape of a village beside its row, and none where two have one name or the cell is no shape', () => {
  const village = (id: string, name: string, shape: string) => ({ id, cells: { name, shape } });
  const villages = [
    village('v:1', 'Thôn 1', shapeText(square(0, 0))),
    village('v:2', 'Thôn 2', shapeText(square(1, 0))),
    village('v:3', 'thôn 2', shapeText(square(2, 0))),
    village('v:4', 'Thôn 3', 'vô nghĩa'),
  ];
  // As the lists of two villages have them.
  for (const rows of [villages, [...villages, ...villages]])
    expect(['THÔN 1', 'Thôn 2', 'Thôn 3', 'Thôn 4'].map((name) => placeAmong(rows)(row(name, 1, 1)).shape)).toEqual([
      square(0, 0),
      null,
      null,
      null,
    ]);
});
