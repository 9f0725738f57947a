/** Báo cáo kết quả sơ bộ (phụ lục 11; in the form of the report of thành phố Bắc Kạn, 2023). */
import type { Paper } from '../paper.ts';
import { REPORT_FIELDS, reportAsks, reportMissing, reportValues } from './result-report.ts';

const ASKS = reportAsks('so-bo');

export const PRELIMINARY: Paper = {
  id: 'preliminary',
  asks: ASKS,
  fields: REPORT_FIELDS,
  missing: reportMissing,
  values: (facts, record) => reportValues('preliminary', ASKS, facts, record),
};
