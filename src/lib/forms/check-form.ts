/** Checks that everything a form asks for exists: columns and words of the lists, other columns, other forms. */
import { excelKey } from '../review/excel-key.ts';
import { columnOf, columnsOf, SHEETS } from '../review/columns.ts';
import { DRAFTS, type DraftStandard } from '../review/drafts.ts';
import { FORMULA_COLUMNS } from '../review/formula-columns.ts';
import { STANDARDS, type Standard } from '../review/standards.ts';
import { criterionProblem } from './criteria.ts';
import {
  depthOf,
  leavesOf,
  numbersOf,
  type EthnicGroups,
  type Heading,
  type ListForm,
  type Measure,
  type SummaryForm,
  type Term,
} from './official/description.ts';
import type { FormFile } from './form-file.ts';
import { BUILT_IN, builtIn } from './registry.ts';

const MOST_COLUMNS = 80;
const DEEPEST = 4;

/** Sheets of the workbook that are not forms; Excel reserves the last name. */
const TAKEN = new Set([...Object.values(SHEETS).map(({ name }) => name), 'Thông số', 'Kiểm tra', 'History'].map((name) => excelKey(name)));

/**
 * @param own the province's other forms in use.
 * @param standards in use beside the shipped ones.
 * @returns the problems, each with its place; empty if the form can be filled and written.
 */
export function checkForm(file: FormFile, own: readonly FormFile[], standards: readonly Standard[]): string[] {
  const { form } = file;
  const inForce = [...standards, ...STANDARDS, ...DRAFTS].find(({ id }) => id === file.standard);
  if (!inForce) return ['Tệp, bộ chuẩn (standard): không phải mã của bộ chuẩn nào.'];
  const problems = [
    ...nameProblems(file, own),
    ...validityProblems(file, inForce),
    ...(file.kind === 'summary'
      ? summaryProblems(
          file.form,
          builtIn(inForce).summaries,
          own.flatMap((other) => (other.kind === 'summary' && other.standard === file.standard ? [other.form] : [])),
        )
      : listProblems(file.form)),
  ];
  return problems.map((problem) => `Biểu ${form.id}${/^cột |^phần /.test(problem) ? ', ' : ': '}${problem}.`);
}

/** A form's number is its sheet's name. Excel ignores case when it compares sheet names. */
function nameProblems({ kind, form }: FormFile, own: readonly FormFile[]): string[] {
  const same = excelKey(form.id);
  if (TAKEN.has(same)) return ['tên này đã dành cho một trang khác của tệp Excel'];
  const all = [
    ...BUILT_IN.summaries.map(({ id }) => ({ id, is: 'summary' })),
    ...BUILT_IN.lists.map(({ id }) => ({ id, is: 'list' })),
    ...own.map((file) => ({ id: file.form.id, is: file.kind })),
  ].filter(({ id }) => excelKey(id) === same);
  if (all.some(({ is }) => is !== kind))
    return [`đã có biểu này, nhưng không phải là ${kind === 'summary' ? 'biểu tổng hợp' : 'danh sách'}`];
  return [...new Set(all.filter(({ id }) => id !== form.id).map(({ id }) => `số biểu chỉ khác biểu ${id} ở chữ hoa, chữ thường`))];
}

function validityProblems({ standard, from, to }: FormFile, inForce: Standard | DraftStandard): string[] {
  return inForce.from !== null && inForce.to !== null && (to < inForce.from || from > inForce.to)
    ? [`thời hạn ${from} đến ${to} nằm ngoài thời hạn của bộ chuẩn ${standard} (${inForce.from} đến ${inForce.to})`]
    : [];
}

