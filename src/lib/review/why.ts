/**
 * "Vì sao?": why a household has its result. Every figure and every result text comes from running the classifier on this household; what
 * would change the result is found by running it again, never by a separate rule.
 */
import { formatNumber } from './cell-number.ts';
import { areaDayOf, areaHistory } from './areas.ts';
import { dayText } from './iso-day.ts';
import type { Classifier, Results } from './classify.ts';
import { columnOf, DECIDED, DECIDED_WHY, RURAL, URBAN } from './columns.ts';
import { decidingInputs } from './deciding.ts';
import type { Ruled } from './condition-text.ts';
import { CLASSES, citeOf, FORMULA_COLUMNS, type FormulaKey } from './formula-columns.ts';
import { indicatorsOf } from './indicators.ts';
import { isByArea, limitIn, limitOf, mentions } from './limits.ts';
import { isPersonal, PERSONAL_WORDS, seen, UNSEEN } from './personal.ts';
import { byLabel, neededFor, settling, signOf, testsOf, type RuleTest } from './rule-tests.ts';
import { allDecisions } from './decisions.ts';
import type { Standard } from './standards.ts';
import type { CellValue, Row } from './types.ts';
import { isOfPlace } from './unsettled.ts';
import { isDeprived, isLeaving, whatIf } from './what-if.ts';

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
/** For a person who may not see what the class rests on. */
const RESULT_UNSEEN = 'Không xem được kết quả';

/** @param disputed fields of this household that are in conflict. */
export function explainHousehold(classifier: Classifier, row: Row, disputed: Iterable<string> = []): Why {
  const results = classifier.results(row);
  const open = [...disputed];
  const own = row.sheet === 'list02' ? [] : classLines(classifier, row, results);
  return {
    household: text(row.cells.head) || text(row.cells.code) || 'chưa ghi tên',
    verdict: verdictOf(classifier, row, results, open),
    lines: [...sinceLine(classifier, row), ...own, ...livingLines(classifier, row, results, own)],
    missing: text(results.missing)
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean),
    whatIf: whatIf(classifier, row, results, outcomeBy),
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
  const parts = [known(results.class), known(results.move), known(results.living)].filter(Boolean);
  if (parts.length > 0) return parts.join('; ');
  if (results.class === UNSEEN) return RESULT_UNSEEN;
  return results.list === '02' ? 'Danh sách 02, không phân loại' : 'Chưa phân loại được';
}

/** Whether a cell can change a household's result, by one of these standards. */
export const decides = (row: Row, field: string, standards: readonly Ruled[]): boolean => {
  const sheet = row.sheet === 'list02' ? 'list02' : 'list01';
  return standards.some((by) => (['class', 'move', 'living', 'list'] as const).some((key) => decidingInputs(sheet, key, by).has(field)));
};

function verdictOf({ round }: Classifier, row: Row, results: Results, disputed: readonly string[]): string {
  const sheet = row.sheet === 'list02' ? 'list02' : 'list01';
  const verdictKey: FormulaKey = sheet === 'list02' ? 'living' : 'class';
  if (disputed.some((field) => isOfPlace(field) || decidingInputs(sheet, verdictKey, round.standard).has(field))) return 'CHƯA THỐNG NHẤT';
  const verdict =
    known(results[verdictKey]) || (sheet === 'list01' && results.list === '01' ? text(isLeaving(row) ? results.move : null) : '');
  if (verdict !== '') return verdict.toUpperCase();
  if (results.class === UNSEEN) return RESULT_UNSEEN.toUpperCase();
  return results.list === '02' ? 'DANH SÁCH 02' : 'CHƯA PHÂN LOẠI ĐƯỢC';
}

function sinceLine(classifier: Classifier, row: Row): WhyLine[] {
  const { round } = classifier;
  const fact = areaHistory(classifier.villageOf(row)?.cells ?? {}, round);
  return fact === null ? [] : [{ fact, meaning: `đợt tính theo ngày ${dayText(areaDayOf(round))}` }];
}

function classLines(classifier: Classifier, row: Row, results: Results): WhyLine[] {
  const { standard } = classifier.round;
  const area = areaLine(standard, results);
  if (results.list === '02')
    return [
      ...area,
      {
        fact: 'Danh sách 02',
        meaning: 'năm trước không thuộc hộ nghèo, hộ cận nghèo và không thuộc diện rà soát theo Giấy đề nghị, Phiếu A',
      },
      ...formALine(row, standard),
    ];
  if (isLeaving(row))
    return [
      ...area,
      { fact: `Biến động: ${text(row.cells.change)}`, meaning: 'ra khỏi tổng số hộ, không phân loại' },
      moveLine(row, results),
    ];
  const tests = testsOf(classifier, row, standard.classes);
  const points = limitIn(standard, 'DIEM_CHI_SO', 'rural');
  const names = indicatorsOf(standard)
    .filter(({ key }) => isDeprived(row, key))
    .map(({ name }) => name);
  const counts = (test: RuleTest): boolean => neededFor(test, points) !== undefined;
  const lines = byLabel(tests).map((group) =>
    group.some(counts) ? countLine(group, names, points) : testLine(group, classifier.withoutPersonal),
  );
  if (!tests.some(counts) && standard.indicators.length > 0)
    lines.push({
      fact: `Thiếu hụt ${names.length} trong ${standard.indicators.length} chỉ số`,
      meaning: 'không quyết định kết quả',
      names,
    });
  return [...area, ...lines, ...decidedLine(row, results), moveLine(row, results)];
}

