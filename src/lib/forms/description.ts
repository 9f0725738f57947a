/** What an official form is, as data. The page shows it, the workbook writes it, the checks compare it. */
import type { FormulaKey } from '../review/formula-columns.ts';
import type { ListSheet } from '../review/classify.ts';

/** What is counted: households, or the persons in them ('Phân tổ' of Mẫu 7.2 and 7.3). */
export type Of = 'households' | 'persons';

/** A cell's text is this, is not, or its number lies so; a blank cell is the text ''. */
export type Criterion = string | { not: string } | { below: number } | { atLeast: number };

/** The rows of one list for which every criterion holds: column key, input or formula. Of members, persons are counted. */
export interface Term {
  sheet: ListSheet | 'members';
  where: Readonly<Record<string, Criterion>>;
  /** Taken away instead of added. */
  minus?: true;
}

/** A column's figure. The same measure gives the number and the live formula of the workbook. */
export type Measure =
  | { kind: 'count'; terms: readonly Term[]; of?: Of }
  /** All who live there: as the sheet Thôn says, otherwise counted from the lists without those who left. */
  | { kind: 'residents'; of: Of }
  /** What was typed on the sheet Thôn. Nothing is 0; with `orBlank` it is unknown, and so is all that is made of it (blank.ts). */
  | { kind: 'village'; key: string; orBlank?: true }
  /** Other columns of the form, by their official number; a difference of rates keeps their two decimals. */
  | ({ kind: 'sum'; decimals?: 2 } & Balance)
  /** part / whole * 100, rounded half up to two decimals; 0 when the whole is 0. The part may stand on another form, or be a balance of columns. */
  | { kind: 'rate'; part: string | { form: string; column: string } | Balance; whole: string };

export interface Balance {
  plus: readonly string[];
  minus: readonly string[];
}

/** A heading stands over others, is itself a column, or stands for a column for each ethnic group there is. */
export type Heading = { text: string; over: readonly Heading[] } | Leaf | EthnicGroups;

export interface Leaf {
  text: string;
  measure: Measure;
  /** As the numbering row prints it where that is more than the column's place: '4=3/1*100', '1.2'. What stands before '=' is the column's number. */
  number?: string;
  width?: number;
  /** Added by provinces, not in the national form: machine-readable output leaves it out. */
  local?: true;
}

/** Mẫu 7.9: the groups found among all households that the form counts this way, then the rest of the column `of`. */
export interface EthnicGroups {
  each: 'ethnic';
  /** Number of the column that the groups are part of: '1.2' gives '1.2.1', '1.2.2', … */
  of: string;
  sheet: ListSheet;
  where: Term['where'];
}

/** How sure we are of a layout: as published, or our reading of it, which the page and the print say. */
export type Certainty = 'published' | 'our-reading';

export interface SummaryForm {
  /** Number of the form; name of its sheet where it has no other. */
  id: string;
  sheet?: string;
  title: string;
  reference: string;
  /** 'Mẫu số 7.1'; without it 'Mẫu số' and the id. */
  number?: string;
  orientation: 'landscape' | 'portrait';
  /** Two lines a unit, Hộ and Nhân khẩu, where the form has the column Phân tổ. */
  split: readonly Of[] | null;
  headings: readonly Heading[];
  certainty: Certainty;
  /** Only for rounds whose plan determines living standards. */
  living?: true;
  /** Printed below the table. */
  notes?: readonly string[];
  /** Its columns depend on the lists: set when they have been found. */
  dynamic?: true;
}

/** Lines of a unit under 'Phân tổ'. */
export const LINE_NAMES: Record<Of, string> = { households: 'Hộ', persons: 'Nhân khẩu' };

/** A form has one line a unit, or two; without a split the columns themselves say what they count. */
export const linesOf = (form: SummaryForm): readonly Of[] => form.split ?? ['households'];

/** The columns, once the ethnic groups are known. */
export const leavesOf = (headings: readonly Heading[]): Leaf[] =>
  headings.flatMap((heading) => ('over' in heading ? leavesOf(heading.over) : 'each' in heading ? [] : [heading]));

export const depthOf = (headings: readonly Heading[]): number =>
  Math.max(...headings.map((heading) => ('over' in heading ? 1 + depthOf(heading.over) : 1)));

/** Official numbers of the columns, in their order. */
export const numbersOf = (headings: readonly Heading[]): string[] =>
  leavesOf(headings).map(({ number }, index) => number?.split('=')[0] ?? String(index + 1));

