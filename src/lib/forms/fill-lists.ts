/** The lines of the list forms: who is on them, in which order, under which heading. */
import { excelKey } from '../review/excel-key.ts';
import type { Classified } from '../review/classify.ts';
import { groupBy } from '../review/group-by.ts';
import type { CellValue, Row } from '../review/types.ts';
import { mayMeet, meets } from './criterion.ts';
import type { Criterion, ListForm } from './official/description.ts';
import { idTroubles } from './id-troubles.ts';
import { isPersonalSource } from './official/list-columns.ts';
import { linesOfHousehold, type ListLine } from './list-lines.ts';
import { homeKey } from './units.ts';

export interface FilledSection {
  /** The village's name, if the list goes by villages and has several. */
  heading?: string;
  lines: ListLine[];
}

export interface FilledList {
  /** Without its personal columns if the viewer may not see them. */
  form: ListForm;
  sections: FilledSection[];
  /** The viewer may not see the data that decides who is on the list, so it cannot be made. */
  unseen?: true;
}

export function fillLists(forms: readonly ListForm[], classified: Classified): FilledList[] {
  const { households, members, villages } = classified.data;
  const order = new Map(villages.map(({ cells }, index) => [excelKey(cells.name), index]).reverse() as [string, number][]);
  const places = new Map(households.map((row) => [row, order.get(excelKey(row.cells.village)) ?? order.size]));
  const place = (row: Row): number => places.get(row) ?? order.size;
  // By village as on the sheet Thôn, within a village as on the lists (sort is stable).
  const sorted = [...households].sort((a, b) => place(a) - place(b));
  const byCode = groupBy(members, homeKey);
  // A household is on several lists.
  const known = new Map<Row, ListLine[]>();
  const persons = (household: Row): ListLine[] => {
    const lines = known.get(household) ?? linesOfHousehold(household, byCode.get(homeKey(household)) ?? []);
    known.set(household, lines);
    return lines;
  };
  const troubles =
    !classified.withoutPersonal && forms.some(({ lines }) => lines === 'unidentified')
      ? idTroubles(sorted.flatMap(persons))
      : new Map<string, string>();

  const linesOf = (household: Row, kind: ListForm['lines']): ListLine[] => {
    const lines = persons(household);
    if (kind === 'households') return lines.slice(0, 1);
    if (kind === 'members') return lines;
    return lines.flatMap((line) => {
      const trouble = troubles.get(line.person.id);
      return trouble === undefined ? [] : [{ ...line, trouble }];
    });
  };

  return forms.map((form): FilledList => {
    if (classified.withoutPersonal) {
      const open = { ...form, columns: form.columns.filter(({ source }) => !isPersonalSource(source)) };
      const rests = form.lines === 'unidentified' || sorted.some((row) => whichOf(form, row, classified, mayMeet) >= 0);
      if (rests) return { form: open, sections: [], unseen: true };
      form = open;
    }
    const found = sorted.flatMap((row) => {
      const at = whichOf(form, row, classified);
      return at < 0 ? [] : [{ row, at }];
    });
    if (form.sorted) found.sort((a, b) => place(a.row) - place(b.row) || a.at - b.at);
    const byVillage = [
      ...groupBy(
        found.map(({ row }) => row),
        form.byVillage ? place : () => 0,
      ).values(),
    ]
      .map((rows) => ({
        heading: String(rows[0]?.cells.village ?? 'Chưa ghi thôn'),
        lines: rows.flatMap((row) => linesOf(row, form.lines)),
      }))
      .filter(({ lines }) => lines.length > 0);
    return { form, sections: byVillage.length > 1 ? byVillage : [{ lines: byVillage[0]?.lines ?? [] }] };
  });
}

type Judge = (criteria: readonly [string, Criterion][], read: (key: string) => CellValue) => boolean;
const meetsAll: Judge = (criteria, read) => criteria.every(([key, criterion]) => meets(criterion, read(key)));

/** Index of the first condition of the form that the household meets; -1 if none. */
function whichOf({ which }: ListForm, row: Row, { results }: Classified, judge = meetsAll): number {
  const result = results.get(row.id) as Record<string, CellValue> | undefined;
  return which.findIndex(
    ({ sheet, where }) => row.sheet === sheet && judge(Object.entries(where), (key) => result?.[key] ?? row.cells[key] ?? null),
  );
}
