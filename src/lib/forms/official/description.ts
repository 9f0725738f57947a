/** An official form as data. The page shows it, the workbook writes it, the checks compare it. */
import type { B1Key } from '../../review/b1-tables.ts';
import type { BesideKey } from '../../review/by-standard.ts';
import type { FormulaKey } from '../../review/formula-columns.ts';
import type { ListSheet } from '../../review/classify.ts';
import type { ServiceKey } from '../../review/services.ts';
import { RULES_2021 } from '../../review/rules-2021.ts';
import { citedLaw } from '../../review/rules.ts';

/** What is counted: households, or the persons in them ('Phân tổ' of Mẫu 7.2 and 7.3). */
export type Of = 'households' | 'persons';

/** The cell's text equals this, differs from it, or its number is in the range; a blank cell is the text ''. */
export type Criterion = string | { not: string } | { below: number } | { atLeast: number };

/** The rows of one list that meet every criterion (column key, input or formula). On the members' list persons are counted. */
export interface Term {
  sheet: ListSheet | 'members';
  where: Readonly<Record<string, Criterion>>;
  /** Subtracted instead of added. */
  minus?: true;
}

/** A column's figure. One measure gives both the number and the workbook's live formula. */
export type Measure =
  | { kind: 'count'; terms: readonly Term[]; of?: Of }
  /** Everybody who lives there: the number on the sheet Thôn, otherwise counted from the lists without those who left. */
  | { kind: 'residents'; of: Of }
  /** A number of the sheet Thôn. If missing it is 0; with `orBlank` it is unknown, and so is every figure made of it (blank.ts). */
  | { kind: 'village'; key: string; orBlank?: true }
  /** Percent that the plan sets for a service, the same for all units of a commune; unknown if none is set. */
  | { kind: 'target'; service: ServiceKey }
  /** Other columns of the form by official number; a difference of rates keeps two decimals. */
  | ({ kind: 'sum'; decimals?: 2 } & Balance)
  /**
   * part / whole * 100, rounded half up to two decimals; 0 if the whole is 0, or with `orBlank` unknown. The part may be on
   * another form, or a balance of columns.
   */
  | { kind: 'rate'; part: string | { form: string; column: string } | Balance; whole: string; orBlank?: true };

export interface Balance {
  plus: readonly string[];
  minus: readonly string[];
}

/** A heading over other headings, a column itself, or a placeholder for one column for each ethnic group. */
export type Heading = { text: string; over: readonly Heading[] } | Leaf | EthnicGroups;

export interface Leaf {
  text: string;
  measure: Measure;
  /**
   * The text of the numbering row if it is more than the column's position: '4=3/1*100', '1.2'. The column's number
   * is the part before '='.
   */
  number?: string;
  width?: number;
  /** Added by provinces, not in the national form: left out of machine-readable output. */
  local?: true;
}

/** Mẫu 7.9: the groups among all households that the form counts this way, then the rest of the column `of`. */
export interface EthnicGroups {
  each: 'ethnic';
  /** Number of the column that the groups split up: '1.2' gives '1.2.1', '1.2.2', … */
  of: string;
  sheet: ListSheet;
  where: Term['where'];
}

/** How sure we are of a layout: as published, or our reading of it (the page and the print say so). */
export type Certainty = 'published' | 'our-reading';

export interface SummaryForm {
  /** Number of the form; if it has none, the name of its sheet. */
  id: string;
  sheet?: string;
  title: string;
  reference: string;
  /** 'Mẫu số 7.1'; without it 'Mẫu số' and the id. */
  number?: string;
  orientation: 'landscape' | 'portrait';
  /** For more columns than can be read on A4. */
  paper?: 'A3';
  /** Two lines for each unit, Hộ and Nhân khẩu, if the form has the column Phân tổ. */
  split: readonly Of[] | null;
  headings: readonly Heading[];
  certainty: Certainty;
  /** Only for rounds whose plan determines living standards. */
  living?: true;
  /** Printed below the table. */
  notes?: readonly string[];
  /** The columns depend on the lists; set once they are found. */
  dynamic?: true;
}

/** Names of a unit's lines under 'Phân tổ'. */
export const LINE_NAMES: Record<Of, string> = { households: 'Hộ', persons: 'Nhân khẩu' };

/** A form has one or two lines for each unit. Without a split the columns themselves say what they count. */
export const linesOf = (form: SummaryForm): readonly Of[] => form.split ?? ['households'];

/** The columns, after the ethnic groups were filled in. */
export function leavesOf(headings: readonly Heading[]): readonly Leaf[] {
  const known = leaves.get(headings);
  if (known) return known;
  const found = headings.flatMap((heading) => ('over' in heading ? leavesOf(heading.over) : 'each' in heading ? [] : [heading]));
  leaves.set(headings, found);
  return found;
}

/** Asked for with every figure that refers to a column. */
const leaves = new WeakMap<readonly Heading[], readonly Leaf[]>();

