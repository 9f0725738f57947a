/** A cell of a sheet, and what was typed into it. */
import type { CellValue } from '../review/types.ts';

export interface GridPlace {
  row: string;
  /** A grid column's id: an input's key, or '=' and a formula's key. */
  field: string;
}

export interface Typed extends GridPlace {
  /** As typed or pasted, not parsed yet. */
  text: string;
  /** The cell's value when its editor was opened; somebody may have written it since. */
  seen?: CellValue;
}
