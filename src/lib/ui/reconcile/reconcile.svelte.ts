/** Đối chiếu: everything open in the commune's villages, in settling order, and the settling itself. */
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
  /** The cells that the log is asked about. */
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

/** Everything settled, asked or assigned in one action, and undone in one. */
interface Deed {
  text: string;
  /** The item it was done to; '' if there were many. */
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
  /** The items that pass the filters, largest consequence first; households that two people wrote apart come after the classes. */
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

  /** The authors of open values: by name, with what is certain about them. */
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

  /** Call it in an effect: opens the rooms of villages that were added. */
  follow(villages: readonly Village[]): void {
    untrack(() => {
      for (const { id } of villages)
        if (!this.#readings.has(id)) this.#readings.set(id, new VillageReading(id, this.#rooms.open(id), this.#rooms.review, this));
    });
  }

  /** Call it in an effect: asks the log about new items, if the person may and there is a network. */
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

  /** Households written apart whose earlier values are unknown: nothing can be said about them. */
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

  /** What else the log knows about one value of a cell. */
  broughtBy({ row, field }: OpenField, village: string, entry: Entry): CellKnown['brought'][number] | undefined {
    return this.known(village, row, field)?.brought.find(({ value, author }) => value === entry.value && author === entry.author);
  }

  wroteTask(village: string, { author, write }: Comment): Wrote {
    return this.#readings.get(village)?.room.writers.ofWrite(author, write) ?? { claimed: author, known: undefined };
  }

  /** The authors of one item, like those of all. */
  peopleOf(item: Item): PersonBehind[] {
    const wrote =
      item.kind === 'apart'
        ? item.question.wrote
        : item.cells.flatMap((cell) => cell.entries.map((entry) => this.wrote(item.household.village, cell, entry)));
    return peopleBehind(wrote, this.#rooms.person.name);
  }

  /** Whether the log, which knows earlier values and devices, did not answer. */
  logAway(village: string): boolean {
    const reading = this.#readings.get(village);
    return !reading?.room.status.connected || reading.evidence.away;
  }

  tasksOf(village: string, row: string): readonly Comment[] {
    return this.#readings.get(village)?.tasks.filter((task) => task.row === row) ?? [];
  }

  /** A locked list accepts nothing: it must be unlocked first. */
  mayWrite(village: string): boolean {
    const found = this.#rooms.villages.find(({ id }) => id === village);
    return found !== undefined && found.lock === null && (this.#readings.get(village)?.room.mayWrite ?? false);
  }

  /** Of the shown cells, those where one of the choices is this person's value. */
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
    // Settling these cells also answers what the village was asked to check about them.
    for (const [village, writes] of byVillage) {
      const answered =
        this.#readings
          .get(village)
          ?.tasks.filter((task) => task.field !== null && writes.some(({ row, field }) => row === task.row && field === task.field)) ?? [];
      byVillage.set(village, [...writes, ...resolveWrites(answered)]);
    }
    this.#do(text, byVillage, key);
  }

  /** Both values stay on purpose. */
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

  /** Undoes the last action in every list it touched. @returns its item, to be shown again. */
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

/** The value that a person's choice means. */
export interface Pick {
  value: CellValue;
}

export const [getReconcile, setReconcile] = createContext<Reconcile>();
