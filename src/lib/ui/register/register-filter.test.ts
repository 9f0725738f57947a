import { expect, it } from 'vitest';
import { registerOf, type RegisterEntry } from '$lib/process/register.ts';
import { findIn } from './register-filter.ts';

const entry = (code: string, head: string, computed: string): RegisterEntry => ({
  ...{ row: `h:${code}`, code, head, size: 4, computed, decided: '', open: false, move: '', change: '', before: 'Hộ nghèo', formerly: '' },
});
const HOUSEHOLDS = registerOf([
  {
    ...{ review: 'xa-2025', name: 'Đợt 2025', year: 2025, aside: false, yearly: true, acts: [] },
    villages: [
      {
        id: 'thon-1',
        name: 'Thôn Nà Đán',
        recognised: '2025-12-01',
        entries: [entry('NT-01', 'Hà Văn Dũng', 'Hộ nghèo'), entry('NT-02', 'Đinh Thị Hòa', 'Không nghèo')],
      },
      { id: 'thon-2', name: 'Thôn 2', recognised: '2025-12-01', entries: [entry('NT-03', 'Nông Đức Vượng', 'Hộ cận nghèo')] },
    ],
  },
]);
const found = (change: Partial<Parameters<typeof findIn>[1]>): string[] =>
  findIn(HOUSEHOLDS, { text: '', village: '', which: '', ...change }).map(({ head }) => head);

it('finds by name, code and village, without diacritics and in any order', () => {
  expect(found({ text: 'dung ha' })).toEqual(['Hà Văn Dũng']);
  expect(found({ text: 'hoa na dan' })).toEqual(['Đinh Thị Hòa']);
  expect(found({ text: 'nt-03' })).toEqual(['Nông Đức Vượng']);
  expect(found({ text: 'ha', village: 'Thôn 2' })).toEqual([]);
});

it('filters by where households stand', () => {
  expect(found({ which: 'poor' })).toEqual(['Hà Văn Dũng']);
  expect(found({ which: 'left' })).toEqual(['Đinh Thị Hòa']);
  expect(found({ which: 'none' })).toEqual(['Hà Văn Dũng', 'Nông Đức Vượng']);
  expect(found({ which: 'valid' })).toEqual([]);
});
