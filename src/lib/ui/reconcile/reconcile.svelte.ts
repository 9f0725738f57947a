/** Đối chiếu: everything open in the commune's villages, in settling order, and as the filters leave it. */
import { createContext, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Comment } from '$lib/cells/comments.ts';
import type { Entry } from '$lib/cells/entry.ts';
import type { CellWrite } from '$lib/cells/shared-list.ts';
import type { FormFile } from '$lib/forms/form-file.ts';
import { byConsequence, LEVELS, type Level } from '$lib/forms/consequence.ts';
import { HouseholdFigures } from '$lib/forms/household-figures.ts';
import { byEachStandard } from '$lib/review/plans.ts';
import { formsFor, withOwn } from '$lib/forms/registry.ts';
import { Classifier } from '$lib/review/classify.ts';
import type { Person } from '$lib/review/people.ts';
import { peopleBehind, personOf, type PersonBehind, type Wrote } from '../commune/wrote.ts';
import type { Rooms, Village } from '../commune/rooms.svelte.ts';
import { apartKey, questionsOf, type ApartQuestion } from './apart-question.ts';
import type { CellKnown } from './evidence.svelte.ts';
import { Settling, type Say } from './settling.svelte.ts';
import type { OpenField, OpenHousehold } from './village-conflicts.ts';
import { VillageReading, type OpenVillage } from './village-reading.svelte.ts';

export const LEVEL_NAMES: Record<Level, string> = { class: 'Đổi kết quả phân loại', form: 'Đổi số liệu biểu', rest: 'Không đổi biểu nào' };

export type Item =
  | { kind: 'conflict'; key: string; household: OpenHousehold; cells: readonly OpenField[]; level: Level }
  | { kind: 'apart'; key: string; question: ApartQuestion };

/** What is needed of the commune's rooms. */
export interface ReconcileRooms extends Pick<Rooms, 'review' | 'round' | 'villages' | 'may' | 'withoutPersonal' | 'nameOf' | 'release'> {
  readonly person: Pick<Person, 'name'>;
  open(village: string): OpenVillage;
}

export interface ReconcileOptions {
  rooms: ReconcileRooms;
  /** The province's own forms. */
  own: () => readonly FormFile[];
  say: Say;
}

export class Reconcile {
  readonly settling: Settling;
  readonly #rooms: ReconcileRooms;
  readonly #own: ReconcileOptions['own'];
  readonly #readings = new SvelteMap<string, VillageReading>();

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
      ? new HouseholdFigures(byEachStandard(this.#rooms.round).flatMap((by) => formsFor(by, undefined, withOwn(this.#own(), by)).summaries))
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
    this.settling = new Settling(
      {
        nameOf: (village) => rooms.nameOf(village),
        listToWrite: (village) => (this.mayWrite(village) ? (this.#readings.get(village)?.room.list ?? null) : null),
        tasks: (village) => this.#readings.get(village)?.tasks ?? [],
      },
      say,
    );
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

const columnId = (sheet: string | undefined, { member, field }: OpenField): string =>
  `${member ? 'members' : (sheet ?? 'list01')} ${field}`;

export const [getReconcile, setReconcile] = createContext<Reconcile>();
