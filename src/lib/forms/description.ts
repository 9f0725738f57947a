/** What an official form is, as data. The page shows it, the workbook writes it, the checks compare it. */
import type { FormulaKey } from '../review/formula-columns.ts';
import type { ListSheet } from '../review/classify.ts';

/** What is counted: households, or the persons in them ('Phân tổ' of Mẫu 7.2 and 7.3). */
export type Of = 'households' | 'persons';

/** The households of one list for which every criterion holds: column key, input or formula, equal to a text. */
export interface Term {
  sheet: ListSheet;
  where: Readonly<Record<string, string>>;
  /** Taken away instead of added. */
  minus?: true;
}

/** A column's figure. The same measure gives the number and the live formula of the workbook. */
export type Measure =
  | { kind: 'count'; terms: readonly Term[]; of?: Of }
  /** As the sheet Thôn says for the village, otherwise counted from the lists. */
  | { kind: 'given'; village: 'households' | 'persons'; of: Of; otherwise: readonly Term[] }
  /** Other columns of the form, by their official number. */
  | { kind: 'sum'; plus: readonly number[]; minus: readonly number[] }
  /** part / whole * 100, rounded half up to two decimals; 0 when the whole is 0. */
  | { kind: 'rate'; part: number; whole: number };

/** A heading stands over others or is itself a column; columns count from 1 in the order of the tree. */
export type Heading = { text: string; over: readonly Heading[] } | Leaf;

export interface Leaf {
  text: string;
  measure: Measure;
  /** As the numbering row prints it where that is more than the column's number: '4=3/1*100'. */
  number?: string;
  width?: number;
}

export interface SummaryForm {
  /** Number of the form, and name of its sheet. */
  id: string;
  title: string;
  reference: string;
  orientation: 'landscape' | 'portrait';
  /** Two lines a unit, Hộ and Nhân khẩu, where the form has the column Phân tổ. */
  split: readonly Of[] | null;
  headings: readonly Heading[];
}

/** Lines of a unit under 'Phân tổ'. */
export const LINE_NAMES: Record<Of, string> = { households: 'Hộ', persons: 'Nhân khẩu' };

/** A form has one line a unit, or two; without a split the columns themselves say what they count. */
export const linesOf = (form: SummaryForm): readonly Of[] => form.split ?? ['households'];

export const leavesOf = (headings: readonly Heading[]): Leaf[] => headings.flatMap((heading) => ('over' in heading ? leavesOf(heading.over) : [heading]));

export const depthOf = (headings: readonly Heading[]): number => Math.max(...headings.map((heading) => ('over' in heading ? 1 + depthOf(heading.over) : 1)));

/** Where a column of a list form takes its cells from. */
export type Source =
  /** Running number of the line; of the household, on the line of its head only. */
  | { from: 'line' | 'household' }
  /** Text of the member's row; the head of a household without member rows is read from the list. */
  | { from: 'member'; key: 'name' | 'relation' | 'birth' | 'sex' | 'cccd' | 'ethnic' }
  /** Text of the household's row on the list, on every line or on the head's only. */
  | { from: 'text'; key: string; headOnly?: true }
  /** Live reference to the household's row, input or formula column, on the head's line only. */
  | { from: 'live'; key: FormulaKey | 'b1' | 'size' | 'noLabour' | 'merit' }
  /** The household's causes in words, on the head's line. */
  | { from: 'causes' }
  /** Live: whole years on the round's last day. */
  | { from: 'age' }
  | { from: 'place'; key: keyof Place }
  /** Filled by hand or by later steps. */
  | { from: 'nothing' };

/** Where the commune lies, for the columns that the population database asks for. */
export interface Place {
  province?: string;
  district?: string;
  districtCode?: string;
  commune?: string;
  communeCode?: string;
}

export interface ListColumn {
  text: string;
  source: Source;
  /** The widest it may get; what it holds decides. */
  width: number;
  align?: 'left' | 'center';
}

export interface ListForm {
  id: string;
  title: string;
  reference: string;
  /** Row of the title and first row of the data, as the official workbook has them; column of its first heading. */
  titleRow: number;
  firstRow: number;
  firstColumn: number;
  columns: readonly ListColumn[];
  /** Parts of the list with a heading each; one without heading is the whole list. */
  sections: readonly { heading?: string; where: { key: 'class' | 'move'; values: readonly string[] } }[];
}

/** Thông tư 07/2021 came with all of these; Thông tư 02/2022 replaced only Mẫu 7.8 to 7.10. */
export const CIRCULAR_07 = '(Kèm theo Thông tư số 07/2021/TT-BLĐTBXH ngày 18 tháng 7 năm 2021 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội)';