export const depthOf = (headings: readonly Heading[]): number =>
  Math.max(...headings.map((heading) => ('over' in heading ? 1 + depthOf(heading.over) : 1)));

/** Official numbers of the columns, in order. */
export const numbersOf = (headings: readonly Heading[]): string[] =>
  leavesOf(headings).map(({ number }, index) => number?.split('=')[0] ?? String(index + 1));

/** Rates, their targets and differences of rates have two decimals. */
export const isRate = (measure: Measure): boolean =>
  measure.kind === 'rate' || measure.kind === 'target' || (measure.kind === 'sum' && measure.decimals === 2);

/** Where a column of a list form takes its cells from. */
export type Source =
  /** Running number of the line; for `household`, printed on the head's line only. */
  | { from: 'line' | 'household' }
  /** Text from the person's row; for a head, from Thành viên or from the list. */
  | { from: 'member'; key: 'name' | 'relation' | 'birth' | 'sex' | 'cccd' | 'ethnic' }
  /** Text from the household's row on the list, on every line or only on the head's. */
  | { from: 'text'; key: string; headOnly?: true }
  /** Live reference to an input or formula column of the household's row, on the head's line or on every line. */
  | {
      from: 'live';
      everyLine?: true;
      key:
        | FormulaKey
        | BesideKey
        /** 'b1' on a form stands for whichever score table the standard has. */
        | B1Key
        | 'size'
        | 'lastYear'
        | 'change'
        | 'request'
        | 'formA'
        | 'noLabour'
        | 'merit'
        | 'farming'
        | 'income'
        | 'incomeYear';
    }
  /** The household's causes in words, on the head's line. */
  | { from: 'causes' }
  /** Live: age in whole years on the round's last day. */
  | { from: 'age' }
  /** Code of the person's ethnic group, in the requested scheme. */
  | { from: 'ethnicCode' }
  /** What is wrong with the person's CCCD. */
  | { from: 'idTrouble' }
  | { from: 'place'; key: keyof CommuneLocation }
  /** Filled in by hand or in later steps. */
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
  /** The maximum width; the content decides up to it. */
  width: number;
  align?: 'left' | 'center';
}

/** Who signs below: office, person, and what they do (sign, seal). */
export interface Signer {
  office?: string;
  title: string;
  hint: string;
  /** Signs for one village; left out if the list has several. */
  village?: true;
}

export interface ListForm {
  /** Number of the list, or its common name; also the name of its sheet where it has no other. */
  id: string;
  sheet?: string;
  /** Mẫu 6.2 is two lists: a request for '6.2' means both. */
  partOf?: string;
  title: string;
  reference: string;
  number?: string;
  certainty: Certainty;
  living?: true;
  /** Only if the standard distinguishes well-off from rich households. */
  bands?: true;
  /** Contains personal data: CCCD, date of birth, age, income. */
  personal: boolean;
  orientation?: 'portrait';
  /** Row of the title, first row of data and column of the first heading, as in the official workbook. */
  titleRow: number;
  firstRow: number;
  firstColumn: number;
  columns: readonly ListColumn[];
  /** What one line is: a household, a person in it, or a person whose CCCD is missing or wrong. */
  lines: 'households' | 'members' | 'unidentified';
  /** The households: those that meet at least one of these. */
  which: readonly { sheet: ListSheet; where: Term['where'] }[];
  /** Within a village in the order of `which`; otherwise in the order of the lists. */
  sorted?: true;
  /** A heading row for each village, if there are several. */
  byVillage?: true;
  notes?: readonly string[];
  /** If absent: the person who made the list, and the commune's chairman. */
  signers?: readonly Signer[];
}

/** Thông tư 07/2021 issued most of the forms; Thông tư 02/2022 replaced Mẫu 7.8 to 7.10. */
export const CIRCULAR_07 = `(Kèm theo ${citedLaw(RULES_2021, 'tt07-2021')})`;
export const CIRCULAR_02 = `(Kèm theo ${citedLaw(RULES_2021, 'tt02-2022')})`;

const OUR_READING = 'Bố cục biểu này do Sổ Rà Soát tạm lập vì mẫu chính thức chưa được công bố; thay bằng mẫu của tỉnh ở trang Biểu mẫu.';

export const sheetNameOf = ({ id, sheet }: { id: string; sheet?: string }): string => sheet ?? id;

/** The common name of the form: 'Mẫu 7.1', 'Phụ lục 10'. */
export const formLabel = ({ id, number }: { id: string; number?: string }): string => (number ?? `Mẫu số ${id}`).replace(' số ', ' ') || id;

/** The text printed below a form's table; it says so if the layout is only our reading. */
export const notesOf = ({ notes = [], certainty }: { notes?: readonly string[]; certainty: Certainty }): string[] => [
  ...notes,
  ...(certainty === 'our-reading' ? [OUR_READING] : []),
];
