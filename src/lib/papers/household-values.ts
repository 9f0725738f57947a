/** What a household writes on its own forms (Mẫu số 01, Mẫu số 04): the head and, on the first, its members. */
import { membersOf } from '../process/recognised.ts';
import type { Row } from '../review/types.ts';
import { within } from './common-values.ts';
import type { Ask, Field, PaperFacts, Value, Values } from './paper.ts';

export const householdOf = ({ village, about }: Pick<PaperFacts, 'village' | 'about'>): Row | undefined =>
  about === '' ? undefined : village?.classified.data.households.find(({ id }) => id === about);

const cell = (row: Row | undefined, key: string): string => String(row?.cells[key] ?? '').trim();
const fromCell =
  (key: string) =>
  (facts: PaperFacts): string =>
    cell(householdOf(facts), key);

const line = (name: string, label: string, initial: Ask['initial'] = () => '', hint?: string): Ask => ({
  ...{ name, label, kind: 'line', initial },
  ...(hint !== undefined && { hint }),
});

/** An empty answer is a row of dots. */
export const HOUSEHOLD_ASKS: readonly Ask[] = [
  line('họ và tên', 'Họ và tên người đề nghị', fromCell('head')),
  line('ngày sinh', 'Sinh ngày', fromCell('birth')),
  line('dân tộc', 'Dân tộc', fromCell('ethnic')),
  line('số cccd', 'Số CCCD/CMND', fromCell('cccd')),
  line('ngày cấp', 'Ngày cấp'),
  line('nơi thường trú', 'Nơi thường trú', (facts) =>
    householdOf(facts) ? [facts.village?.name ?? '', within(facts.unit)].filter(Boolean).join(', ') : '',
  ),
];

export const SEX_FIELDS: readonly Field[] = [
  { name: 'giới tính', about: 'Giới tính: 1 là Nam, 2 là Nữ', kind: 'text' },
  { name: 'ô nam', about: 'Ô Nam: ☒ hoặc ☐', kind: 'text' },
  { name: 'ô nữ', about: 'Ô Nữ: ☒ hoặc ☐', kind: 'text' },
];

const sexCode = (row: Row | undefined): string => ({ Nam: '1', Nữ: '2' })[cell(row, 'sex')] ?? '';
const box = (isSo: boolean): string => (isSo ? '☒' : '☐');

export function sexValues(facts: PaperFacts): Values {
  const code = sexCode(householdOf(facts));
  return { 'giới tính': code || null, 'ô nam': box(code === '1'), 'ô nữ': box(code === '2') };
}

export const MEMBERS_FIELD: Field = {
  name: 'từng thành viên',
  about: 'Thành viên của hộ; với hộ chưa có trong danh sách là các dòng trống',
  kind: 'list',
  fields: [
    { name: 'tt', about: 'Số thứ tự', kind: 'text' },
    { name: 'họ và tên', about: 'Họ và tên', kind: 'text' },
    { name: 'giới tính', about: 'Giới tính: 1 là Nam, 2 là Nữ', kind: 'text' },
    { name: 'ngày sinh', about: 'Ngày, tháng, năm sinh', kind: 'text' },
    { name: 'quan hệ', about: 'Quan hệ với chủ hộ', kind: 'text' },
  ],
};
/** Rows to write on by hand, of a household whose members nobody has written yet. */
const EMPTY_ROWS = 5;

export function memberRows(facts: PaperFacts): Values[] {
  const household = householdOf(facts);
  const members = household ? membersOf(household, facts.village?.classified.data.members ?? []) : [];
  if (members.length === 0)
    return Array.from({ length: EMPTY_ROWS }, () => ({ tt: '', 'họ và tên': '', 'giới tính': '', 'ngày sinh': '', 'quan hệ': '' }));
  return members.map((member, n) => ({
    tt: String(n + 1),
    'họ và tên': cell(member, 'name'),
    'giới tính': sexCode(member),
    'ngày sinh': cell(member, 'birth'),
    'quan hệ': cell(member, 'relation'),
  }));
}

/** A form with personal data is made only for who may see those; an empty one for anybody. */
export function householdMissing(facts: PaperFacts): string[] {
  if (facts.about === '') return [];
  if (!householdOf(facts)) return ['Hộ này không có trong danh sách của thôn. Hãy chọn hộ khác, hoặc in mẫu trống.'];
  return facts.village?.classified.withoutPersonal
    ? ['Tài khoản này không được xem số CCCD và ngày sinh. Hãy nhờ rà soát viên hoặc cán bộ xã in, hoặc chọn mẫu trống.']
    : [];
}

/** What the household wrote when its request was taken in. */
export const requestText = ({ village, about }: Pick<PaperFacts, 'village' | 'about'>, ask: 'enter' | 'leave'): string => {
  const acts = village?.standing.acts ?? [];
  const found = acts.findLast((act) => act.kind === 'requested' && act.data.household === about && act.data.ask === ask);
  return about !== '' && found?.kind === 'requested' ? found.data.text : '';
};

/** How many … there is room for, where the person writes by hand: 32 make a line. */
const ROOM: Readonly<Record<string, number>> = {
  'họ và tên': 9,
  'giới tính': 2,
  'ngày sinh': 9,
  'dân tộc': 8,
  'số cccd': 9,
  'ngày cấp': 6,
  'cơ quan cấp': 22,
  'nơi thường trú': 21,
  'nơi ở hiện tại': 21,
};
const EMPTY_LINES = 3;

/** A form that a household fills in by hand has longer dots than other papers. @param written its free texts, as lists of paragraphs. */
export const withRoom = (values: Values, written: readonly string[]): Values =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]): [string, Value] => {
      if (value === null && ROOM[field] !== undefined) return [field, '…'.repeat(ROOM[field])];
      if (written.includes(field) && Array.isArray(value) && value[0]?.đoạn === null)
        return [field, Array.from({ length: EMPTY_LINES }, () => ({ đoạn: '…'.repeat(29) }))];
      return [field, value];
    }),
  );
