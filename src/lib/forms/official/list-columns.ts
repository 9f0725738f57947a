/** Columns that several list forms share, and what makes a list personal. */
import { columnOf } from '../../review/columns.ts';
import type { ListColumn, ListForm, Source } from './description.ts';

export const LINE: ListColumn = { text: 'STT', source: { from: 'line' }, width: 6, align: 'center' };
/** Readers of these lists start a new household at each line that has this number. */
export const HOUSEHOLD: ListColumn = { text: 'STT hộ', source: { from: 'household' }, width: 6, align: 'center' };
export const HEAD: ListColumn = { text: 'Họ và tên chủ hộ', source: { from: 'text', key: 'head' }, width: 26 };
export const NAME: ListColumn = { text: 'Họ và tên', source: { from: 'member', key: 'name' }, width: 25 };
export const RELATION: ListColumn = { text: 'Quan hệ với chủ hộ', source: { from: 'member', key: 'relation' }, width: 12 };
export const BIRTH: ListColumn = { text: 'Ngày sinh', source: { from: 'member', key: 'birth' }, width: 14, align: 'center' };
export const SEX: ListColumn = { text: 'Giới tính', source: { from: 'member', key: 'sex' }, width: 7, align: 'center' };
export const CCCD: ListColumn = { text: 'Số CCCD/ số định danh', source: { from: 'member', key: 'cccd' }, width: 18, align: 'center' };
export const ETHNIC: ListColumn = { text: 'Dân tộc', source: { from: 'member', key: 'ethnic' }, width: 10, align: 'center' };
export const VILLAGE: ListColumn = { text: 'Thôn', source: { from: 'text', key: 'village' }, width: 17 };
export const SIZE: ListColumn = { text: 'Số nhân khẩu', source: { from: 'live', key: 'size' }, width: 8, align: 'center' };
export const B1: ListColumn = { text: 'Điểm B1', source: { from: 'live', key: 'b1' }, width: 7, align: 'center' };
export const B2: ListColumn = { text: 'Điểm B2', source: { from: 'live', key: 'b2' }, width: 7, align: 'center' };
export const MOVE: ListColumn = { text: 'Diễn biến', source: { from: 'live', key: 'move' }, width: 30 };
export const NOTE: ListColumn = { text: 'Ghi chú', source: { from: 'text', key: 'note' }, width: 18 };
export const AGE: ListColumn = { text: 'Tuổi', source: { from: 'age' }, width: 6, align: 'center' };
/** Filled in by hand after the chairman has signed. */
export const DECISION: readonly ListColumn[] = [
  { text: 'Quyết định công nhận', source: { from: 'nothing' }, width: 9 },
  { text: 'Ngày ban hành quyết định', source: { from: 'nothing' }, width: 10, align: 'center' },
];
export const GROUPS: readonly ListColumn[] = [
  { text: 'Hộ DTTS', source: { from: 'live', key: 'minority' }, width: 5.5, align: 'center' },
  { text: 'Hộ không có khả năng lao động', source: { from: 'live', key: 'noLabour' }, width: 7, align: 'center' },
  { text: 'Hộ có thành viên người có công', source: { from: 'live', key: 'merit' }, width: 7.5, align: 'center' },
  { text: 'Nguyên nhân nghèo', source: { from: 'causes' }, width: 19 },
];

/** The column with a limited width. */
export const narrow = (column: ListColumn, width: number): ListColumn => ({ ...column, width });

/** Where a list has its title and first line if no official workbook lays it out. */
export const USUAL_PLACE = { titleRow: 4, firstRow: 8, firstColumn: 1 } as const;

/** Whether a column of a list holds personal data, or reveals some. */
export const isPersonalSource = (source: Source): boolean => {
  if (source.from === 'age' || source.from === 'idTrouble') return true;
  if (source.from === 'member') return columnOf('members', source.key)?.personal ?? false;
  return (source.from === 'text' || source.from === 'live') && (columnOf('list01', source.key)?.personal ?? false);
};

/** A list is personal if one of its columns is, so nobody has to remember to mark it. */
export const listForm = (form: Omit<ListForm, 'personal'>): ListForm => ({
  ...form,
  personal: form.columns.some(({ source }) => isPersonalSource(source)),
});
