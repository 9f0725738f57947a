/** A cell's value. Yes is the text 'x', a date is the text dd/mm/yyyy, mm/yyyy or yyyy, empty is null. */
export type CellValue = string | number | null;

/** The four input sheets of a commune's workbook, in the order of their tabs. */
export type SheetId = 'villages' | 'list01' | 'list02' | 'members';

/** One row of one sheet. `cells` is keyed by column key; a missing key reads as null. */
export interface Row {
  /** Assigned when the row is created; a household keeps it for the whole round. */
  id: string;
  sheet: SheetId;
  cells: Record<string, CellValue>;
  /** Keys of the cells in conflict, if any; `cells` has their standing values. Rows from files have none. */
  disputed?: readonly string[];
  /** Which of the review's lists it stands on: its members are those of the same list with its code. Rows from files have none. */
  list?: string;
  /** Where the row was in its source workbook: sheet name and 1-based row. */
  source?: { sheet: string; row: number };
}

/** All data of one commune in one round, as plain data. */
export interface ReviewData {
  /** The commune's name as its forms print it, e.g. 'Xã Nông Thượng'. */
  unit: string;
  villages: Row[];
  /** Rows of both lists; `sheet` says on which one the household was entered. */
  households: Row[];
  /** Rows of Thành viên; `cells.code` is the household's Mã hộ. */
  members: Row[];
}

/** Something that a person should check. `text` is Vietnamese and names the place; `code` is stable. */
export interface Problem {
  code: string;
  severity: 'error' | 'warning';
  text: string;
  /** Sheet name, 1-based row, and column letter or heading in the workbook, if any. */
  sheet?: string;
  row?: number;
  column?: string;
  /** Mã hộ, when the problem belongs to one household. */
  household?: string;
}
