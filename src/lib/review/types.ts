/** What a cell holds. A yes is the text 'x', a date is text dd/mm/yyyy, mm/yyyy or yyyy, empty is null. */
export type CellValue = string | number | null;

/** The four input sheets of a commune's workbook, in the order of their tabs. */
export type SheetId = 'villages' | 'list01' | 'list02' | 'members';

/** One row of one sheet. `cells` is keyed by column key; an absent key reads as null. */
export interface Row {
  /** Made by whoever created the row; the same household keeps it for the whole round. */
  id: string;
  sheet: SheetId;
  cells: Record<string, CellValue>;
  /** Keys of the cells that two people wrote differently, where there are some: `cells` has what stands. Files have none. */
  disputed?: readonly string[];
  /** Where the row stood in the workbook it was read from: sheet name and 1-based row. */
  source?: { sheet: string; row: number };
}

/** Everything one commune holds in one round, as plain data. */
export interface ReviewData {
  /** Name of the commune as its forms print it, e.g. 'Xã Nông Thượng'. */
  unit: string;
  villages: Row[];
  /** Rows of both lists; `sheet` says on which one the household was entered. */
  households: Row[];
  /** Rows of Thành viên; `cells.code` is the household's Mã hộ. */
  members: Row[];
}

/** Something a person should look at. `text` is Vietnamese and names the place; `code` is stable. */
export interface Problem {
  code: string;
  severity: 'error' | 'warning';
  text: string;
  /** Sheet name, 1-based row and column letter or heading of the workbook, where there is one. */
  sheet?: string;
  row?: number;
  column?: string;
  /** Mã hộ, where the problem belongs to one household. */
  household?: string;
}
