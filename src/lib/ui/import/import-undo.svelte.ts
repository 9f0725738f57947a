/** Undoes one import over all its villages: first shows the effect, then does it with one write for each village. */
import { HOUSEHOLD_PREFIX, isFilled, VILLAGE_PREFIX } from '$lib/cells/review-rooms.ts';
import { takingBack, type TakingBack } from '$lib/cells/take-back.ts';
import { fieldLabel } from '$lib/cells/field-label.ts';
import { importKey, recallImports, rememberImport, type ImportedRoom, type ImportRecord } from './import-memory.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import { VillagesNotHere, type Rooms } from '../commune/rooms.svelte.ts';

interface Part {
  /** null is the commune's own room. */
  village: string | null;
  room: LiveRoom;
  plan: TakingBack;
}

/** The effect in words, by village. */
export interface UndoWords {
  goes: string[];
  stays: string[];
  left: string[];
  /** Cells that get their earlier value back. */
  cells: number;
  villages: string[];
}

export class ImportUndo {
  readonly #rooms: Rooms;
  #records = $state.raw<readonly ImportRecord[]>([]);
  #looking = $state(false);
  #parts = $state.raw<readonly Part[]>([]);
  #held: string[] = [];
  /** Reactive, because the authors of what stays become known a little later. */
  readonly #words = $derived.by(() => (this.#parts.length > 0 ? this.#inWords() : null));
  #failure = $state('');
  #done = $state('');
  record = $state.raw<ImportRecord | null>(null);

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.refresh();
  }

  /** Imports into this review, on this device. */
  get records(): readonly ImportRecord[] {
    return this.#records;
  }

  get looking(): boolean {
    return this.#looking;
  }

  get words(): UndoWords | null {
    return this.#words;
  }

  get failure(): string {
    return this.#failure;
  }

  /** The last undone import, in words. */
  get done(): string {
    return this.#done;
  }

  refresh(): void {
    this.#records = recallImports(this.#rooms.person.id).filter(({ review }) => review === this.#rooms.review);
  }

  /** Opens the villages and says what undoing would do; writes nothing. */
  async look(record: ImportRecord): Promise<void> {
    this.leave();
    this.record = record;
    this.#looking = true;
    this.#done = '';
    try {
      this.#held = record.rooms.filter((village) => village !== null);
      const opened = record.rooms.map((village): [string | null, LiveRoom] => [
        village,
        village === null ? this.#rooms.commune : this.#rooms.open(village),
      ]);
      const here = await this.#rooms.ready(opened.map(([, room]) => room));
      const away = opened.filter((_, index) => !here[index]).map(([village]) => this.#rooms.nameOf(village ?? ''));
      if (away.length > 0) throw new VillagesNotHere(away);
      const locked = this.#rooms.villages.filter(({ id, lock }) => lock !== null && record.rooms.includes(id)).map(({ name }) => name);
      if (locked.length > 0) {
        this.#failure = `${locked.join(', ')} đã khóa. Hãy mở khóa ở trang Việc cần làm rồi hoàn tác.`;
        return;
      }
      this.#parts = await plansOf(record, opened);
      if (this.#parts.every(({ plan }) => plan.steps.length === 0))
        this.#failure = 'Không còn gì để hoàn tác: mọi ô của lần nhập này đã được ghi lại sau đó, hoặc đã hoàn tác.';
    } catch (error) {
      if (error instanceof VillagesNotHere) this.#failure = `${error.message}. Hãy nối mạng rồi mở lại trang này.`;
      else if (error instanceof NotKept) this.#failure = error.message;
      else throw error;
    } finally {
      this.#looking = false;
    }
  }

  /** Does what was shown. Cells that somebody has written in between stay anyway. */
  act(): void {
    const { record } = this;
    if (!record || !this.#words) return;
    let cells = 0;
    // Read before the undo changes the data that these texts are made of.
    const { goes, villages } = this.#words;
    for (const { room, plan } of this.#parts) cells += room.list.takeBack(plan.steps).done.length;
    rememberImport(this.#rooms.person.id, { ...record, undone: Date.now() });
    this.#done = `Đã hoàn tác lần nhập ${record.file}: ${cells} ô ở ${villages.length} thôn${goes.length > 0 ? `, ${goes.length} hộ không còn trong danh sách` : ''}.`;
    this.leave();
    this.refresh();
  }

  leave(): void {
    for (const village of this.#held) this.#rooms.release(village);
    this.#held = [];
    this.#parts = [];
    this.#failure = '';
    this.record = null;
  }

  #inWords(): UndoWords {
    const words: UndoWords = { goes: [], stays: [], left: [], cells: 0, villages: [] };
    for (const { village, room, plan } of this.#parts) {
      const { list } = room;
      const where = village === null ? '' : `, ${this.#rooms.nameOf(village)}`;
      const name = (row: string): string => String(list.get(row, 'head') ?? list.get(row, 'name') ?? list.get(row, 'code') ?? row) + where;
      const isHead = (row: string): boolean => row.startsWith(HOUSEHOLD_PREFIX);
      const gone = new Set(plan.goes);
      if (village !== null && plan.steps.length > 0) words.villages.push(this.#rooms.nameOf(village));
      words.goes.push(...plan.goes.filter((row) => isHead(row) || row.startsWith(VILLAGE_PREFIX)).map(name));
      words.stays.push(...plan.stays.filter((row) => isHead(row) || row.startsWith(VILLAGE_PREFIX)).map(name));
      words.left.push(
        ...plan.left.map(({ row, field }) => `${name(row)}: ${fieldLabel(row, field)}, ${room.writers.wordsIn(row, field)} đã ghi`),
      );
      words.cells += plan.steps.filter(({ row }) => !gone.has(row)).length;
    }
    return words;
  }
}

class NotKept extends Error {}

/** Villages first: a village that the import created goes only if no household is left in it. */
async function plansOf({ id }: ImportRecord, opened: readonly [string | null, LiveRoom][]): Promise<Part[]> {
  const parts: Part[] = [];
  const peopled = new Set<string>();
  let found = false;
  for (const [village, room] of [...opened].sort(([a]) => (a === null ? 1 : -1))) {
    const kept = (await room.kept(importKey(id))) as ImportedRoom | undefined;
    found ||= kept !== undefined;
    // A village imported without households has no rows of its own, but others may have been entered since.
    const plan = takingBack(room.list, kept?.steps ?? [], kept?.added ?? []);
    const goes = new Set(plan.goes);
    if (village === null) {
      const staying = new Set([...peopled].map((each) => VILLAGE_PREFIX + each));
      plan.goes = plan.goes.filter((row) => !staying.has(row));
      plan.stays.push(...[...goes].filter((row) => staying.has(row)));
      plan.steps = plan.steps.filter(({ row }) => !staying.has(row));
    } else if (room.list.rows(HOUSEHOLD_PREFIX).some((row) => !goes.has(row) && isFilled(room.list, row))) peopled.add(village);
    parts.push({ village, room, plan });
  }
  if (!found)
    throw new NotKept(
      'Máy này không còn giữ những gì lần nhập ấy đã ghi, nên không hoàn tác cả lần được. Hãy dùng Lịch sử trong sổ từng thôn.',
    );
  return parts;
}
