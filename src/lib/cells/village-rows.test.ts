import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { readVillages } from './review-rooms.ts';
import { SharedList } from './shared-list.ts';
import { nameProblem, newVillage } from './village-rows.ts';

it('a new village comes after the others, with an id of its own, and never twice', () => {
  const list = new SharedList(new Y.Doc(), 'Việt');
  for (const name of ['Thôn 1', 'Nà Lan', ' Nà  Lân ']) list.write(newVillage(list, name).writes);
  expect(readVillages(list).map(({ name }) => name)).toEqual(['Thôn 1', 'Nà Lan', 'Nà Lân']);
  const [, , last] = readVillages(list);
  expect(last?.id).toMatch(/^na-lan-[0-9a-z]+$/);
  expect(nameProblem(list, 'THÔN 01')).toBe('Đã có THÔN 01.');
  expect(nameProblem(list, 'THÔN 01', 'thon-1')).toBe('');
  expect(nameProblem(list, ' ')).not.toBe('');
  expect(nameProblem(list, 'Nà Làn')).toBe('');
  for (const sum of ['Tổng cộng', ' TỔNG  SỐ', 'Cộng', 'tong cong'])
    expect(nameProblem(list, sum)).toMatch(/là tên dòng cộng trên biểu, không đặt tên thôn như vậy được/);
  for (const village of ['Thôn Cộng', 'Tổng Đích', 'Cong']) expect(nameProblem(list, village)).toBe('');
  list.set('v:thon-1', 'aside', 'x');
  expect(nameProblem(list, 'Thôn 1')).toBe('Thôn 1 đang để riêng: hãy lấy lại.');
});
