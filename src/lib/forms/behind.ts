/** "Which 7?": the rows behind a figure of a form, found with the same terms that counted it. */
import { excelKey } from '../review/excel-key.ts';
import type { Classified } from '../review/classify.ts';
import type { CellValue } from '../review/types.ts';
import { eachCounted, type CountedRow } from './counted-rows.ts';
import type { FigureValue } from './blank.ts';
import { leavesOf, linesOf, type Measure, type Of, type Term } from './official/description.ts';
import type { FilledForm, FilledRow } from './fill.ts';
import { RESIDENTS } from './residents.ts';
import { meets } from './criterion.ts';
import type { Unit } from './units.ts';

/** Where a figure is: on a unit's lines, in a block's sum or in the total; on which line of Phân tổ; in which column. */
export interface Spot {
  form: string;
  part: 'unit' | 'block' | 'total';
  /** Index into the form's rows or its blocks. */
  index: number;
  line: number;
  /** Official number of the column. */
  column: string;
}

export const sameSpot = (a: Spot, b: Spot): boolean =>
  a.form === b.form && a.part === b.part && a.index === b.index && a.line === b.line && a.column === b.column;

export interface BehindRow extends Pick<CountedRow, 'row' | 'household' | 'persons'> {
  isMember: boolean;
}

/** A village's number from the sheet Thôn. */
export interface VillageNumber {
  name: string;
  value: CellValue;
}

export interface Piece {
  spot: Spot;
  figure: FigureValue;
}

export type Behind =
  /** Rows of the lists, and numbers of the sheet Thôn if the figure uses them. A household counts 1, or its number of persons. */
  | { kind: 'rows'; of: Of; villages: VillageNumber[]; plus: BehindRow[]; minus: BehindRow[] }
  /** A number of the plan. */
  | { kind: 'plan'; target: FigureValue }
  /** Other figures, added and subtracted; for a rate, `plus` is the part and `whole` the whole. */
  | { kind: 'figures'; plus: Piece[]; minus: Piece[]; whole: Piece | null };

export const rowAt = ({ rows, blocks, total }: FilledForm, { part, index }: Pick<Spot, 'part' | 'index'>): FilledRow | undefined =>
  part === 'unit' ? rows[index] : part === 'block' ? blocks[index]?.sum : total;

export function figureAt(forms: readonly FilledForm[], spot: Spot): FigureValue {
  const filled = forms.find(({ form }) => form.id === spot.form);
  const value = filled && rowAt(filled, spot)?.lines[spot.line]?.[filled.numbers.indexOf(spot.column)];
  return value === undefined ? 0 : value;
}

/** The measure of a figure's column; undefined if the form has no such column (any more). */
export function measureAt(forms: readonly FilledForm[], { form: id, column }: Spot): Measure | undefined {
  const filled = forms.find(({ form }) => form.id === id);
  return filled && leavesOf(filled.form.headings)[filled.numbers.indexOf(column)]?.measure;
}

/** @param forms the form and the forms it takes figures from. @returns null if there is no such figure. */
export function behind(spot: Spot, forms: readonly FilledForm[], classified: Classified): Behind | null {
  const filled = forms.find(({ form }) => form.id === spot.form);
  const measure = measureAt(forms, spot);
  if (!filled || !measure || !rowAt(filled, spot)) return null;
  const units = unitsAt(filled, spot);
  const piece = (column: string, form = spot.form): Piece => {
    const other = { ...spot, form, column };
    return { spot: other, figure: figureAt(forms, other) };
  };
  switch (measure.kind) {
    case 'count':
      return {
        kind: 'rows',
        of: measure.of ?? linesOf(filled.form)[spot.line] ?? 'households',
        villages: [],
        ...rowsOf(
          measure.terms,
          units.flatMap(({ villages }) => villages),
          classified,
        ),
      };
    case 'residents': {
      const villages = units.flatMap((unit) => unit.villages);
      const isSaid = ({ cells }: Unit['villages'][number]): boolean => typeof cells[measure.of] === 'number';
      return {
        kind: 'rows',
        of: measure.of,
        villages: villages.filter(isSaid).map((village) => numberOf(village, measure.of)),
        ...rowsOf(
          RESIDENTS,
          villages.filter((village) => !isSaid(village)),
          classified,
        ),
      };
    }
    case 'village':
      return {
        kind: 'rows',
        of: 'households',
        villages: units.flatMap(({ villages }) => villages.map((village) => numberOf(village, measure.key))),
        plus: [],
        minus: [],
      };
    case 'target':
      return { kind: 'plan', target: figureAt(forms, spot) };
    case 'sum':
      return {
        kind: 'figures',
        plus: measure.plus.map((column) => piece(column)),
        minus: measure.minus.map((column) => piece(column)),
        whole: null,
      };
    case 'rate': {
      const { part, whole } = measure;
      const plus =
        typeof part === 'string'
          ? [piece(part)]
          : 'form' in part
            ? [piece(part.column, part.form)]
            : part.plus.map((column) => piece(column));
      const minus = typeof part === 'object' && 'minus' in part ? part.minus.map((column) => piece(column)) : [];
      return { kind: 'figures', plus, minus, whole: piece(whole) };
    }
  }
}

const numberOf = ({ cells }: Unit['villages'][number], key: string): VillageNumber => ({
  name: String(cells.name ?? ''),
  value: cells[key] ?? null,
});

function unitsAt({ rows, blocks }: FilledForm, { part, index }: Spot): Unit[] {
  const block = blocks[index];
  const within = part === 'unit' ? rows.slice(index, index + 1) : part === 'block' && block ? rows.slice(block.from, block.to) : rows;
  return within.flatMap(({ unit }) => unit ?? []);
}

/** A row that two terms count appears twice here, as it does in the figure. */
function rowsOf(terms: readonly Term[], villages: Unit['villages'], classified: Classified): { plus: BehindRow[]; minus: BehindRow[] } {
  const within = new Set(villages.map(({ cells }) => excelKey(cells.name)));
  const found: Record<'plus' | 'minus', BehindRow[]> = { plus: [], minus: [] };
  eachCounted(
    classified,
    terms.some(({ sheet }) => sheet === 'members'),
    ({ sheet, row, household, persons, read }) => {
      if (!within.has(excelKey(household?.cells.village))) return;
      for (const term of terms)
        if (term.sheet === sheet && Object.entries(term.where).every(([key, criterion]) => meets(criterion, read(key))))
          found[term.minus ? 'minus' : 'plus'].push({ row, household, persons, isMember: sheet === 'members' });
    },
  );
  return found;
}
