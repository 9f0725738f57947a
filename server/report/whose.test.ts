/** How the command treats names of communes, and dates. */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { communesOf } from './communes.ts';
import type { ListFile } from './inputs.ts';
import { Desk } from './testing.ts';

const desk = new Desk();
beforeAll(() => desk.open());
afterAll(desk.close);

const file = (unit: string): ListFile => ({
  name: `${unit}.xlsx`,
  unit,
  villages: new Map(),
  years: new Map(),
  resultsOf: null,
  rows: 1,
  asked: [],
  kept: '',
});

it('files of one commune are combined however its name is spelled; another name is another commune', () => {
  const units = communesOf(['Xã Hòa Bình', 'Xã Hoà Bình', 'XA HOA BINH', 'Xã Tân Lập', 'Xã Tân Lạp'].map(file));
  expect(units.map(({ name, files }) => [name, files.length])).toEqual([
    ['Xã Hòa Bình', 3],
    ['Xã Tân Lập', 1],
    ['Xã Tân Lạp', 1],
  ]);
});

it('if two years have equally many households it takes the later', async () => {
  await writeFile(
    desk.path('hoa.csv'),
    ['Mã hộ,Họ và tên chủ hộ,Thôn,Ngày rà soát', 'T1-001,Hà Văn Nam,Thôn 1,12/11/2022', 'T1-002,Lý Thị Mai,Thôn 1,12/11/2023'].join('\n'),
  );
  await desk.report(
    desk.path('hoa.csv'),
    '--unit',
    'Xã Hòa Bình',
    '--area',
    'rural',
    '--out',
    desk.path('hoa.xlsx'),
    '--json',
    desk.path('hoa.json'),
  );
  expect((await desk.json('hoa.json')).reference).toContain('2023');
});
