/** The four lists of a result as tables, each with what is said where it is empty. */
import { body, heading, line, listTable, unless, when, type Block, type TableColumn } from './layout.ts';

export const LISTS = ['hộ nghèo', 'hộ cận nghèo', 'hộ thoát nghèo', 'hộ thoát cận nghèo'] as const;
const ROMAN = ['I', 'II', 'III', 'IV'];

export const HOUSEHOLD_COLUMNS: readonly TableColumn[] = [
  { heading: 'STT', text: '{stt}', width: 10, align: 'center' },
  { heading: 'Họ và tên chủ hộ', text: '{chủ hộ}', width: 33 },
  { heading: 'Số nhân khẩu', text: '{nhân khẩu}', width: 11, align: 'center' },
  { heading: 'Kết quả năm trước', text: '{kết quả năm trước}', width: 20 },
  { heading: 'Diễn biến', text: '{diễn biến}', width: 30 },
];
export const HOUSEHOLDS_WITH_VILLAGE: readonly TableColumn[] = [
  ...HOUSEHOLD_COLUMNS.slice(0, 2),
  { heading: 'Thôn, tổ dân phố', text: '{thôn}', width: 22 },
  ...HOUSEHOLD_COLUMNS.slice(2),
];

/** @param name the heading above all four. @param villages with the village of each household. */
export const householdList = (name: string | null, villages = false): Block[] => [
  ...(name === null ? [] : [line(name, { bold: true, align: 'center', after: 200 })]),
  ...LISTS.flatMap((list, n) => [
    heading(`${ROMAN[n]}. ${list.toLocaleUpperCase('vi')}: {số ${list}} hộ, {số nhân khẩu ${list}} nhân khẩu`),
    ...unless(`từng ${list}`, [body('Không có.')]),
    ...when(`có ${list}`, [listTable(`từng ${list}`, villages ? HOUSEHOLDS_WITH_VILLAGE : HOUSEHOLD_COLUMNS), line('', { after: 120 })]),
  ]),
];
