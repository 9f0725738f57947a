/**
 * Biên bản họp dân on Danh sách 02 (Mẫu 9.3). Day, place and people are at first those of the village's meeting; its counts are of
 * Danh sách 01, so those of Danh sách 02 are written here, or by hand.
 */
import { commonValues } from '../common-values.ts';
import { HOUSEHOLD_FIELDS, listOf } from '../list-values.ts';
import { livingNames, listOfLiving } from '../living-lists.ts';
import type { Ask, Field, Paper } from '../paper.ts';
import { few } from '../paper-words.ts';
import { VILLAGE_FIELDS, villageValues } from '../village-values.ts';
import { MINUTES_ASKS } from './minutes.ts';

const counted = (name: string, label: string): Ask => ({ name, label, kind: 'line', initial: () => '' });
const ASKS: readonly Ask[] = [
  ...MINUTES_ASKS.filter(({ name }) => name !== 'ý kiến'),
  counted('số hộ dự', 'Số hộ có tên trong Danh sách 02 có đại diện dự'),
  counted('số người dự', 'Tổng số người dự'),
  counted('số đồng ý', 'Số người đồng ý'),
  { name: 'ý kiến', label: 'Ý kiến tại cuộc họp', kind: 'text', initial: () => '' },
];

const FIELDS: readonly Field[] = [
  ...VILLAGE_FIELDS,
  { name: 'số hộ danh sách', about: 'Số hộ trên Danh sách 02', kind: 'text' },
  {
    name: 'từng mức sống',
    about: 'Hộ có mức sống trung bình; hộ có thu nhập khá, giàu nếu chuẩn có',
    kind: 'list',
    fields: [
      { name: 'mức sống', about: 'Tên mức sống', kind: 'text' },
      { name: 'số hộ', about: 'Số hộ', kind: 'text' },
      { name: 'số nhân khẩu', about: 'Số nhân khẩu', kind: 'text' },
      { name: 'có hộ', about: 'Có hộ hay không', kind: 'choice' },
      { name: 'từng hộ', about: 'Các hộ', kind: 'list', fields: HOUSEHOLD_FIELDS },
    ],
  },
];

export const LIVING_MINUTES: Paper = {
  id: 'livingMinutes',
  asks: ASKS,
  fields: FIELDS,
  missing: () => [],
  values: (facts, record) => {
    const { village, round } = facts;
    const villages = village ? [village] : [];
    return {
      ...commonValues('livingMinutes', ASKS, facts, record),
      ...villageValues(facts),
      'số hộ danh sách': few(
        villages.flatMap(({ classified }) => classified.data.households.filter(({ sheet }) => sheet === 'list02')).length,
      ),
      'từng mức sống': livingNames(round.standard).map((name) => {
        const { lines, count, persons } = listOf(listOfLiving(name, villages) ?? []);
        return { 'mức sống': name, 'số hộ': count, 'số nhân khẩu': persons, 'có hộ': lines.length > 0, 'từng hộ': lines };
      }),
    };
  },
};
