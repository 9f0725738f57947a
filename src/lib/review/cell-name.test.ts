import { expect, it } from 'vitest';
import { checkCell } from './cell-input.ts';
import { columnOf } from './columns.ts';
import { doubtOfName } from './cell-name.ts';

it.each([
  ['A', 'name-one-letter'],
  ['Đ.', 'name-one-letter'],
  ['...', 'name-no-letters'],
  ['12', 'name-no-letters'],
  ['Nông Văn 2', 'name-with-digits'],
  ['Nguyễn Văn A', 'name-stand-in'],
  ['chưa rõ', 'name-stand-in'],
  ['N/A', 'name-stand-in'],
  ['#VALUE!', 'name-stand-in'],
])('%s is doubted', (name, code) => expect(doubtOfName(name)).toMatchObject({ severity: 'warning', code }));

// Single words, one-letter parts, apostrophes: all are real names.
it.each(['Nông Đình Bằng', 'Y Bhăm', 'K’Brêu', 'Lò Văn Ó', 'Giàng A Ư', 'An', 'Nguyễn Phước Công Tằng Tôn Nữ Thị Hoàng Oanh'])(
  '%s is a name',
  (name) => expect(doubtOfName(name)).toBeNull(),
);

it('is checked for heads and members, not for a village or a note', () => {
  const check = (sheet: 'list01' | 'list02' | 'members' | 'villages', key: string): string | undefined => {
    const column = columnOf(sheet, key);
    return column && checkCell(column, 'A')?.code;
  };
  expect([check('list01', 'head'), check('list02', 'head'), check('members', 'name')]).toEqual(Array(3).fill('name-one-letter'));
  expect([check('villages', 'name'), check('list01', 'note')]).toEqual([undefined, undefined]);
});
