/** Figures of a form that differ from what was last handed in. */
import type { FigureValue } from './blank.ts';
import { leavesOf } from './official/description.ts';
import type { FilledForm } from './fill.ts';
import type { Spot } from './behind.ts';

/** forms[form][unit], as returned by `figuresByUnit`. */
export type KeptFigures = Readonly<Record<string, Readonly<Record<string, readonly FigureValue[]>>>>;

export interface Change {
  spot: Spot;
  before: FigureValue;
}

/** @param whole whether the present lists cover everything that was handed in; otherwise totals cannot be compared. */
export function changesSince({ form, numbers, rows, total }: FilledForm, kept: KeptFigures, whole: boolean): Change[] {
  if (form.dynamic) return [];
  const columns = leavesOf(form.headings).flatMap(({ local }, index) => (local ? [] : [index]));
  const changes: Change[] = [];
  const compare = ({ name, lines }: FilledForm['total'], part: 'unit' | 'total', index: number): void =>
    lines.forEach((line, at) => {
      const before = kept[form.split?.[at] === 'persons' ? `${form.id}.persons` : form.id]?.[name];
      // The layout was different then.
      if (before?.length !== columns.length) return;
      columns.forEach((column, place) => {
        const was = before[place];
        if (was !== undefined && was !== line[column])
          changes.push({ spot: { form: form.id, part, index, line: at, column: numbers[column] ?? '' }, before: was });
      });
    });
  rows.forEach((row, index) => compare(row, 'unit', index));
  if (whole) compare(total, 'total', 0);
  return changes;
}
