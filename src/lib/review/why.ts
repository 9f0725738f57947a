/**
 * "Vì sao?": why a household has its result. Every figure and every result text comes from running the classifier on this household; what
 * would change the result is found by running it again, never by a separate rule.
 */
import { formatNumber } from './cell-number.ts';
import type { Classifier, Results } from './classify.ts';
import { LEAVING, URBAN } from './columns.ts';
import { decidingInputs } from './deciding.ts';
import { excelKey } from './excel-key.ts';
import { citeOf, FORMULA_COLUMNS, type FormulaKey } from './formula-columns.ts';
import { indicatorsOf, type Counting } from './indicators.ts';
import { PERSONAL_WORDS, seen, UNSEEN } from './personal.ts';
import type { CellValue, Row } from './types.ts';

export interface WhyLine {
  /** 'Điểm B1 = 140' */
  fact: string;
  /** '≤ 140': how the fact compares with the standard's limit. */
  against?: string;
  /** 'trong mức thu nhập' */
  meaning?: string;
  /** The names behind a count. */
  names?: readonly string[];
}

export interface Why {
  household: string;
  /** In capitals, as a heading: 'HỘ NGHÈO'. */
  verdict: string;
  lines: WhyLine[];
  /** What must be written before there is a result. */
  missing: string[];
  /** 'Nếu Điểm B1 là 141: Không nghèo; Thoát nghèo, vượt chuẩn cận nghèo' */
  whatIf: string[];
  cites: string[];
}

const text = (value: CellValue | undefined): string => (value === null || value === undefined ? '' : String(value));
const known = (value: CellValue): string => seen(text(value));
const isLeaving = (row: Row): boolean => LEAVING.some((word) => word === row.cells.change);
const isDeprived = (row: Row, key: string): boolean => excelKey(row.cells[key]) === 'x';

/** @param disputed fields of this household that are in conflict. */
export function explainHousehold(classifier: Classifier, row: Row, disputed: Iterable<string> = []): Why {
  const results = classifier.results(row);
  const open = [...disputed];
  return {
    household: text(row.cells.head) || text(row.cells.code) || 'chưa ghi tên',
    verdict: verdictOf(classifier, row, results, open),
    lines:
      row.sheet === 'list02'
        ? livingLines(classifier, row, results)
        : [...classLines(classifier, row, results), ...livingLines(classifier, row, results)],
    missing: text(results.missing)
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean),
    whatIf: whatIf(classifier, row, results),
    cites: cites(classifier, row),
  };
}

/** 'Hộ nghèo; Hộ nghèo cũ': the result of the row's values, for a choice in a conflict or a "what if". */
export function outcome(classifier: Classifier, row: Row): string {
  const [own, ...others] = [classifier, ...classifier.beside].map((each) => ({
    words: outcomeBy(row, each.results(row)),
    short: each.round.standard.short,
  }));
  const differing = others.filter(({ words }) => words !== own?.words);
  return [own?.words ?? '', ...differing.map(({ words, short }) => `${short}: ${words}`)].join(' · ');
}

function outcomeBy(row: Row, results: Results): string {
  if (row.sheet === 'list02') return known(results.living) || `Danh sách ${text(results.list)}`;
  const parts = [text(results.class), text(results.move), known(results.living)].filter(Boolean);
  if (parts.length > 0) return parts.join('; ');
  return results.list === '02' ? 'Danh sách 02, không phân loại' : 'Chưa phân loại được';
}

/** Whether a cell can change a household's result, by one of these standards. */
export const decides = (row: Row, field: string, standards: readonly Pick<Counting, 'indicators'>[]): boolean => {
  const sheet = row.sheet === 'list02' ? 'list02' : 'list01';
  return standards.some((by) => (['class', 'move', 'living', 'list'] as const).some((key) => decidingInputs(sheet, key, by).has(field)));
};

