import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { causesOf, fillList, personCell } from './fill-lists.ts';
import { LIST_FORMS } from './mau-6.ts';

const household = (code: string, cells: Record<string, CellValue>): Row => ({ id: `h:${code}`, sheet: 'list01', cells: { code, size: 2, lastYear: 'Hộ nghèo', village: 'Thôn 1', ...cells } });
const member = (code: string, name: string, relation: string): Row => ({ id: `m:${code}:${name}`, sheet: 'members', cells: { code, name, relation, birth: '1990' } });

const data = {
  unit: 'Xã A',
  villages: ['Thôn 1', 'Thôn 2'].map((name): Row => ({ id: name, sheet: 'villages', cells: { name, area: 'Nông thôn' } })),
  households: [
    household('B', { head: 'Bàn Văn B', village: 'Thôn 2', b1: 100, birth: '1970', c1: 'x', c7: 'x' }),
    household('A', { head: 'Lò Văn A', b1: 100, i1: 'x', i2: 'x', i3: 'x' }),
    household('C', { head: 'Ma Văn C', b1: 200 }),
    household('D', { head: 'Hà Văn D', lastYear: 'Hộ cận nghèo', b1: 200 }),
    household('E', { head: 'Hà Văn E', change: 'Chết' }),
  ],
  members: [member('A', 'Lò Thị Con', 'Con đẻ'), member('A', 'Lò Văn A', 'Chủ hộ')],
};
const classified = classifyAll(data, chooseRound({ year: 2023 }));
const names = (id: string): (CellValue | undefined)[][] =>
  fillList(LIST_FORMS.find((form) => form.id === id)!, classified).sections.map(({ lines }) => lines.map((line) => personCell(line, 'name')));

it('6.1 has the poor and the near poor by village, each with the head first', () => {
  expect(names('6.1')).toEqual([['Lò Văn A', 'Lò Thị Con', 'Bàn Văn B']]);
});

it('6.2 has those who left the poor, also as near poor, and those who left the near poor; nobody who is gone', () => {
  expect(names("6.2")).toEqual([["Ma Văn C", "Bàn Văn B"], ["Hà Văn D"]]);
});

it('a household without member rows is there with its head', () => {
  const line = fillList(LIST_FORMS[0]!, classified).sections[0]!.lines[2]!;
  expect([personCell(line, 'relation'), personCell(line, 'birth'), line.isHead]).toEqual(['Chủ hộ', '1970', true]);
  expect(causesOf(line.household)).toBe('Không có đất sản xuất; Có người ốm đau, bệnh nặng, tai nạn');
});
