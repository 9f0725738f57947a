/** Báo cáo kết quả chính thức: as the preliminary one, with movements, deprivations and causes. */
import type { Ask, Paper } from '../paper.ts';
import { paragraphFields } from '../paragraphs.ts';
import { REPORT_FIELDS, reportAsks, reportMissing, reportValues } from './result-report.ts';

const PROPOSALS: Ask = { name: 'kiến nghị', label: 'IV.3. Kiến nghị, đề xuất', kind: 'text', initial: () => '' };
const ASKS = reportAsks('chinh-thuc', [PROPOSALS]);

export const FINAL: Paper = {
  id: 'final',
  asks: ASKS,
  fields: [...REPORT_FIELDS, ...paragraphFields([PROPOSALS])],
  missing: reportMissing,
  values: (facts, record) => reportValues('final', ASKS, facts, record),
};
