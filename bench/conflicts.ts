/**
 * `npm run bench:conflicts`. Five people with 500 edits each, offline for a day, then merged: ours against a plain
 * Y.Map for each household and Automerge. Counts how many values that were still current for their writers are gone
 * without a trace. Also measures what Đối chiếu computes when it opens with a thousand open cells.
 */
import * as Automerge from '@automerge/automerge';
import * as Y from 'yjs';
import { SharedList, type CellWrite } from '../src/lib/cells/shared-list.ts';
import { HouseholdFigures } from '../src/lib/forms/household-figures.ts';
import { formsFor } from '../src/lib/forms/registry.ts';
import { Classifier } from '../src/lib/review/classify.ts';
import { chooseRound } from '../src/lib/review/plans.ts';
import type { CellValue } from '../src/lib/review/types.ts';
import { conflictsOf } from '../src/lib/ui/reconcile/village-conflicts.ts';
import { dayOf, type Edit } from './day.ts';
import { households, villages } from './households.ts';
import { entry, median, time, type Entry } from './measure.ts';
import { save } from './results.ts';

const gc = globalThis.gc ?? fail();

function fail(): never {
  throw new Error('run it with --expose-gc');
}

const PEOPLE = ['Lan', 'Thành', 'Hiếu', 'Mai', 'Sơn'];
const ROWS = 300;
const RUNS = 60;
/** Not counted: the code is not compiled yet. */
const WARM_UP = 20;

const cellOf = ({ row, field }: Pick<Edit, 'row' | 'field'>): string => `${row} ${field}`;
const list = households(ROWS);
const ids = list.map(({ id }) => id);
const rows = new Map(list.map(({ id, cells }) => [id, cells]));
/** A value that the cell already has for its writer is not written, in any of the three. */
const days = PEOPLE.map((_, who) => {
  const standing = new Map<string, CellValue>();
  const changes = dayOf(100 + who, ids, 1_500).filter((edit) => {
    const before = standing.has(cellOf(edit)) ? standing.get(cellOf(edit)) : (rows.get(edit.row)?.[edit.field] ?? null);
    standing.set(cellOf(edit), edit.value);
    return before !== edit.value;
  });
  return changes.slice(0, 500);
});
const start: CellWrite[] = list.flatMap(({ id, cells }) => Object.entries(cells).map(([field, value]) => ({ row: id, field, value })));

/** The last value of each person in each cell they wrote: all of these must still be findable. */
const left = days.map((day) => new Map(day.map((edit) => [cellOf(edit), edit.value])));

/** @param found every value that can still be found in a cell after the merge. */
function lost(found: (cell: string) => readonly CellValue[]): number {
  return left.reduce((sum, cells) => sum + [...cells].filter(([cell, value]) => !found(cell).includes(value)).length, 0);
}

/** CPU times: they take turns, and none pays for what the others have prepared. */
function medians(all: readonly Merging[]): number[] {
  const times = all.map((): number[] => []);
  for (let run = -WARM_UP; run < RUNS; run++)
    all.forEach(({ prepare }, index) => {
      const work = prepare();
      gc({ type: 'minor' });
      const began = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(began);
      if (run >= 0) times[index]?.push((user + system) / 1_000);
    });
  return times.map(median);
}

interface Merged {
  ms: number;
  lost: number;
  bytes: number;
}

interface Merging {
  /** @returns what is measured. */
  prepare(): () => void;
  /** Of the last merge. */
  merged(): Omit<Merged, 'ms'>;
}

function ours(): Merging {
  const first = new SharedList(new Y.Doc(), 'nhập');
  first.write(start);
  const base = Y.encodeStateAsUpdate(first.doc);
  const open = (author: string): SharedList => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, base);
    return new SharedList(doc, author);
  };
  const updates = days.map((day, who) => {
    const own = open(PEOPLE[who] ?? '');
    const before = Y.encodeStateVector(own.doc);
    for (const { row, field, value } of day) own.set(row, field, value);
    return Y.encodeStateAsUpdate(own.doc, before);
  });
  let merged = open('xã');
  return {
    prepare: () => {
      merged = open('xã');
      return () => updates.forEach((update) => Y.applyUpdate(merged.doc, update));
    },
    merged: () => ({
      bytes: Y.encodeStateAsUpdate(merged.doc).length,
      lost: lost((cell) => merged.entries(...(cell.split(' ') as [string, string])).map(({ value }) => value)),
    }),
  };
}

function plainMaps(): Merging {
  const first = new Y.Doc();
  const rowOf = (doc: Y.Doc, row: string): Y.Map<CellValue> => doc.getMap(row);
  first.transact(() => start.forEach(({ row, field, value }) => rowOf(first, row).set(field, value)));
  const base = Y.encodeStateAsUpdate(first);
  const open = (): Y.Doc => {
    const doc = new Y.Doc();
    ids.forEach((id) => rowOf(doc, id));
    Y.applyUpdate(doc, base);
    return doc;
  };
  const updates = days.map((day) => {
    const doc = open();
    const before = Y.encodeStateVector(doc);
    for (const { row, field, value } of day) rowOf(doc, row).set(field, value);
    return Y.encodeStateAsUpdate(doc, before);
  });
  let merged = open();
  return {
    prepare: () => {
      merged = open();
      return () => updates.forEach((update) => Y.applyUpdate(merged, update));
    },
    merged: () => ({
      bytes: Y.encodeStateAsUpdate(merged).length,
      lost: lost((cell) => {
        const [row = '', field = ''] = cell.split(' ');
        return [rowOf(merged, row).get(field) ?? null];
      }),
    }),
  };
}

