/** The hints of an open village: what a person may see of them, and which households have none. */
import { expect, it } from 'vitest';
import { MemberHints } from './member-hints.ts';
import { villageScene } from './testing.ts';

function scene(sees = true) {
  const { list, book } = villageScene();
  const write = (row: string, cells: Record<string, string | number>): unknown =>
    list.write(Object.entries(cells).map(([field, value]) => ({ row, field, value })));
  write('h:1', { lastYear: 'Hộ nghèo', size: 1, houseArea: 7 });
  write('m:1', { birth: '1980', noInsurance: 'x' });
  const hints = new MemberHints({ book, sees: () => sees });
  const of = (id: string) => hints.of(book.row(id)!).map(({ key, says, differs }) => [key, says, differs]);
  return { list, book, hints, of, write };
}

it('come from the members and the house of a household, as they are written', () => {
  const { of, write } = scene();
  expect(of('h:1')).toContainEqual(['i4', 'deprived', true]);
  expect(of('h:1')).toContainEqual(['i8', 'deprived', true]);
  write('h:1', { i4: 'x', i8: 'x' });
  expect(of('h:1').filter(([, , differs]) => differs)).toEqual([]);
});

it('tell no age to those who do not see dates of birth', () =>
  expect(
    scene(false)
      .of('h:1')
      .map(([key]) => key),
  ).toEqual(['i8']));

it('are not for a household of Danh sách 02, a member, or two households with one Mã hộ', () => {
  const { of, write } = scene();
  expect([of('h:2'), of('m:1')]).toEqual([[], []]);
  write('h:2', { code: 'A-1' });
  expect(of('h:1').map(([key]) => key)).toEqual(['i8']);
});
