/**
 * What people and programs write in an empty cell, or when they mean the value above: one list for every column. It
 * is resolved in the grid before rows are classified, so that no village is called 'nt' and nobody 'None'.
 */
import type { Column } from '../review/columns.ts';
import { matchChoice } from '../review/cell-choice.ts';
import { isDitto } from '../review/ditto.ts';
import { fold, tidy } from '../review/text.ts';
import type { Problem } from '../review/types.ts';
import type { Headings } from './headings.ts';
import { columnLetter, type Grid, type GridCell } from './read-grid.ts';
import { problemAt, rowsText } from './read-problem.ts';

/** From pandas, databases and Excel formulas saved as text. Case matters: Nan is a place name. */
const NOTHING =
  /^(nan|NaN|NAN|-nan|None|none|NONE|NaT|nat|null|NULL|Null|\(null\)|<NA>|NA|n\/a|N\/A|undefined|\(blank\)|\(trống\)|#+|#(N\/A|VALUE!|REF!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|[.…_]{2,}|…|[-–—−]+|[?？]+)$/;
/** Signs alone also mean nothing; in a column of marks one of them may be the mark. */
const SIGNS = /^[^\p{L}\p{N}\p{S}]+$/u;
/** In the village column these are not names. */
const NO_VILLAGE = new Set(['khong', 'khong co', 'chua co', 'khong ro', 'chua ro', 'chua biet', 'chua xac dinh', '0']);
export const isNothing = (text: string): boolean => NOTHING.test(text);

interface Found {
  rows: number[];
  words: Set<string>;
}
const found = (): Found => ({ rows: [], words: new Set() });
const add = (to: Found, row: number, word: string): void => {
  to.rows.push(row + 1);
  to.words.add(word);
};
const quoted = ({ words }: Found): string =>
  [...words]
    .slice(0, 5)
    .map((word) => `'${word}'`)
    .join(', ');

/** A column's own choice counts as a value: NT is Nông thôn. */
const means = (column: Column | null, text: string): boolean => column?.choices !== undefined && matchChoice(column, text) !== null;

/** In a note, a dash may be all there is to say. */
function saysNothing(column: Column | null, text: string): boolean {
  if (column?.key === 'note') return isNothing(text) && text.length > 1;
  if (isNothing(text) || (column?.key === 'village' && NO_VILLAGE.has(fold(text)))) return true;
  return column !== null && column.type !== 'yes' && SIGNS.test(text) && !isDitto(text);
}

/** Empties placeholder cells and copies the value above where it is meant; reports it once for each column. */
export function replacePlaceholders(grid: Grid, { bottom, columns }: Headings, problems: Problem[]): void {
  const known = columns.filter(({ column, formula, part }) => column !== null || formula !== null || part !== undefined);
  const rows = [...grid.rows].filter(([row, cells]) => row > bottom && known.filter(({ index }) => cells.has(index)).length >= 2);
  for (const { index, heading, column } of known) {
    const [nothing, same, alone] = [found(), found(), found()];
    let above: GridCell | undefined;
    for (const [row, cells] of rows) {
      const cell = cells.get(index);
      const text = typeof cell?.value === 'string' && cell.error === undefined ? tidy(cell.value) : '';
      if (text !== '' && !means(column, text)) {
        if (saysNothing(column, text)) {
          cells.delete(index);
          // A single sign in a column of marks or choices just means 'no', so it is not reported.
          if (!(text.length === 1 && column?.type !== 'text' && column?.type !== 'code')) add(nothing, row, text);
        } else if (isDitto(text)) {
          if (above) cells.set(index, above);
          else cells.delete(index);
          add(above ? same : alone, row, text);
        }
      }
      above = cells.get(index);
    }
    const say = (severity: Problem['severity'], code: string, what: string): void =>
      void problems.push(
        problemAt({ sheet: grid.name, column: columnLetter(index), label: column?.label ?? heading }, severity, code, what),
      );
    if (nothing.rows.length > 0)
      say('warning', 'nothing-written', `${nothing.rows.length} ô ghi ${quoted(nothing)}, coi như để trống: ${rowsText(nothing.rows)}`);
    if (same.rows.length > 0)
      say('warning', 'as-above', `${same.rows.length} ô ghi ${quoted(same)}, lấy như ô ở trên: ${rowsText(same.rows)}`);
    if (alone.rows.length > 0)
      say('error', 'nothing-above', `${alone.rows.length} ô ghi ${quoted(alone)} mà ô ở trên trống, để trống: ${rowsText(alone.rows)}`);
  }
}
