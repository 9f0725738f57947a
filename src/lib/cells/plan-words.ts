/** The commune's copy of its plan in the history: what its fields are called, and what their values say. */
import { dayText } from '../review/iso-day.ts';
import { postedLabel } from '../review/posted-columns.ts';
import { attendingLabel } from '../review/quorum.ts';
import { STEPS } from '../review/rules.ts';
import { SERVICES } from '../review/services.ts';
import type { CellValue } from '../review/types.ts';
import { WEEKDAYS } from '../review/weekly.ts';
import { isStepId, kindsIn, postedIn, stepIds, TARGET } from './plan-cells.ts';
import { DONE, PLAN_ROW, REPORT_PREFIX } from './plan-record.ts';

/** `day.STEP`, `name.STEP` and `target.SERVICE` beside these. */
const PLAN_FIELDS: Readonly<Record<string, string>> = {
  of: 'Sửa từ kế hoạch',
  from: 'Ngày bắt đầu đợt',
  to: 'Ngày cuối của đợt',
  steps: 'Các bước',
  opinion: 'Người cho ý kiến',
  places: 'Nơi niêm yết',
  shows: 'Cột được niêm yết thêm',
  visitors: 'Nhận ý kiến trên trang niêm yết',
  live: 'Huyện, tỉnh xem số liệu trực tiếp',
  agreeing: 'Tỷ lệ đồng ý (%)',
  below: 'Không đủ đồng ý thì làm lại từ',
  within: 'Ngày họp, quyết định trong thời gian của đợt',
  quorumPeople: 'Số người dự họp ít nhất',
  quorumShare: 'Tỷ lệ hộ trong danh sách có đại diện dự họp (%)',
  quorumKinds: 'Thành phần phải có ở cuộc họp',
  reviewers: 'Số rà soát viên mỗi thôn',
  communeShare: 'Tỷ lệ rà soát viên của xã (%)',
  headReviews: 'Trưởng thôn làm rà soát viên',
};
const REPORT_FIELDS: Readonly<Record<string, string>> = {
  name: 'Tên báo cáo',
  due: 'Hạn báo cáo',
  weekday: 'Thứ trong tuần',
  time: 'Giờ',
  to: 'Nơi nhận',
  forms: 'Các biểu',
  gone: 'Bỏ báo cáo',
};

/** 'Đã gửi báo cáo của ngày …' and the like; null for a field of a newer version. */
export function planFieldLabel(row: string, field: string): string | null {
  if (row === PLAN_ROW) {
    const [, what, step = ''] = /^(day|name)\.(.*)$/.exec(field) ?? [];
    if (what && isStepId(step)) return `${what === 'day' ? 'Ngày cuối của bước' : 'Tên bước'} ${STEPS[step]}`;
    const service = field.startsWith(TARGET) && SERVICES.find(({ key }) => TARGET + key === field);
    if (service) return `Chỉ tiêu (%): ${service.name}`;
    return PLAN_FIELDS[field] ?? null;
  }
  if (field.startsWith(DONE)) return `Đã gửi báo cáo của ngày ${dayText(field.slice(DONE.length))}`;
  return REPORT_FIELDS[field] ?? null;
}

/** Steps by their names, yes and no as words; everything else as it is. */
export function planValueText(row: string, field: string, value: CellValue): CellValue {
  if (row !== PLAN_ROW && !row.startsWith(REPORT_PREFIX)) return value;
  if (field === 'steps' || field === 'below')
    return (
      stepIds(value)
        ?.map((step) => STEPS[step])
        .join(', ') ?? value
    );
  if (field === 'shows')
    return (
      postedIn(value)
        ?.map((key) => postedLabel(key))
        .join(', ') || 'không cột nào'
    );
  if (field === 'quorumKinds') return kindsIn(value)?.map(attendingLabel).join(', ') || 'không yêu cầu';
  if (field.startsWith(TARGET) && value === '-') return 'không đặt';
  if (field.startsWith('quorum') && value === '-') return 'không yêu cầu';
  if (field.startsWith('day.') && value === '-') return 'không có hạn';
  if (field === 'weekday' && typeof value === 'number') return WEEKDAYS[value] ?? value;
  return value === 'x' ? 'có' : value === '-' ? 'không' : value;
}