/** @param ours the built-in forms for the form's standard. */
function summaryProblems(form: SummaryForm, ours: readonly SummaryForm[], own: readonly SummaryForm[]): string[] {
  const { headings, split } = form;
  const leaves = leavesOf(headings);
  if (leaves.length === 0) return ['chưa có cột nào'];
  const numbers = numbersOf(headings);
  const problems: string[] = [];
  if (depthOf(headings) > DEEPEST) problems.push(`tiêu đề nhiều quá ${DEEPEST} tầng`);
  if (leaves.length > MOST_COLUMNS) problems.push(`có ${leaves.length} cột, nhiều quá ${MOST_COLUMNS} cột`);
  if (split && new Set(split).size < split.length) problems.push('phân tổ (split) lặp lại');
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index);
  for (const number of new Set(twice)) problems.push(`cột ${number}: có hơn một cột mang số này`);

  leaves.forEach(({ measure }, index) => {
    const say = (problem: string): void => void problems.push(`cột ${numbers[index]}: ${problem}`);
    const needs = (number: string, what: string): void => {
      const at = numbers.indexOf(number);
      if (at < 0) say(`không có cột số ${number} để ${what}`);
      else if (at === index) say(`không thể ${what} chính nó`);
    };
    if (measure.kind === 'count') measure.terms.forEach((term) => termProblems(term).forEach(say));
    else if (measure.kind === 'village') {
      const column = columnOf('villages', measure.key);
      if (column?.type !== 'integer') say(`trang ${SHEETS.villages.name} không có cột số “${measure.key}”`);
    } else if (measure.kind === 'sum') {
      measure.plus.forEach((number) => needs(number, 'cộng'));
      measure.minus.forEach((number) => needs(number, 'trừ'));
    } else if (measure.kind === 'rate') {
      needs(measure.whole, 'làm mẫu số');
      if (typeof measure.part === 'string') needs(measure.part, 'làm tử số');
      else if ('form' in measure.part) otherProblems(form, measure.part, ours).forEach(say);
      else {
        measure.part.plus.forEach((number) => needs(number, 'cộng'));
        measure.part.minus.forEach((number) => needs(number, 'trừ'));
      }
    }
  });
  for (const number of inCircles(form)) problems.push(`cột ${number}: tính vòng quanh, rốt cuộc từ chính nó`);
  for (const group of groupsOf(headings)) {
    if (!numbers.includes(group.of)) problems.push(`cột theo dân tộc: không có cột số ${group.of} để chia`);
    termProblems(group).forEach((problem) => problems.push(`cột theo dân tộc: ${problem}`));
  }
  for (const { id, headings: theirs } of [...ours, ...own])
    for (const { measure } of id === form.id ? [] : leavesOf(theirs))
      if (
        measure.kind === 'rate' &&
        typeof measure.part === 'object' &&
        'form' in measure.part &&
        measure.part.form === form.id &&
        !numbers.includes(measure.part.column)
      )
        problems.push(`cột ${measure.part.column}: phải có cột này, vì biểu ${id} lấy số ở đó`);
  return problems;
}

/** Columns that depend on themselves through other columns. */
function inCircles({ headings }: SummaryForm): string[] {
  const numbers = numbersOf(headings);
  const behind = new Map(leavesOf(headings).map(({ measure }, index) => [numbers[index] ?? '', columnsBehind(measure)]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (behind.get(from) ?? []).some((number) => number === to || (!seen.has(number) && reaches(number, to, seen.add(number))));
  return numbers.filter((number) => !behind.get(number)?.includes(number) && reaches(number, number, new Set()));
}

function columnsBehind(measure: Measure): string[] {
  if (measure.kind === 'sum') return [...measure.plus, ...measure.minus];
  if (measure.kind !== 'rate') return [];
  const { part, whole } = measure;
  return [whole, ...(typeof part === 'string' ? [part] : 'form' in part ? [] : [...part.plus, ...part.minus])];
}

const termProblems = ({ sheet, where }: Pick<Term, 'sheet' | 'where'>): string[] =>
  Object.entries(where).flatMap(([key, criterion]) => criterionProblem(sheet, key, criterion) || []);

/** Figures of another form: it must be one of ours, because ours always exist and are filled first. */
function otherProblems({ id, split }: SummaryForm, part: { form: string; column: string }, known: readonly SummaryForm[]): string[] {
  const other = known.find((each) => each.id === part.form);
  if (!other || other.id === id) return [`không có biểu tổng hợp ${part.form} để lấy tử số`];
  const own = known.findIndex((each) => each.id === id);
  if (own >= 0 && known.indexOf(other) > own) return [`biểu ${part.form} đứng sau biểu này nên chưa có số để lấy`];
  if ((other.split?.length ?? 1) !== (split?.length ?? 1)) return [`biểu ${part.form} có phân tổ khác biểu này`];
  return numbersOf(other.headings).includes(part.column) ? [] : [`biểu ${part.form} không có cột số ${part.column} để làm tử số`];
}

const groupsOf = (headings: readonly Heading[]): EthnicGroups[] =>
  headings.flatMap((heading) => ('over' in heading ? groupsOf(heading.over) : 'each' in heading ? [heading] : []));

function listProblems({ columns, which }: ListForm): string[] {
  const texts = new Set(columnsOf('list01').map(({ key }) => key));
  const lives = new Set<string>([...texts, ...FORMULA_COLUMNS.flatMap(({ key, sheets }) => (sheets.includes('list01') ? [key] : []))]);
  return [
    ...columns.flatMap(({ source }, index) => {
      const isThere = source.from === 'text' ? texts.has(source.key) : source.from === 'live' ? lives.has(source.key) : true;
      return isThere ? [] : [`cột ${index + 1}: ${SHEETS.list01.name} không có cột “${'key' in source ? source.key : ''}”`];
    }),
    ...which.flatMap((term, index) => termProblems(term).map((problem) => `phần ${index + 1}: ${problem}`)),
  ];
}
