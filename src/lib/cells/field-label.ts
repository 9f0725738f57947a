/** The label of a field on the forms. Readers of a history need it, because fields arrive there as keys. */
import { columnOf } from '../review/columns.ts';
import type { CellValue, SheetId } from '../review/types.ts';
import { SHAPE_FIELD } from '../shapes/shape.ts';
import { COMMENT_PREFIX } from './comments.ts';
import { isItemField, itemLabel } from '../review/item-field.ts';
import { MISTAKEN_FIELD, MISTAKEN_LABEL } from '../review/mistaken.ts';
import { REGION_FIELD, scoreFieldLabel, scoreValueText } from './score-records.ts';
import { ACT_FIELD, DECIDES_FIELD, firstPart } from './server-fields.ts';
import { MOVE_LABELS, MOVE_PREFIX, moveValueText } from './village-moves.ts';
import { SEEN_PREFIX } from './apart.ts';
import { PLAN_ROW, REPORT_PREFIX } from './plan-record.ts';
import { planFieldLabel, planValueText } from './plan-words.ts';
import {
  ASIDE_FIELD,
  HOUSEHOLD_PREFIX,
  LOCKED_FIELD,
  MEMBER_PREFIX,
  ORDER_FIELD,
  ROUND_ROW,
  SCORES_PREFIX,
  SHEET_FIELD,
  VILLAGE_PREFIX,
} from './review-rooms.ts';
import { TEAM_FIELDS, TEAM_PREFIX, teamValueText } from './team.ts';

const SHEETS: [prefix: string, sheets: SheetId[]][] = [
  [HOUSEHOLD_PREFIX, ['list01', 'list02']],
  [MEMBER_PREFIX, ['members']],
  [VILLAGE_PREFIX, ['villages']],
];

const OWN: Record<string, string> = {
  [SHEET_FIELD]: 'Danh sách',
  [ORDER_FIELD]: 'Thứ tự',
  [LOCKED_FIELD]: 'Khóa danh sách',
  [ASIDE_FIELD]: 'Để riêng',
  [MISTAKEN_FIELD]: MISTAKEN_LABEL,
  [SHAPE_FIELD]: 'Hình trên bản đồ',
  unit: 'Tên xã',
  year: 'Năm',
  plan: 'Kế hoạch',
  standard: 'Bộ chuẩn',
  area: 'Khu vực',
  areaFrom: 'Khu vực từ ngày',
  areaBefore: 'Khu vực trước đó',
  areaDay: 'Ngày tính khu vực',
  [REGION_FIELD]: 'Vùng',
  beside: 'Chuẩn song song',
  [DECIDES_FIELD]: 'Họp dân có kết luận khác điểm',
};

const OF_COMMENT: Record<string, string> = {
  about: 'Ý kiến về dòng',
  column: 'Ý kiến về cột',
  text: 'Ý kiến',
  mentions: 'Gọi ai',
  task: 'Giao việc',
  resolved: 'Đã giải quyết',
};

/** A value of the commune's records as people read it; of the lists, as it is. */
export const valueText = (row: string, field: string, value: CellValue): CellValue =>
  // A member's names its household.
  field === MISTAKEN_FIELD && value !== null && row.startsWith(MEMBER_PREFIX) ? 'Theo hộ' : recordText(row, field, value);

const recordText = (row: string, field: string, value: CellValue): CellValue =>
  // Nobody reads coordinates.
  field === SHAPE_FIELD && value !== null && row.startsWith(VILLAGE_PREFIX)
    ? 'có hình'
    : moveValueText(row, field, scoreValueText(row, field, teamValueText(row, field, planValueText(row, field, value))));

/** Returns the key itself for a field of a newer version. */
export function fieldLabel(row: string, field: string): string {
  const moved = MOVE_LABELS[firstPart(field)];
  if (moved !== undefined && (field !== `${ACT_FIELD}kind` || row.startsWith(MOVE_PREFIX)) && !row.startsWith('act:')) return moved;
  if (row.startsWith(COMMENT_PREFIX)) return Object.hasOwn(OF_COMMENT, field) ? (OF_COMMENT[field] ?? field) : field;
  if (row === ROUND_ROW && field === ASIDE_FIELD) return 'Cất đợt rà soát';
  if (row.startsWith(TEAM_PREFIX)) return TEAM_FIELDS[field] ?? field;
  if (row === PLAN_ROW || row.startsWith(REPORT_PREFIX)) return planFieldLabel(row, field) ?? field;
  if (row.startsWith(SCORES_PREFIX)) return scoreFieldLabel(field);
  if (isItemField(field)) return itemLabel(field);
  if (row.startsWith(SEEN_PREFIX)) return 'Đã xem, giữ cả hai';
  const sheets = SHEETS.find(([prefix]) => row.startsWith(prefix))?.[1] ?? [];
  for (const sheet of sheets) {
    const column = columnOf(sheet, field);
    if (column) return column.label;
  }
  return Object.hasOwn(OWN, field) ? (OWN[field] ?? field) : field;
}
