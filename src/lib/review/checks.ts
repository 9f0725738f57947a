/** What somebody should check before the lists are handed in. forms/identities.ts checks figures across forms. */
import { checkCell } from './cell-input.ts';
import { CAUSE_GROUP, columnOf, columnsOf, INDICATOR_GROUP } from './columns.ts';
import { householdName, problemOf, textOf } from './check-place.ts';
import { checkFormulaValues, type FormulaValue } from './check-formula-values.ts';
import { checkPersons } from './check-persons.ts';
import { checkVillages } from './check-villages.ts';
import type { Classified, Results } from './classify.ts';
import { codeOf, LIVINGS, move, UNSETTLED } from './formula-columns.ts';
import { CODE_TWICE } from './identity.ts';
import type { Problem, Row } from './types.ts';

export type { FormulaValue };

/**
 * What a household is known to lack. The key is the text in the column 'Thiếu thông tin'; `column` is where to write it; `needed` when a
 * figure of the forms rests on it.
 */
const MISSING: Readonly<Record<string, { column: string; code: string; needed?: true }>> = {
  'Họ và tên chủ hộ': { column: 'Họ và tên chủ hộ', code: 'head-missing' },
  'Số nhân khẩu': { column: 'Số nhân khẩu', code: 'size-missing', needed: true },
  'Khu vực của thôn': { column: 'Thôn', code: 'area-missing' },
  'Phiếu A': { column: 'Phiếu A', code: 'form-a-missing', needed: true },
  'Điểm B1': { column: 'Điểm B1', code: 'b1-missing' },
  'Chỉ số thiếu hụt ghi khác x': { column: INDICATOR_GROUP, code: 'indicator-unclear' },
  'Nguyên nhân nghèo': { column: CAUSE_GROUP, code: 'cause-missing' },
  'Thu nhập bình quân': { column: 'Thu nhập bình quân', code: 'income-missing' },
};
/** Without one of these there is no class; the problem about the class then covers it. */
const FOR_CLASS = new Set(['Khu vực của thôn', 'Điểm B1', 'Chỉ số thiếu hụt ghi khác x']);
const GONE: ReadonlySet<unknown> = new Set([move('poor-other-out'), move('near-other-out'), move('out')]);
const FOR_LIVING = new Set(['Khu vực của thôn', 'Thu nhập bình quân']);

export function checkReview(classified: Classified, formulaValues: readonly FormulaValue[] = []): Problem[] {
  const { data, results, round } = classified;
  const problems = checkVillages(classified);
  const codes = new Map<string, Row>();
  for (const row of data.households) {
    const result = results.get(row.id);
    if (!result) continue;
    problems.push(
      ...checkDisputed(row, result),
      ...checkCells(row),
      ...checkCode(row, codes),
      ...checkResult(row, result, round.plan.living),
    );
  }
  for (const row of data.members) problems.push(...checkDisputed(row), ...checkCells(row));
  return [...problems, ...checkPersons(data), ...checkFormulaValues(classified, formulaValues)];
}

/** Nobody has settled the conflict yet. When the result rests on it, the household is in no column of the forms. */
function checkDisputed(row: Row, result?: Results): Problem[] {
  if (!row.disputed?.length) return [];
  const labels = row.disputed.map((key) => columnOf(row.sheet, key)?.label ?? (key === 'sheet' ? 'Danh sách' : key)).join(', ');
  const open = result?.class === UNSETTLED || result?.living === UNSETTLED;
  const who = row.sheet === 'members' ? `thành viên ${textOf(row, 'name') || 'chưa có tên'}` : householdName(row);
  const text = `${who} có ô hai người ghi khác nhau, chưa ai chọn: ${labels}; ${open ? 'chưa thống nhất nên chưa tính vào cột kết quả nào' : 'số liệu đang tính theo giá trị ghi sau'}`;
  return [problemOf(row, open ? 'error' : 'warning', open ? 'unsettled' : 'disputed', text)];
}

function checkCells(row: Row): Problem[] {
  const problems: Problem[] = [];
  for (const column of columnsOf(row.sheet)) {
    const value = row.cells[column.key] ?? null;
    const found = value === null ? null : checkCell(column, value);
    if (found) problems.push(problemOf(row, found.severity, found.code, found.text.replace(/\.$/, ''), column.label));
  }
  return problems;
}

/** A household occurs once in a round; twice, it is counted twice. */
function checkCode(row: Row, codes: Map<string, Row>): Problem[] {
  const code = textOf(row, 'code');
  const first = codes.get(code);
  if (code !== '' && !first) codes.set(code, row);
  return code !== '' && first
    ? [problemOf(row, CODE_TWICE.severity, CODE_TWICE.code, `Mã hộ ${code} đã dùng cho ${textOf(first, 'head')}`, 'Mã hộ')]
    : [];
}

function checkResult(row: Row, result: Results, asksLiving: boolean): Problem[] {
  const who = householdName(row);
  const missing = String(result.missing ?? '')
    .split('; ')
    .filter((label) => label in MISSING);
  const error = (code: string, what: string, column?: string): Problem => problemOf(row, 'error', code, `${who} ${what}`, column);
  const lacking = (labels: string[]): string => (labels.length ? `, còn thiếu: ${labels.join(', ')}` : '');

  if (textOf(row, 'village') === '') return [error('no-village', 'chưa ghi thôn nên không vào biểu nào', 'Thôn')];
  if (GONE.has(result.move)) return [];
  const living = codeOf(LIVINGS, result.living);
  if (living === 'to-list-01' || (row.sheet === 'list02' && result.list === '01'))
    return [
      error('to-list-01', 'phải đưa vào Danh sách 01 để rà soát hộ nghèo, hộ cận nghèo', living ? 'Thu nhập bình quân' : 'Giấy đề nghị'),
    ];
  if (living === 'need-b1') return [error('need-b1', 'có thu nhập trong mức chuẩn nghèo, cần chấm Điểm B1', 'Điểm B1')];

  const problems: Problem[] = [];
  const said = new Set<string>();
  const cannot = (code: string, what: string, needed: ReadonlySet<string>): void => {
    const labels = missing.filter((label) => needed.has(label));
    labels.forEach((label) => said.add(label));
    problems.push(error(code, what + lacking(labels), MISSING[labels[0] ?? '']?.column));
  };
  const onList01 = row.sheet === 'list01' && result.list === '01';
  if (onList01 && !result.class) cannot('unclassified', 'chưa phân loại được', FOR_CLASS);
  // For a household found not poor the class is known; its living standard can be written later.
  else if (asksLiving && !living && !onList01) cannot('unclassified', 'chưa xác định được mức sống', FOR_LIVING);
  for (const label of missing) {
    const place = MISSING[label];
    if (place && !said.has(label))
      problems.push(
        problemOf(
          row,
          place.needed ? 'error' : 'warning',
          place.code,
          `${who} chưa ghi ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
          place.column,
        ),
      );
  }
  return problems;
}