function verdictOf({ round }: Classifier, row: Row, results: Results, disputed: readonly string[]): string {
  const sheet = row.sheet === 'list02' ? 'list02' : 'list01';
  const verdictKey: FormulaKey = sheet === 'list02' ? 'living' : 'class';
  if (disputed.some((field) => decidingInputs(sheet, verdictKey, round.standard).has(field))) return 'CHƯA THỐNG NHẤT';
  const verdict =
    known(results[verdictKey]) || (sheet === 'list01' && results.list === '01' ? text(isLeaving(row) ? results.move : null) : '');
  if (verdict !== '') return verdict.toUpperCase();
  return results.list === '02' ? 'DANH SÁCH 02' : 'CHƯA PHÂN LOẠI ĐƯỢC';
}

function classLines({ round: { standard } }: Classifier, row: Row, results: Results): WhyLine[] {
  const lines: WhyLine[] = [];
  const { b1 } = row.cells;
  const limit = results.b1Limit;
  if (typeof limit === 'number') {
    const income = row.cells && results.area === URBAN ? standard.incomeLimit.urban : standard.incomeLimit.rural;
    lines.push({
      fact: `Khu vực ${text(results.area).toLowerCase()}`,
      against: `mức ${limit} điểm`,
      meaning: `tương ứng ${formatNumber(income)} đồng/người/tháng`,
    });
  } else lines.push({ fact: 'Khu vực của thôn', meaning: 'chưa ghi, nên chưa biết mức điểm' });

  if (results.list === '02')
    return [
      ...lines,
      {
        fact: 'Danh sách 02',
        meaning: 'năm trước không thuộc hộ nghèo, hộ cận nghèo và không thuộc diện rà soát theo Giấy đề nghị, Phiếu A',
      },
      ...formALine(row, standard.formALimit),
    ];
  if (isLeaving(row))
    return [
      ...lines,
      { fact: `Biến động: ${text(row.cells.change)}`, meaning: 'ra khỏi tổng số hộ, không phân loại' },
      moveLine(row, results),
    ];

  const numeric = typeof b1 === 'number';
  if (!numeric)
    lines.push({ fact: b1 === null || b1 === undefined ? 'Điểm B1 chưa ghi' : `Điểm B1 = '${b1}'`, meaning: 'chưa có số để so với mức' });
  else if (typeof limit === 'number')
    lines.push({
      fact: `Điểm B1 = ${formatNumber(b1)}`,
      against: `${b1 <= limit ? '≤' : '>'} ${limit}`,
      meaning: b1 <= limit ? 'trong mức thu nhập' : 'trên mức thu nhập',
    });
  else lines.push({ fact: `Điểm B1 = ${formatNumber(b1)}` });

  if (typeof results.b2 === 'number') {
    const names = indicatorsOf(standard)
      .filter(({ key }) => isDeprived(row, key))
      .map(({ name }) => name);
    const needed = Math.ceil(standard.b2Poor / standard.pointsPerIndicator);
    lines.push({
      fact: `Điểm B2 = ${results.b2}`,
      against: `${results.b2 >= standard.b2Poor ? '≥' : '<'} ${standard.b2Poor}`,
      meaning: names.length === 0 ? 'không thiếu hụt chỉ số nào' : `thiếu hụt ${names.length} chỉ số (hộ nghèo: từ ${needed})`,
      names,
    });
  }
  return [...lines, moveLine(row, results)];
}

function moveLine(row: Row, results: Results): WhyLine {
  const before = text(row.cells.lastYear);
  const formerly = text(row.cells.formerly);
  const fact = `Năm trước: ${before || 'không thuộc hộ nghèo, hộ cận nghèo'}${before === '' && formerly !== '' ? `, từng là ${formerly.toLowerCase()}` : ''}`;
  const move = text(results.move);
  return move === '' ? { fact } : { fact, against: '→', meaning: move };
}

const formALine = (row: Row, limit: number): WhyLine[] =>
  row.cells.request !== 'x' || typeof row.cells.formA !== 'number'
    ? []
    : [{ fact: `Phiếu A: ${row.cells.formA} tiêu chí`, against: `${row.cells.formA >= limit ? '≥' : '<'} ${limit}` }];