/** A meeting decided otherwise than the scores say. */
function decidedLine({ cells }: Row, { computed, class: stands }: Results): WhyLine[] {
  return cells[DECIDED] && computed !== null
    ? [{ fact: `Theo điểm: ${text(computed)}. Họp dân kết luận: ${text(stands)}`, meaning: text(cells[DECIDED_WHY]) }]
    : [];
}

/** Where the limits of the classes differ by area: the area, and its first limit. */
function areaLine(standard: Standard, results: Results): WhyLine[] {
  const conditions = allDecisions(standard.classes)
    .map(({ when = '' }) => when.replaceAll('[Ngưỡng Điểm B1]', 'NGUONG_B1'))
    .join();
  const limit = standard.limits.find(({ name, at }) => isByArea(at) && mentions(conditions, name));
  if (!limit) return [];
  const { name, unit = '', means } = limit;
  if (results.area !== RURAL && results.area !== URBAN)
    return [{ fact: 'Khu vực của thôn', meaning: `chưa ghi, nên chưa biết mức${means ? ` ${unit}` : ''}` }];
  const area = results.area === URBAN ? 'urban' : 'rural';
  const number = (of: string): string => formatNumber(limitIn(standard, of, area) ?? 0);
  return [
    {
      fact: `Khu vực ${results.area.toLowerCase()}`,
      against: `mức ${number(name)}${means ? ` ${unit}` : ''}`,
      meaning: means ? `tương ứng ${number(means)} ${limitOf(standard, means)?.unit ?? ''}` : unit,
    },
  ];
}

/** What the household has, against the limit that settles it. */
function testLine(group: readonly RuleTest[], withoutPersonal: boolean): WhyLine {
  const { label, key = '', value } = group[0] as RuleTest;
  if (withoutPersonal && isPersonal(key)) return { fact: label, meaning: PERSONAL_WORDS };
  if (typeof value !== 'number')
    return { fact: value === null || value === '' ? `${label} chưa ghi` : `${label} = '${value}'`, meaning: 'chưa có số để so với mức' };
  const settled = settling(group.filter(({ limit }) => limit !== undefined));
  const isMoney = columnOf('list01', key)?.type === 'money';
  const fact = isMoney ? moneyFact(group[0] as RuleTest) : `${label} = ${formatNumber(value)}`;
  return settled?.limit === undefined
    ? { fact }
    : { fact, against: `${signOf(settled)} ${formatNumber(settled.limit)}`, ...(settled.said !== undefined && { meaning: settled.said }) };
}

const moneyFact = ({ label, value, named }: RuleTest): string => `${label} ${formatNumber(Number(value))} ${named?.unit ?? 'đồng'}`;

/** A score or a count of the indicators, with their names. */
function countLine(group: readonly RuleTest[], names: readonly string[], points: number | undefined): WhyLine {
  const settled = settling(group) as RuleTest;
  const needed = neededFor(settled, points);
  const result = CLASSES.find(({ code }) => code === settled.then)?.label.toLowerCase();
  return {
    fact: `${settled.label} = ${text(settled.value)}`,
    against: `${signOf(settled)} ${settled.limit ?? ''}`,
    meaning:
      names.length === 0
        ? 'không thiếu hụt chỉ số nào'
        : `thiếu hụt ${names.length} chỉ số${result && needed !== undefined ? ` (${result}: từ ${needed})` : ''}`,
    names,
  };
}

function moveLine(row: Row, results: Results): WhyLine {
  const before = text(row.cells.lastYear);
  const formerly = text(row.cells.formerly);
  const fact = `Năm trước: ${before || 'không thuộc hộ nghèo, hộ cận nghèo'}${before === '' && formerly !== '' ? `, từng là ${formerly.toLowerCase()}` : ''}`;
  const move = known(results.move);
  return move === '' ? { fact } : { fact, against: '→', meaning: move };
}

function formALine(row: Row, standard: Standard): WhyLine[] {
  const limit = limitIn(standard, 'NGUONG_PHIEU_A', 'rural') ?? 0;
  const { request, formA, formAWhy } = row.cells;
  if (request !== 'x' || typeof formA !== 'number') return [];
  const against = formA >= limit && text(formAWhy) !== '';
  return [
    {
      fact: `Phiếu A: ${formA} tiêu chí`,
      against: `${formA >= limit ? '≥' : '<'} ${limit}`,
      ...(against && { meaning: `vẫn rà soát, vì: ${text(formAWhy)}` }),
    },
  ];
}

/** @param said lines about the class, which may have named the income. */
function livingLines(classifier: Classifier, row: Row, results: Results, said: readonly WhyLine[] = []): WhyLine[] {
  const { plan, standard } = classifier.round;
  const lines: WhyLine[] = row.sheet === 'list02' ? formALine(row, standard) : [];
  const living = text(results.living);
  if (!plan.living) {
    if (row.sheet === 'list02') lines.push({ fact: 'Mức sống', meaning: 'kế hoạch của đợt này không xác định' });
    return lines;
  }
  if (living === UNSEEN) return [...lines, { fact: 'Mức sống', meaning: `tính theo thu nhập. ${PERSONAL_WORDS}` }];
  const tests = testsOf(classifier, row, standard.living).filter(
    ({ key, value, isReached }) => isReached && typeof value === 'number' && columnOf('list01', key ?? '')?.type === 'money',
  );
  const settled = settling(tests);
  const fact = settled && moneyFact(settled);
  if (settled?.limit !== undefined && fact !== undefined && !said.some((line) => line.fact === fact))
    lines.push({ fact, against: `${signOf(settled)} ${formatNumber(settled.limit)}`, meaning: living });
  else if (living !== '') lines.push({ fact: 'Mức sống', against: '→', meaning: living });
  return lines;
}

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