/** Rates, and what is left of them: they have two decimals. */
export const isRate = (measure: Measure): boolean => measure.kind === 'rate' || (measure.kind === 'sum' && measure.decimals === 2);

/** Where a column of a list form takes its cells from. */
export type Source =
  /** Running number of the line; of the household, on the line of its head only. */
  | { from: 'line' | 'household' }
  /** Text of the person's row: a head's is what Thành viên or the list says. */
  | { from: 'member'; key: 'name' | 'relation' | 'birth' | 'sex' | 'cccd' | 'ethnic' }
  /** Text of the household's row on the list, on every line or on the head's only. */
  | { from: 'text'; key: string; headOnly?: true }
  /** Live reference to the household's row, input or formula column, on the head's line or on every line. */
  | {
      from: 'live';
      everyLine?: true;
      key: FormulaKey | 'b1' | 'size' | 'lastYear' | 'change' | 'request' | 'formA' | 'noLabour' | 'merit' | 'farming' | 'income';
    }
  /** The household's causes in words, on the head's line. */
  | { from: 'causes' }
  /** Live: whole years on the round's last day. */
  | { from: 'age' }
  /** Code of the person's ethnic group, in the scheme asked for. */
  | { from: 'ethnicCode' }
  /** What is wrong with the person's CCCD. */
  | { from: 'idTrouble' }
  | { from: 'place'; key: keyof CommuneLocation }
  /** Filled by hand or by later steps. */
  | { from: 'nothing' };

/** Where the commune lies, for the columns that the population database asks for. */
export interface CommuneLocation {
  province?: string;
  provinceCode?: string;
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

/** Who signs below: office, person and what they are to do. */
export interface Signer {
  office?: string;
  title: string;
  hint: string;
  /** Signs for one village: not where the list has several. */
  village?: true;
}

export interface ListForm {
  /** Number of the list, or what people call it; name of its sheet. */
  id: string;
  /** Mẫu 6.2 is two lists: whoever asks for '6.2' means both. */
  partOf?: string;
  title: string;
  reference: string;
  number?: string;
  certainty: Certainty;
  living?: true;
  /** Only where the standard tells well-off and rich households apart. */
  bands?: true;
  /** Holds what only those may see who need it: CCCD, date of birth, age, income. */
  personal: boolean;
  orientation?: 'portrait';
  /** Row of the title and first row of the data, as the official workbook has them; column of its first heading. */
  titleRow: number;
  firstRow: number;
  firstColumn: number;
  columns: readonly ListColumn[];
  /** A line each: household, person in them, or person whose CCCD is missing or wrong. */
  lines: 'households' | 'members' | 'unidentified';
  /** The households: those for which one of these holds. */
  which: readonly { sheet: ListSheet; where: Term['where'] }[];
  /** Within a village in the order of `which`; otherwise as they stand on the lists. */
  sorted?: true;
  /** A heading row for each village, where there are several. */
  byVillage?: true;
  notes?: readonly string[];
  /** Without them: who made the list, and the commune's chairman. */
  signers?: readonly Signer[];
}

/** Thông tư 07/2021 came with most of the forms; Thông tư 02/2022 replaced Mẫu 7.8 to 7.10. */
export const CIRCULAR_07 =
  '(Kèm theo Thông tư số 07/2021/TT-BLĐTBXH ngày 18 tháng 7 năm 2021 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội)';
export const CIRCULAR_02 =
  '(Kèm theo Thông tư số 02/2022/TT-BLĐTBXH ngày 30 tháng 3 năm 2022 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội)';

const OUR_READING = 'Bố cục biểu này do Sổ Rà Soát tạm lập vì mẫu chính thức chưa được công bố; thay bằng mẫu của tỉnh ở trang Biểu mẫu.';

export const sheetNameOf = ({ id, sheet }: { id: string; sheet?: string }): string => sheet ?? id;

/** What people call the form: 'Mẫu 7.1', 'Phụ lục 10'. */
export const formLabel = ({ id, number }: { id: string; number?: string }): string => (number ?? `Mẫu số ${id}`).replace(' số ', ' ') || id;

/** What is printed below a form's table; a layout that is only our reading says so. */
export const notesOf = ({ notes = [], certainty }: { notes?: readonly string[]; certainty: Certainty }): string[] => [
  ...notes,
  ...(certainty === 'our-reading' ? [OUR_READING] : []),
];