interface Book {
  rows: Record<string, Record<string, CellValue>>;
}

/** Automerge keeps concurrent values, and returns them when asked for a cell's conflicts. */
function automerge(): Merging {
  const rows: Book['rows'] = {};
  for (const { row, field, value } of start) (rows[row] ??= {})[field] = value;
  const base = Automerge.save(Automerge.from({ rows } as unknown as Record<string, unknown>));
  const changes = days.map((day) => {
    let doc = Automerge.load<Book>(base);
    const before = Automerge.getHeads(doc);
    // One change for each edit, as people write.
    for (const { row, field, value } of day)
      doc = Automerge.change(doc, ({ rows: all }) => void ((all[row] as Record<string, CellValue>)[field] = value));
    return Automerge.getChangesSince(doc, before);
  });
  let merged = Automerge.load<Book>(base);
  return {
    prepare: () => {
      merged = Automerge.load<Book>(base);
      return () => changes.forEach((own) => ([merged] = Automerge.applyChanges(merged, own)));
    },
    merged: () => ({
      bytes: Automerge.save(merged).length,
      lost: lost((cell) => {
        const [row = '', field = ''] = cell.split(' ');
        const own = merged.rows[row];
        return own ? [own[field] ?? null, ...(Object.values(Automerge.getConflicts(own, field) ?? {}) as CellValue[])] : [];
      }),
    }),
  };
}

function merging(): Entry[] {
  const what = `merging ${PEOPLE.length} x ${days[0]?.length} offline edits into ${ROWS} households`;
  const peers = [ours(), plainMaps(), automerge()] as const;
  // Automerge on its own: its garbage is too much for the two others.
  const times = [...medians(peers.slice(0, 2)), ...medians(peers.slice(2))];
  const [mine, maps, auto] = [0, 1, 2].map((peer) => ({ ms: times[peer] ?? NaN, ...peers[peer as 0 | 1 | 2].merged() })) as [
    Merged,
    Merged,
    Merged,
  ];
  const values = left.reduce((sum, cells) => sum + cells.size, 0);
  return [
    entry(what, 'ms', mine.ms, 'plain Y.Map a household', maps.ms),
    entry(`${what}, against Automerge`, 'ms', mine.ms, 'Automerge 3.5', auto.ms),
    entry(`values lost of ${values} that their writers left standing`, 'values', mine.lost, 'plain Y.Map a household', maps.lost),
    entry(
      `values lost of ${values} that their writers left standing, against Automerge`,
      'values',
      mine.lost,
      'Automerge 3.5 (conflicts asked for cell by cell)',
      auto.lost,
    ),
    entry('the merged list, stored', 'KB', mine.bytes / 1024, 'plain Y.Map a household', maps.bytes / 1024),
    entry('the merged list, stored, against Automerge', 'KB', mine.bytes / 1024, 'Automerge 3.5', auto.bytes / 1024),
  ];
}

/** Points, indicators, causes and notes of 500 households, two cells each, written by two people. */
function opening(): Entry[] {
  const round = chooseRound({ year: 2023, area: 'rural' });
  const classifier = new Classifier(round, villages);
  const figures = new HouseholdFigures(formsFor(round).summaries);
  const many = households(1_200);
  const lists = villages.map((village, index) => {
    const own = many.slice(index * 100, (index + 1) * 100);
    const first = new SharedList(new Y.Doc(), 'nhập');
    first.write(own.flatMap(({ id, cells }) => Object.entries(cells).map(([field, value]) => ({ row: id, field, value }))));
    const base = Y.encodeStateAsUpdate(first.doc);
    const people = PEOPLE.slice(0, 2).map((author, who) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, base);
      const copy = new SharedList(doc, author);
      own.slice(0, 44).forEach(({ id }, nth) => {
        copy.set(id, 'b1', 120 + who * 60);
        copy.set(id, ['i1', 'c3', 'note', 'size'][nth % 4] ?? 'note', who + 1);
      });
      return doc;
    });
    for (const doc of people) Y.applyUpdate(first.doc, Y.encodeStateAsUpdate(doc));
    return { list: first, village: { id: village.id.slice(2), name: String(village.cells.name) } };
  });
  const open = lists.reduce((sum, { list: one }) => sum + one.conflicts().length, 0);
  const all = time(5, () => lists.map(({ list: one, village }) => conflictsOf(one, village, classifier, figures)));
  const one = time(9, () =>
    conflictsOf(lists[0]?.list ?? new SharedList(new Y.Doc(), ''), lists[0]?.village ?? { id: '', name: '' }, classifier, figures),
  );
  return [
    entry(`opening Đối chiếu with ${open} open cells in ${lists.length} villages: what is computed`, 'ms', all),
    entry(`settling one of them: its village (${lists[0]?.list.conflicts().length} open cells) anew`, 'ms', one),
  ];
}

save([...merging(), ...opening()]);
