/** Đối chiếu: all that is open in the commune's villages, in the order it is settled, and the settling itself. */
import { createContext, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { seenWrites } from '$lib/cells/apart.ts';
import { commentWrites, resolveWrites, type Comment, type NewComment } from '$lib/cells/comments.ts';
import type { Entry } from '$lib/cells/entry.ts';
import type { CellWrite, Settlement, SharedList } from '$lib/cells/shared-list.ts';
import { openTasks } from '$lib/cells/tasks.ts';
import type { FormFile } from '$lib/forms/form-file.ts';
import { byConsequence, LEVELS, type Level } from '$lib/forms/consequence.ts';
import { HouseholdFigures } from '$lib/forms/household-figures.ts';
import { formsFor, withOwn } from '$lib/forms/registry.ts';
import { Classifier } from '$lib/review/classify.ts';
import type { CellValue } from '$lib/review/types.ts';
import { peopleBehind, personOf, type PersonBehind, type Wrote } from '../commune/wrote.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import type { Rooms, Village } from '../commune/rooms.svelte.ts';
import { newId } from '$lib/cells/new-ids.ts';
import { questionsOf, type ApartQuestion } from './apart-question.ts';
import { Evidence, cellKey, type CellKnown } from './evidence.svelte.ts';
import { conflictsOf, type OpenField, type OpenHousehold, type VillageConflicts } from './village-conflicts.ts';

const NOTHING: VillageConflicts = { households: [], apart: [] };
export const LEVEL_NAMES: Record<Level, string> = { class: 'Đổi kết quả phân loại', form: 'Đổi số liệu biểu', rest: 'Không đổi biểu nào' };

class VillageReading {
  readonly id: string;
  readonly room: LiveRoom;
  readonly evidence: Evidence;
  readonly #owner: Reconcile;
  readonly conflicts = $derived.by((): VillageConflicts => {
    void this.room.version;
    const { classifier, figures } = this.#owner;
    if (!this.room.here || !classifier || !figures) return NOTHING;
    return conflictsOf(this.room.list, { id: this.id, name: this.#owner.nameOf(this.id) }, classifier, figures);
  });
  readonly tasks = $derived.by((): readonly Comment[] => {
    void this.room.version;
    return openTasks(this.room.list);
  });
  /** Of which the log is asked. */
  readonly open = $derived([
    ...this.conflicts.households.flatMap(({ cells }) =>
      cells.map(({ row, field, entries }) => `${cellKey(row, field)} ${entries.map(({ author, at }) => `${author} ${at}`).join(' ')}`),
    ),
    ...this.conflicts.apart.flatMap(({ row, pairs }) => pairs.flat().map(({ field, entry }) => `${cellKey(row.id, field)} ${entry.at}`)),
  ]);

  constructor(village: string, room: LiveRoom, review: string, owner: Reconcile) {
    this.id = village;
    this.room = room;
    this.evidence = new Evidence(review, village);
    this.#owner = owner;
  }
}

/** What is settled, asked or assigned in one stroke, to be taken back in one. */
interface Deed {
  text: string;
  /** The item it was done to; '' where it was done to many. */
  key: string;
  parts: { list: SharedList; settled: readonly Settlement[] }[];
}

export type Item =
  | { kind: 'conflict'; key: string; household: OpenHousehold; cells: readonly OpenField[]; level: Level }
  | { kind: 'apart'; key: string; question: ApartQuestion };

export interface ReconcileOptions {
  rooms: Rooms;
  /** The province's own forms. */
  own: () => readonly FormFile[];
  say(text: string, kind?: 'done' | 'warning'): void;
}

export class Reconcile {
  readonly #rooms: Rooms;
  readonly #say: ReconcileOptions['say'];
  readonly #own: ReconcileOptions['own'];
  readonly #readings = new SvelteMap<string, VillageReading>();
  #deeds = $state.raw<readonly Deed[]>([]);

  village = $state('');
  author = $state('');
  column = $state('');
  level = $state('');

  readonly classifier = $derived.by(() =>
    this.#rooms.round
      ? new Classifier(
          this.#rooms.round,
          this.#rooms.villages.map(({ row }) => row),
          this.#rooms.withoutPersonal(),
        )
      : null,
  );
  readonly figures = $derived.by(() =>
    this.#rooms.round
      ? new HouseholdFigures(formsFor(this.#rooms.round, undefined, withOwn(this.#own(), this.#rooms.round)).summaries)
      : null,
  );
  readonly all = $derived.by(() =>
    byConsequence(
      this.#inOrder().flatMap(({ conflicts }) => conflicts.households),
      ({ consequence }) => consequence.level,
    ),
  );
  readonly #asked = $derived.by(() => {
    const { classifier } = this;
    const found = this.#inOrder().flatMap(({ conflicts, evidence, room }) =>
      classifier
        ? conflicts.apart.map((household) =>
            questionsOf(
              household,
              classifier,
              (field) => evidence.of(household.row.id, field)?.before,
              ({ entry }) => room.writers.of(household.row.id, entry),
            ),
          )
        : [],
    );
    return { questions: found.flatMap(({ asked }) => asked), unknown: found.filter(({ unknown }) => unknown).length };
  });
  /** What the filters leave, the most consequential first; households that two people wrote apart come after the classes. */
  readonly items = $derived.by((): Item[] => {
    const shown = this.all.flatMap((household): Item[] => {
      const cells = this.#shown(household);
      const level = LEVELS.find((one) => cells.some((cell) => cell.level === one));
      return level ? [{ kind: 'conflict', key: household.key, household, cells, level }] : [];
    });
    const asked = this.#asked.questions.filter(
      ({ household, sides }) =>
        (!this.village || household.village === this.village) &&
        (!this.author || sides.some(({ author }) => author === this.author)) &&
        (!this.column || sides.some(({ cells }) => cells.some(({ field }) => this.column === `${household.row.sheet} ${field}`))),
    );
    const apart =
      this.level === '' || this.level === 'class'
        ? asked.map((question): Item => ({ kind: 'apart', key: apartKey(question), question }))
        : [];
    const classes = shown.filter((item) => item.kind === 'conflict' && item.level === 'class');
    return [
      ...classes,
      ...apart,
      ...byConsequence(
        shown.slice(0).filter((item) => !classes.includes(item)),
        (item) => (item.kind === 'conflict' ? item.level : 'class'),
      ),
    ];
  });

  /** Whoever wrote something that is open: by name, and with what is sure of it. */
  readonly authors = $derived.by(() =>
    peopleBehind(
      [
        ...this.all.flatMap(({ village, cells }) => cells.flatMap((cell) => cell.entries.map((entry) => this.wrote(village, cell, entry)))),
        ...this.#asked.questions.flatMap(({ wrote }) => wrote),
      ],
      this.#rooms.person.name,
    ),
  );

  constructor({ rooms, own, say }: ReconcileOptions) {
    this.#rooms = rooms;
    this.#own = own;
    this.#say = say;
  }

  /** To be called in an effect: opens the rooms of villages that have appeared. */
  follow(villages: readonly Village[]): void {
    untrack(() => {
      for (const { id } of villages)
        if (!this.#readings.has(id)) this.#readings.set(id, new VillageReading(id, this.#rooms.open(id), this.#rooms.review, this));
    });
  }

  /** To be called in an effect: asks the log about what has come up, where one may and there is a network. */
  learn(): void {
    for (const { id, room, evidence, open } of this.#readings.values()) {
      const { connected } = room.status;
      if (connected && this.#rooms.may('readFullHistory', id)) untrack(() => void evidence.ask(open));
    }
  }

  close(): void {
    for (const id of this.#readings.keys()) this.#rooms.release(id);
    this.#readings.clear();
  }

  nameOf(village: string): string {
    return this.#rooms.nameOf(village);
  }

  /** Villages whose list is not on this device yet. */
  get away(): string[] {
    return this.#rooms.villages.filter(({ id }) => !this.#readings.get(id)?.room.here).map(({ name }) => name);
  }

  /** Households written apart of which it is not known what stood before: nothing can be said of them. */
  get unknown(): number {
    return this.#asked.unknown;
  }

  get columns(): { id: string; label: string }[] {
    const found = new Map(
      this.all.flatMap(({ row, cells }) =>
        cells.map((cell) => [columnId(row?.sheet, cell), cell.member ? `${cell.label} (thành viên)` : cell.label] as const),
      ),
    );
    return [...found].map(([id, label]) => ({ id, label })).sort((a, b) => a.label.localeCompare(b.label, 'vi'));
  }

  get filtered(): boolean {
    return [this.village, this.author, this.column, this.level].some(Boolean);
  }

  clearFilters(): void {
    this.village = this.author = this.column = this.level = '';
  }

  known(village: string, row: string, field: string): CellKnown | undefined {
    return this.#readings.get(village)?.evidence.of(row, field);
  }

  wrote(village: string, { row }: OpenField, entry: Entry): Wrote {
    return this.#readings.get(village)?.room.writers.of(row, entry) ?? { claimed: entry.author, known: undefined };
  }

  /** What the log has of one of a cell's values besides. */
  broughtBy({ row, field }: OpenField, village: string, entry: Entry): CellKnown['brought'][number] | undefined {
    return this.known(village, row, field)?.brought.find(({ value, author }) => value === entry.value && author === entry.author);
  }

  wroteTask(village: string, { author, write }: Comment): Wrote {
    return this.#readings.get(village)?.room.writers.ofWrite(author, write) ?? { claimed: author, known: undefined };
  }

  /** Of one item, as of all. */
  peopleOf(item: Item): PersonBehind[] {
    const wrote =
      item.kind === 'apart'
        ? item.question.wrote
        : item.cells.flatMap((cell) => cell.entries.map((entry) => this.wrote(item.household.village, cell, entry)));
    return peopleBehind(wrote, this.#rooms.person.name);
  }

  /** Whether nothing answered that could tell what stood before and which device. */
  logAway(village: string): boolean {
    const reading = this.#readings.get(village);
    return !reading?.room.status.connected || reading.evidence.away;
  }

  tasksOf(village: string, row: string): readonly Comment[] {
    return this.#readings.get(village)?.tasks.filter((task) => task.row === row) ?? [];
  }

  /** A locked list takes nothing: it must be unlocked first. */
  mayWrite(village: string): boolean {
    const found = this.#rooms.villages.find(({ id }) => id === village);
    return found !== undefined && found.lock === null && (this.#readings.get(village)?.room.mayWrite ?? false);
  }

  /** Cells in which this person's value is one of those to choose from, of those shown. */
  cellsOf(author: string, items: readonly Item[] = this.items): { village: string; write: CellWrite }[] {
    return items.flatMap((item) => {
      if (item.kind !== 'conflict' || !this.mayWrite(item.household.village)) return [];
      const { village } = item.household;
      return item.cells.flatMap((cell) => {
        const entry = cell.entries.findLast((one) => personOf(this.wrote(village, cell, one)) === author);
        return entry ? [{ village, write: { row: cell.row, field: cell.field, value: entry.value } }] : [];
      });
    });
  }

  settle(text: string, choices: readonly { village: string; write: CellWrite }[], key = ''): void {
    const byVillage = new Map<string, CellWrite[]>();
    for (const { village, write } of choices) byVillage.set(village, [...(byVillage.get(village) ?? []), write]);
    // What the village was asked to check about these cells is answered with them.
    for (const [village, writes] of byVillage) {
      const answered =
        this.#readings
          .get(village)
          ?.tasks.filter((task) => task.field !== null && writes.some(({ row, field }) => row === task.row && field === task.field)) ?? [];
      byVillage.set(village, [...writes, ...resolveWrites(answered)]);
    }
    this.#do(text, byVillage, key);
  }

  /** Both stand, knowingly. */
  keepBoth(question: ApartQuestion): void {
    const { household, pairs } = question;
    this.#do(
      `Đã xem, giữ cả hai: hộ ${household.name}`,
      new Map([[household.village, seenWrites(household.row.id, pairs)]]),
      apartKey(question),
    );
  }

  assign(village: string, comment: NewComment, key = ''): void {
    this.#do(`Đã giao ${this.nameOf(village)} kiểm tra`, new Map([[village, commentWrites(newId(''), { ...comment, task: true })]]), key);
  }

  get canUndo(): boolean {
    return this.#deeds.length > 0;
  }

  /** The last deed, in every list it was done in. @returns which item that was, to be looked at again. */
  undo(): string {
    const deed = this.#deeds.at(-1);
    if (!deed) return '';
    this.#deeds = this.#deeds.slice(0, -1);
    const skipped = deed.parts.reduce((sum, { list, settled }) => sum + list.reopen(settled).skipped.length, 0);
    this.#say(
      `Đã hoàn tác: ${deed.text}.${skipped > 0 ? ` ${skipped} ô người khác đã ghi sau đó nên để nguyên.` : ''}`,
      skipped > 0 ? 'warning' : 'done',
    );
    return deed.key;
  }

  #do(text: string, writes: ReadonlyMap<string, readonly CellWrite[]>, key: string): void {
    const parts = [...writes].flatMap(([village, own]) => {
      const room = this.#readings.get(village)?.room;
      if (!room || !this.mayWrite(village)) return [];
      const settled = room.list.settleAll(own);
      return settled.length > 0 ? [{ list: room.list, settled }] : [];
    });
    if (parts.length === 0) return;
    this.#deeds = [...this.#deeds, { text, key, parts }];
    this.#say(`${text}.`);
  }

  #inOrder(): VillageReading[] {
    return this.#rooms.villages.flatMap(({ id }) => this.#readings.get(id) ?? []);
  }

  #shown({ village, row, cells }: OpenHousehold): readonly OpenField[] {
    if (this.village && village !== this.village) return [];
    return cells.filter(
      (cell) =>
        (!this.author || cell.entries.some((entry) => personOf(this.wrote(village, cell, entry)) === this.author)) &&
        (!this.column || columnId(row?.sheet, cell) === this.column) &&
        (!this.level || cell.level === this.level),
    );
  }
}

const apartKey = ({ household, key }: ApartQuestion): string => `${household.key} ${key}`;

const columnId = (sheet: string | undefined, { member, field }: OpenField): string =>
  `${member ? 'members' : (sheet ?? 'list01')} ${field}`;

/** The value that a person's choice stands for. */
export interface Pick {
  value: CellValue;
}

export const [getReconcile, setReconcile] = createContext<Reconcile>();
