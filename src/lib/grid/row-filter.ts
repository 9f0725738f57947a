/** Which rows a village's workbook shows: the filters of the toolbar and the search. */
import { B1_TABLES } from '../review/b1-tables.ts';
import { besideKey, keyBy, type ResultKey } from '../review/by-standard.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { codeOf, MOVES, UNSETTLED, type FormulaKey, type MoveCode } from '../review/formula-columns.ts';
import { standardsOf, type Round } from '../review/plans.ts';
import { inSentence, type Standard } from '../review/standards.ts';
import { fold } from '../review/text.ts';
import type { CellValue } from '../review/types.ts';
import { missingOf, type GridRow } from './grid-row.ts';

/** A ready question to the list. A new one is one more entry. The same row always gets the same answer. */
export interface RowQuestion {
  id: string;
  label: string;
  /** Asked of households only. */
  households?: boolean;
  /** Asks about personal data: offered only to those who may see it. */
  personal?: boolean;
  /** The point to compare with must still be chosen. */
  open?: boolean;
  shows(row: GridRow): boolean;
}

export type FilterId = string;
export const ALL: FilterId = 'all';

/** The key of a result by one of the round's standards. */
type By = (key: FormulaKey) => ResultKey;
const byMain: By = (key) => key;

const valueBy = (row: GridRow, key: ResultKey): CellValue => (row.unsettled.has(key) ? UNSETTLED : (row.results?.[key] ?? null));
/** Thiếu thông tin is a list of labels: 'Điểm B1; Phiếu A; '. */
const lacks = (row: GridRow, label: string): boolean => missingOf(row).split('; ').includes(label);
const STAYS = new Set(['', 'poor-stays', 'near-stays']);

/** What is asked of the results by one standard. */
function resultQuestions(by: By): RowQuestion[] {
  const hasClass = (row: GridRow, name: string): boolean => valueBy(row, by('class')) === name;
  const hasMove = (row: GridRow, ...codes: readonly MoveCode[]): boolean =>
    (codes as readonly string[]).includes(codeOf(MOVES, valueBy(row, by('move'))));
  return [
    { id: 'poor', label: 'Hộ nghèo', households: true, shows: (row) => hasClass(row, POOR) },
    { id: 'near-poor', label: 'Hộ cận nghèo', households: true, shows: (row) => hasClass(row, NEAR_POOR) },
    {
      id: 'new-poor',
      label: 'Hộ nghèo phát sinh mới, tái nghèo',
      households: true,
      shows: (row) => hasMove(row, 'poor-new', 'poor-again'),
    },
    {
      id: 'escaped',
      label: 'Thoát nghèo, thoát cận nghèo',
      households: true,
      shows: (row) => hasMove(row, 'poor-escapes', 'poor-to-near', 'near-escapes'),
    },
    {
      id: 'changed',
      label: 'Thay đổi so với năm trước',
      households: true,
      shows: (row) => !STAYS.has(codeOf(MOVES, row.results?.[by('move')])),
    },
  ];
}

/** Of each score table that the round asks: no-b1, no-b1New. */
const scoreQuestions = (standards: readonly Standard[]): RowQuestion[] =>
  B1_TABLES.filter(({ key }) => standards.some(({ asks }) => asks.includes(key))).map(({ key, label }) => ({
    id: `no-${key}`,
    label: `Chưa có ${label}`,
    households: true,
    shows: (row) => lacks(row, label),
  }));

const rowQuestions = (standards: readonly Standard[]): RowQuestion[] => [
  { id: ALL, label: 'Tất cả', shows: () => true },
  {
    id: 'missing',
    label: 'Thiếu thông tin',
    shows: (row) => missingOf(row) !== '' || Object.values(row.problems).some((problem) => problem.severity === 'error'),
  },
  ...scoreQuestions(standards),
  { id: 'no-cause', label: 'Thiếu nguyên nhân nghèo', households: true, shows: (row) => lacks(row, 'Nguyên nhân nghèo') },
  {
    id: 'cccd',
    label: 'CCCD thiếu, sai hoặc trùng',
    personal: true,
    shows: (row) => (row.cells.cccd ?? null) === null || row.problems.cccd !== undefined,
  },
  { id: 'conflict', label: 'Hai người ghi khác nhau', shows: (row) => Object.keys(row.conflicts).length > 0 },
];

/** In a round of several standards each question about a result names its standard, and one asks where two of them differ. */
export function filtersOf(round: Pick<Round, 'standard' | 'beside'>): readonly RowQuestion[] {
  const standards = standardsOf(round);
  const [main, ...others] = standards;
  if (others.length === 0) return [...rowQuestions(standards), ...resultQuestions(byMain)];
  const named = (questions: readonly RowQuestion[], { short }: Standard): RowQuestion[] =>
    questions.map((question) => ({ ...question, label: `${question.label} (${inSentence(short)})` }));
  return [
    ...rowQuestions(standards),
    ...others.map((other): RowQuestion => ({
      id: `differs@${other.id}`,
      label: `Kết quả khác nhau (${inSentence(main.short)}, ${inSentence(other.short)})`,
      households: true,
      shows: (row) => valueBy(row, 'class') !== valueBy(row, besideKey('class', other)),
    })),
    ...named(resultQuestions(byMain), main),
    ...others.flatMap((other) =>
      named(
        resultQuestions((key) => keyBy(key, other)).map((question) => ({ ...question, id: `${question.id}@${other.id}` })),
        other,
      ),
    ),
  ];
}

/** Indicators that do not fit what is written about the members and the house. */
export const memberQuestion = (differs: (row: GridRow) => boolean): RowQuestion => ({
  id: 'hints',
  label: 'Chỉ số khác với thành viên',
  households: true,
  personal: true,
  shows: differs,
});

export const SINCE: FilterId = 'since';

/** Rows changed since a point in history; null while none is chosen. */
export const changedSince = (point: { label: string; rows: ReadonlySet<string> } | null): RowQuestion =>
  point
    ? { id: SINCE, label: `Đã đổi từ ${point.label}`, shows: ({ id }) => point.rows.has(id) }
    : { id: SINCE, label: 'Thay đổi từ lần họp trước…', open: true, shows: () => true };

const SEARCHED = ['head', 'name', 'code', 'cccd'] as const;

/** Every word must occur in the name, Mã hộ or CCCD, with or without diacritics. */
export function searchRows(query: string): (row: GridRow) => boolean {
  const words = fold(query).split(' ').filter(Boolean);
  if (words.length === 0) return () => true;
  return (row) => {
    const text = fold(`${SEARCHED.map((field) => row.cells[field] ?? '').join(' ')} ${row.headName}`);
    return words.every((word) => text.includes(word));
  };
}

/** One filter as set. A row added while it is set is shown anyway: a new row must not vanish while one types. */
export class RowFilter {
  readonly #shows: (row: GridRow) => boolean;
  readonly #found: (row: GridRow) => boolean;
  readonly #columns: (row: GridRow) => boolean;
  readonly #admitted = new Set<string>();

  /**
   * @param asked a ready question; all rows when there is none.
   * @param columns the column filters.
   */
  constructor(asked: RowQuestion | undefined, query: string, columns: (row: GridRow) => boolean = () => true) {
    this.#shows = asked?.shows ?? (() => true);
    this.#found = searchRows(query);
    this.#columns = columns;
  }

  admit(row: string): void {
    this.#admitted.add(row);
  }

  readonly shows = (row: GridRow): boolean => this.#admitted.has(row.id) || (this.#shows(row) && this.#found(row) && this.#columns(row));
}
