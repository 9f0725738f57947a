import { expect, it } from 'vitest';
import { StillRows } from './still-rows.ts';
import { rowOf } from './testing.ts';

const row = (id: string, b1: number) => rowOf(id, { b1 });
const low = ({ cells }: ReturnType<typeof row>): boolean => Number(cells.b1) < 100;

it('a row stays shown or hidden until the filter is applied again', () => {
  const rows = new StillRows(low);
  expect([rows.shows(row('1', 5)), rows.shows(row('2', 500))]).toEqual([true, false]);
  expect([rows.shows(row('1', 500)), rows.shows(row('2', 5)), rows.shows(row('3', 5))]).toEqual([true, false, true]);
  rows.letIn('2');
  expect(rows.shows(row('2', 500))).toBe(true);
  rows.setFilter(low);
  expect([rows.shows(row('1', 500)), rows.shows(row('2', 500))]).toEqual([false, false]);
});

it('an order stays whatever is written, and later rows come at the end', () => {
  const rows = new StillRows(() => true);
  const nodes = ['1', '2', '3'].map((id) => ({ data: row(id, 0) }));
  const arranged = () => {
    const made = [...nodes];
    rows.arrange(made);
    return made.map(({ data }) => data.id);
  };
  expect(arranged()).toEqual(['1', '2', '3']);
  rows.setOrder([row('3', 0), row('1', 0), row('2', 0)]);
  expect(arranged()).toEqual(['3', '1', '2']);
  nodes.unshift({ data: row('9', 0) });
  expect(arranged()).toEqual(['3', '1', '2', '9']);
  rows.setOrder(null);
  expect(arranged()).toEqual(['9', '1', '2', '3']);
});
