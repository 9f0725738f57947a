/** The four lists of a result, as papers show them: names, persons and movements, nothing personal. The same groups as the posting. */
import { groupedHouseholds, type GroupedHousehold, type ResultGroup } from '../process/posted.ts';
import { spelling } from '../review/text.ts';
import type { Field, PaperVillage, Values } from './paper.ts';
import { few, thousands } from './paper-words.ts';

export const HOUSEHOLD_FIELDS: readonly Field[] = [
  { name: 'stt', about: 'Số thứ tự', kind: 'text' },
  { name: 'chủ hộ', about: 'Họ và tên chủ hộ', kind: 'text' },
  { name: 'nhân khẩu', about: 'Số nhân khẩu', kind: 'text' },
  { name: 'thôn', about: 'Thôn, tổ dân phố', kind: 'text' },
  { name: 'diễn biến', about: 'Diễn biến so với năm trước', kind: 'text' },
  { name: 'kết quả năm trước', about: 'Kết quả năm trước', kind: 'text' },
];

/** By group: what its fields are called. */
const NAMES: Readonly<Record<ResultGroup, string>> = {
  poor: 'hộ nghèo',
  near: 'hộ cận nghèo',
  poorLeft: 'hộ thoát nghèo',
  nearLeft: 'hộ thoát cận nghèo',
};

export const LIST_FIELDS: readonly Field[] = Object.values(NAMES).flatMap((name): Field[] => [
  { name: `từng ${name}`, about: `Danh sách ${name}`, kind: 'list', fields: HOUSEHOLD_FIELDS },
  { name: `có ${name}`, about: `Có ${name} hay không`, kind: 'choice' },
  { name: `số ${name}`, about: `Số ${name}`, kind: 'text' },
  { name: `số nhân khẩu ${name}`, about: `Số nhân khẩu của ${name}`, kind: 'text' },
]);

export type ListedHousehold = GroupedHousehold & { village: string };

/** A list as its lines, with the numbers of its households and persons. */
export function listOf(households: readonly ListedHousehold[]): { lines: Values[]; count: string; persons: string | null } {
  const sizes = households.map(({ size }) => size);
  return {
    lines: households.map(({ head, size, move, before, village }, n) => ({
      stt: String(n + 1),
      'chủ hộ': head,
      'nhân khẩu': size === null ? null : String(size),
      thôn: village,
      'diễn biến': move,
      'kết quả năm trước': before,
    })),
    count: few(households.length),
    persons: sizes.some((size) => size === null) ? null : few(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)),
  };
}

/** The four lists of one village, or of all of them together. */
export function listValues(villages: readonly Pick<PaperVillage, 'name' | 'classified'>[]): Values {
  const values: Record<string, Values[string]> = {};
  for (const [group, name] of Object.entries(NAMES) as [ResultGroup, string][]) {
    const { lines, count, persons } = listOf(inGroup(villages, group));
    values[`từng ${name}`] = lines;
    values[`có ${name}`] = lines.length > 0;
    values[`số ${name}`] = count;
    values[`số nhân khẩu ${name}`] = persons;
  }
  return values;
}

const inGroup = (villages: readonly Pick<PaperVillage, 'name' | 'classified'>[], group: ResultGroup): ListedHousehold[] =>
  villages.flatMap(({ name: village, classified }) => groupedHouseholds(classified)[group].map((household) => ({ ...household, village })));

/** The list that the rules call by this name: 'Hộ thoát nghèo'. null for one that cannot be made from a review. */
export function listNamed(name: string, villages: readonly Pick<PaperVillage, 'name' | 'classified'>[]): ListedHousehold[] | null {
  const found = (Object.entries(NAMES) as [ResultGroup, string][]).find(([, own]) => spelling(own) === spelling(name));
  return found ? inGroup(villages, found[0]) : null;
}

export const count = (n: number): string => thousands(n);
