/** A cell of a sheet, and what was typed into it. */
import type { CellValue } from '../review/types.ts';

export interface GridPlace {
  row: string;
  /** A grid column's id: an input's key, a formula's with '=' before it. */
  field: string;
}

export interface Typed extends GridPlace {
  /** As typed or pasted; not yet read. */
  text: string;
  /** What stood in the cell when its editor was opened: somebody may have written it meanwhile. */
  seen?: CellValue;
}
