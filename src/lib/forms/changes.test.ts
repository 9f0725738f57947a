import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { POOR, RURAL } from '../review/columns.ts';
import { chooseRound } from '../review/plans.ts';
import type { Row } from '../review/types.ts';
import { changesSince } from './changes.ts';
import type { FilledForm } from './fill.ts';
import { figuresByUnit, fillReport } from './report.ts';

const village = (name: string): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name, area: RURAL } });
const household = (id: string, b1: number): Row => ({
  id,
  sheet: 'list01',
  cells: { village: 'Thôn 2', size: 3, lastYear: POOR, b1, i1: 'x', i2: 'x', i3: 'x' },
});
const report = (b1: number, wanted: string[]): ReturnType<typeof fillReport> =>
  fillReport(
    classifyAll(
      {
        unit: 'Xã A',
        villages: [village('Thôn 1'), village('Thôn 2')],
        households: [household('h:1', 100), household('h:2', b1)],
        members: [],
      },
      chooseRound({ year: 2023 }),
    ),
    wanted,
  );
const form = (b1: number, id: string): FilledForm => report(b1, [id]).forms.find((filled) => filled.form.id === id)!;

const before = figuresByUnit(report(100, ['7.2', '7.4']));

it('nothing has changed right after handing in', () => {
  expect(changesSince(form(100, '7.2'), before, true)).toEqual([]);
});

it('a changed figure is returned with its earlier value, on each line', () => {
  const changed = changesSince(form(300, '7.2'), before, false).map(({ spot, before: was }) => [
    spot.part,
    spot.index,
    spot.line,
    spot.column,
    was,
  ]);
  expect(changed).toEqual([
    ['unit', 1, 0, '3', 0],
    ['unit', 1, 0, '9', 2],
    ['unit', 1, 1, '3', 0],
    ['unit', 1, 1, '9', 6],
  ]);
});

it('totals are compared only if all lists are at hand', () => {
  expect(changesSince(form(300, '7.2'), before, true).filter(({ spot }) => spot.part === 'total')).toHaveLength(4);
});

it('columns missing from the handed-in figures are skipped', () => {
  expect(changesSince(form(300, '7.4'), before, false).map(({ spot }) => spot.column)).toEqual(['1', '3', '4', '5']);
});

it('a form that was not handed in, or had another layout, has no marks', () => {
  expect(changesSince(form(300, '7.3'), before, true)).toEqual([]);
  expect(changesSince(form(300, '7.2'), { '7.2': { 'Thôn 2': [1, 2] } }, true)).toEqual([]);
});