function livingLines({ round }: Classifier, row: Row, results: Results): WhyLine[] {
  const lines: WhyLine[] = row.sheet === 'list02' ? formALine(row, round.standard.formALimit) : [];
  const living = text(results.living);
  if (!round.plan.living) {
    if (row.sheet === 'list02') lines.push({ fact: 'Mức sống', meaning: 'kế hoạch của đợt này không xác định' });
    return lines;
  }
  const { income } = row.cells;
  const urban = results.area === URBAN;
  const pick = (limit: { rural: number; urban: number }): number => (urban ? limit.urban : limit.rural);
  const { incomeLimit, averageLimit } = round.standard;
  if (living === UNSEEN) lines.push({ fact: 'Mức sống', meaning: `tính theo thu nhập. ${PERSONAL_WORDS}` });
  else if (typeof income === 'number' && results.area !== '')
    lines.push({
      fact: `Thu nhập bình quân ${formatNumber(income)} đồng/người/tháng`,
      against:
        income <= pick(incomeLimit)
          ? `≤ ${formatNumber(pick(incomeLimit))}`
          : `${income <= pick(averageLimit) ? '≤' : '>'} ${formatNumber(pick(averageLimit))}`,
      meaning: living,
    });
  else if (living !== '') lines.push({ fact: 'Mức sống', against: '→', meaning: living });
  return lines;
}

function whatIf(classifier: Classifier, row: Row, results: Results): string[] {
  const { standard } = classifier.round;
  const now = outcomeBy(row, results);
  const lines: string[] = [];
  const tell = (condition: string, cells: Record<string, CellValue>, always = false): void => {
    const changed = { ...row, cells: { ...row.cells, ...cells } };
    const then = outcomeBy(changed, classifier.results(changed));
    if (always || then !== now) lines.push(`Nếu ${condition}: ${then}.`);
  };
  if (isLeaving(row)) return lines;
  if (row.cells.request === 'x' && typeof row.cells.formA === 'number' && results.list === '02')
    tell(`Phiếu A được ${standard.formALimit - 1} tiêu chí`, { formA: standard.formALimit - 1 });
  if (row.sheet === 'list02' || results.list !== '01') return lines;

  const { b1 } = row.cells;
  const limit = results.b1Limit;
  if (typeof limit === 'number') {
    if (typeof b1 === 'number') tell(`Điểm B1 là ${b1 <= limit ? limit + 1 : limit}`, { b1: b1 <= limit ? limit + 1 : limit });
    else {
      tell(`Điểm B1 từ ${limit} trở xuống`, { b1: limit }, true);
      tell(`Điểm B1 từ ${limit + 1} trở lên`, { b1: limit + 1 }, true);
    }
  }
  const deprived = standard.indicators.filter((key) => isDeprived(row, key));
  const needed = Math.ceil(standard.b2Poor / standard.pointsPerIndicator);
  if (deprived.length >= needed) tell(`chỉ thiếu hụt ${needed - 1} chỉ số`, clear(deprived.slice(needed - 1)));
  else tell(`thiếu hụt ${needed} chỉ số`, mark(row, standard.indicators, needed - deprived.length));
  return lines;
}

const clear = (keys: readonly string[]): Record<string, CellValue> => Object.fromEntries(keys.map((key) => [key, null]));
const mark = (row: Row, indicators: readonly string[], count: number): Record<string, CellValue> =>
  Object.fromEntries(
    indicators
      .filter((key) => !row.cells[key])
      .slice(0, count)
      .map((key) => [key, 'x']),
  );

function cites({ round }: Classifier, row: Row): string[] {
  const living = round.plan.living ? (['living'] as const) : [];
  const keys: readonly FormulaKey[] = row.sheet === 'list02' ? ['list', ...living] : ['list', 'class', 'move', ...living];
  const standard = row.sheet === 'list02' ? [] : [round.standard.cite];
  const columns = keys.map((key) => {
    const column = FORMULA_COLUMNS.find((each) => each.key === key);
    return key === 'living' ? round.standard.citeLiving : column ? citeOf(column, round.standard) : '';
  });
  return [...new Set([...standard, ...columns].flatMap((cite) => cite.split('; ')))].filter(Boolean);
}
