/** The four lists of a result, as papers show them: names, persons and movements, nothing personal. The same groups as the posting. */
import { groupedHouseholds, type ResultGroup } from '../process/posted.ts';
import type { Classified } from '../review/classify.ts';
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

/** The four lists of one village, or of all of them together. */
export function listValues(villages: readonly Pick<PaperVillage, 'name' | 'classified'>[]): Values {
  const values: Record<string, Values[string]> = {};
  for (const [group, name] of Object.entries(NAMES) as [ResultGroup, string][]) {
    const households = villages.flatMap(({ name: village, classified }) =>
      groupedHouseholds(classified)[group].map((household) => ({ ...household, village })),
    );
    const sizes = households.map(({ size }) => size);
    values[`từng ${name}`] = households.map(({ head, size, move, before, village }, n) => ({
      stt: String(n + 1),
      'chủ hộ': head,
      'nhân khẩu': size === null ? null : String(size),
      thôn: village,
      'diễn biến': move,
      'kết quả năm trước': before,
    }));
    values[`có ${name}`] = households.length > 0;
    values[`số ${name}`] = few(households.length);
    values[`số nhân khẩu ${name}`] = sizes.some((size) => size === null)
      ? null
      : few(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0));
  }
  return values;
}

/** Households on the list of those to review. */
export const reviewedCount = ({ data, results }: Classified): number =>
  data.households.filter(({ id, sheet }) => sheet === 'list01' && results.has(id)).length;

export const count = (n: number): string => thousands(n);
