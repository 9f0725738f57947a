/** The result of reading one recognised sheet. */
import type { CellValue, Problem, Row, SheetId } from '../review/types.ts';
import type { TextEncoding } from './legacy-text.ts';
import type { LeftOut } from './read-rows.ts';
import type { UnitAbove } from './read-unit.ts';
import type { ResultKind } from './result-forms.ts';

export interface SheetReading {
  name: string;
  /** null: not one of our lists. */
  sheet: SheetId | null;
  /** A list of results (Mẫu 6.1, 6.2): members, with their household's result. */
  result?: ResultKind;
  /** Households and their members in one table. */
  family?: true;
  /** 1-based. */
  headingRows: [number, number];
  columns: { column: string; heading: string; key: string | null; label?: string }[];
  rows: number;
  /** Read beside their heads, in the same table. */
  members?: number;
  /** For a list of households: the number of rows with a running number (STT), read or not; null if the list has none. */
  numbered?: number | null;
  /** Rows that are not households, 0-based, and what they are instead. */
  leftOut: LeftOut[];
  encoding: TextEncoding;
}

export interface RawFormula {
  row: Row;
  label: string;
  value: CellValue;
  column: string;
}

export interface SheetRows {
  reading: SheetReading;
  /** Ids are assigned later, when the codes of all sheets are known. */
  rows: Row[];
  formulas: RawFormula[];
  /** Members read beside their household: links them before anybody has a code. */
  householdOf?: Map<Row, Row>;
  problems: Problem[];
  unit: UnitAbove;
}
