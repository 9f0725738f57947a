/** What somebody should check before the lists are handed in. forms/identities.ts checks figures across forms. */
import { B1_TABLES, b1TableOf } from './b1-tables.ts';
import { checkCell } from './cell-input.ts';
import { CAUSE_GROUP, columnOf, columnsOf, INDICATOR_GROUP } from './columns.ts';
import { itemLabel } from './item-field.ts';
import { limitIn } from './limits.ts';
import { householdName, problemOf, textOf } from './check-place.ts';
import { checkFormulaValues, type FormulaValue } from './check-formula-values.ts';
import { checkHints } from './check-hints.ts';
import { checkPersons } from './check-persons.ts';
import { checkServices } from './check-services.ts';
import { checkVillages } from './check-villages.ts';
import type { Classified, Results } from './classify.ts';
import { readBy } from './condition-text.ts';
import { codeOf, LIVINGS, move, UNSETTLED } from './formula-columns.ts';
import { CODE_TWICE } from './identity.ts';
import { MISTAKEN_FIELD, MISTAKEN_LABEL } from './mistaken.ts';
import type { Round } from './plans.ts';
import type { Standard } from './standards.ts';
import type { Problem, Row } from './types.ts';

export type { FormulaValue };

const INCOMES: readonly string[] = columnsOf('list01').flatMap(({ asked, type, label }) => (asked && type === 'money' ? [label] : []));
const labelsOf = (keys: readonly string[]): string[] => keys.flatMap((key) => columnOf('list01', key)?.label ?? []);

/**
 * What a household is known to lack. The key is the text in the column 'Thiếu thông tin'; `column` is where to write it; `needed` when a
 * figure of the forms rests on it.
 */
const MISSING: Readonly<Record<string, { column: string; code: string; needed?: true }>> = {
  'Họ và tên chủ hộ': { column: 'Họ và tên chủ hộ', code: 'head-missing' },
  'Số nhân khẩu': { column: 'Số nhân khẩu', code: 'size-missing', needed: true },
  'Khu vực của thôn': { column: 'Thôn', code: 'area-missing' },
  'Phiếu A': { column: 'Phiếu A', code: 'form-a-missing', needed: true },
  ...Object.fromEntries(B1_TABLES.map(({ label }) => [label, { column: label, code: 'b1-missing' }])),
  'Chỉ số thiếu hụt ghi khác x': { column: INDICATOR_GROUP, code: 'indicator-unclear' },
  'Nguyên nhân nghèo': { column: CAUSE_GROUP, code: 'cause-missing' },
  ...Object.fromEntries(INCOMES.map((label) => [label, { column: label, code: 'income-missing' }])),
};
/** Without one of these there is no class; the problem about the class then covers it. */
const forClass = (standard: Standard): ReadonlySet<string> =>
  new Set(['Khu vực của thôn', ...labelsOf(readBy(standard.classes, standard)), 'Chỉ số thiếu hụt ghi khác x']);
const forLiving = (standard: Standard): ReadonlySet<string> =>
  new Set(['Khu vực của thôn', ...labelsOf(readBy(standard.living, standard)).filter((label) => INCOMES.includes(label))]);
const GONE: ReadonlySet<unknown> = new Set([move('poor-other-out'), move('near-other-out'), move('out')]);

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
      ...checkFormA(row, round),
      ...checkResult(row, result, round),
    );
  }
  for (const row of data.members) problems.push(...checkDisputed(row), ...checkCells(row));
  return [
    ...problems,
    ...checkPersons(data),
    ...checkHints(classified),
    ...checkServices(classified),
    ...checkFormulaValues(classified, formulaValues),
  ];
}

/** Nobody has settled the conflict yet. When the result rests on it, the household is in no column of the forms. */
function checkDisputed(row: Row, result?: Results): Problem[] {
  if (!row.disputed?.length) return [];
  const labels = row.disputed
    .map(
      (key) =>
        columnOf(row.sheet, key)?.label ?? (key === 'sheet' ? 'Danh sách' : key === MISTAKEN_FIELD ? MISTAKEN_LABEL : itemLabel(key)),
    )
    .join(', ');
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

/** Allowed, but whoever inspects the list must see it. */
function checkFormA(row: Row, { standard }: Round): Problem[] {
  const { request, formA, formAWhy } = row.cells;
  const limit = limitIn(standard, 'NGUONG_PHIEU_A', 'rural');
  if (request !== 'x' || typeof formA !== 'number' || limit === undefined || formA < limit || !formAWhy) return [];
  const text = `${householdName(row)} có ${formA} tiêu chí Phiếu A (từ ${limit} thì không đưa vào Danh sách 01), vẫn rà soát vì: ${String(formAWhy)}`;
  return [problemOf(row, 'warning', 'form-a-against', text, 'Phiếu A')];
}

function checkResult(row: Row, result: Results, { standard, plan }: Round): Problem[] {
  const who = householdName(row);
  const missing = String(result.missing ?? '')
    .split('; ')
    .filter((label) => label in MISSING);
  const error = (code: string, what: string, column?: string): Problem => problemOf(row, 'error', code, `${who} ${what}`, column);
  const lacking = (labels: string[]): string => (labels.length ? `, còn thiếu: ${labels.join(', ')}` : '');

  if (textOf(row, 'village') === '') return [error('no-village', 'chưa ghi thôn nên không vào biểu nào', 'Thôn')];
  if (GONE.has(result.move)) return [];
  const living = codeOf(LIVINGS, result.living);
  const [income] = labelsOf(readBy(standard.living, standard)).filter((label) => INCOMES.includes(label));
  const b1 = b1TableOf(standard)?.label ?? 'Điểm B1';
  if (living === 'to-list-01' || (row.sheet === 'list02' && result.list === '01'))
    return [
      error(
        'to-list-01',
        'phải đưa vào Danh sách 01 để rà soát hộ nghèo, hộ cận nghèo',
        living ? (income ?? 'Thu nhập bình quân') : 'Giấy đề nghị',
      ),
    ];
  if (living === 'need-b1') return [error('need-b1', `có thu nhập trong mức chuẩn nghèo, cần chấm ${b1}`, b1)];

  const problems: Problem[] = [];
  const said = new Set<string>();
  const cannot = (code: string, what: string, needed: ReadonlySet<string>): void => {
    const labels = missing.filter((label) => needed.has(label));
    labels.forEach((label) => said.add(label));
    const [first = '', ...others] = labels;
    // A list that lacks only the areas has this problem for each household: where all have it, one sentence can stand for them.
    const onlyArea = first === 'Khu vực của thôn' && others.length === 0;
    problems.push(error(onlyArea ? 'area-missing' : code, what + lacking(labels), MISSING[first]?.column));
  };
  const onList01 = row.sheet === 'list01' && result.list === '01';
  if (onList01 && !result.class) cannot('unclassified', 'chưa phân loại được', forClass(standard));
  // For a household found not poor the class is known; its living standard can be written later.
  else if (plan.living && !living && !onList01) cannot('unclassified', 'chưa xác định được mức sống', forLiving(standard));
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
