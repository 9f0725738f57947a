/** The rooms of one review for one signed-in person: the commune's own room is always open, villages' rooms when pages need them. */
import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { readReview, readVillages, SCORES_PREFIX, villagesAside, type Village } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { docFor, docName, may, mayRead, maySee, mayWrite, parseDoc, roomName, type DocPlace, type Person } from '$lib/review/people.ts';
import type { Action } from '$lib/review/roles.ts';
import type { Round } from '$lib/review/plans.ts';
import type { RuleSet } from '$lib/review/rules.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { ReviewData } from '$lib/review/types.ts';
import { holdCopies, removeForbidden } from '$lib/sync/device-copies.ts';
import { CLOSE } from '$lib/sync/protocol.ts';
import type { RoomStatus } from '$lib/sync/room-connection.ts';
import { readUnsent, type UnsentEdits } from '$lib/sync/rescue.ts';
import { LiveRoom, PATIENCE } from './live-room.svelte.ts';
import { readRound, type RoundReading } from '$lib/cells/round-record.ts';
import { addressIn } from './review-address.ts';
import { MAY_HOP, XA, type Receiver } from './receiver.ts';
import { safetyOf, type Safety } from './safety.ts';
import { recallEmpty, recallUnsent, rememberEmpty, rememberUnsent } from '../device/unsent-memory.ts';

export type { Village } from '$lib/cells/review-rooms.ts';

/** A room that no page shows stays open this long: people often come back to a page. */
const LINGER = 20_000;
const REFUSALS: ReadonlySet<number> = new Set([CLOSE.notSignedIn.code, CLOSE.noRight.code]);

export class VillagesNotHere extends Error {
  readonly villages: readonly string[];

  constructor(villages: readonly string[]) {
    super(`Chưa có danh sách của ${villages.join(', ')} trên máy này`);
    this.villages = villages;
  }
}

export class Rooms {
  readonly person: Person;
  /** The review of these rooms: the person's own, or another that they may read. */
  readonly review: string;
  readonly commune: LiveRoom;
  readonly #open = new SvelteMap<string, LiveRoom>();
  readonly #unsent = new SvelteMap<string, number>();
  readonly #users = new Map<string, number>();
  readonly #closing = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #letGo: () => void;
  readonly #onRefused: () => void;
  readonly #standards: () => readonly Standard[];
  readonly #rules: () => readonly RuleSet[] | undefined;
  #tables = 0;
  #closed: Promise<void> | null = null;
  #records = $derived.by(() => this.#readRecords());
  #online = $state(navigator.onLine);
  #safety = $derived.by(() => safetyOf(this.#statuses(), this.#waiting(), this.#online, this.receiver));
  readonly #followNetwork = (): void => {
    this.#online = navigator.onLine;
  };

  /**
   * @param onRefused the server has closed a room because the session or the right is missing.
   * @param standards draft standards that an admin has confirmed, and the rules with what was confirmed of them; reactive.
   */
  constructor(
    person: Person,
    review: string,
    onRefused: () => void = () => undefined,
    standards: () => readonly Standard[] = () => [],
    rules: () => readonly RuleSet[] | undefined = () => undefined,
  ) {
    this.person = person;
    this.review = review;
    this.#onRefused = onRefused;
    this.#standards = standards;
    this.#rules = rules;
    this.#letGo = holdCopies(person.id);
    for (const kind of ['online', 'offline']) addEventListener(kind, this.#followNetwork);
    this.#removeForbidden();
    for (const [room, count] of recallUnsent(person.id)) this.#unsent.set(room, count);
    this.commune = this.#connectTo({ review, village: null });
    // Unsent edits in a room that no page shows are sent anyway, also while another review is shown.
    for (const doc of this.#unsentDocs()) {
      if (doc.review !== review) this.#connectTo(doc);
      else if (doc.village !== null) {
        this.#hold(doc);
        this.#let(doc);
      }
    }
  }

  /** The commune's villages in the order of its sheet Thôn; for reviewers and village heads only their own. */
  get villages(): readonly Village[] {
    return this.#records.villages.filter(({ id }) => this.mayRead(id));
  }

  /** Villages put aside: in no list or form, but they can be brought back. */
  get aside(): readonly Village[] {
    void this.#records;
    return villagesAside(this.commune.list).filter(({ id }) => this.mayRead(id));
  }

  get round(): Round | null {
    return this.#records.round.round;
  }

  /** Name, year, plan, standard and area from the commune's records, and the reason if they give no round. */
  get roundReading(): RoundReading {
    return this.#records.round;
  }

  /** 'Xã Nông Thượng'; empty until something was imported. */
  get unit(): string {
    return this.#records.round.unit;
  }

  get standards(): readonly Standard[] {
    return this.#standards();
  }

  /** What is stored where, over all rooms, open or not. */
  get safety(): Safety {
    return this.#safety;
  }

  /** Whether it is the review the person works in, not one they only read. */
  get own(): boolean {
    return this.review === this.person.review;
  }

  /** Whether the person works in it: the yearly one, or one that runs beside it. */
  get worked(): boolean {
    return this.own || (this.person.alongside?.includes(this.review) ?? false);
  }

  /** A meeting hub has some of the lists: they are written there, and everything else is done at the commune's machine. */
  get atHub(): boolean {
    return this.person.only !== undefined;
  }

  get receiver(): Receiver {
    return this.atHub ? MAY_HOP : XA;
  }

  /** Whether the person may do here what changes more than lists: the commune's machine weighs it by all it has. */
  mayDecide(action: Action, village: string | null = null): boolean {
    return this.worked && !this.atHub && this.may(action, village);
  }

  /** Why that cannot be done from this page now; '' when it can. @param not how the sentence ends: 'chưa ghi được bước này'. */
  undecided(not: string): string {
    if (this.atHub) return 'Việc này ghi ở máy của xã, không ghi ở máy họp.';
    return this.commune.status.connected ? '' : `Máy này chưa nối được với máy của xã, nên ${not}.`;
  }

  /** Whether `villages` is complete. */
  get mayReadAll(): boolean {
    return this.#records.villages.every(({ id }) => this.mayRead(id));
  }

  /** The address of a page of this review: '/', '/thon/thon-3'. */
  address(page: string): string {
    return this.own ? page : addressIn(this.review, page);
  }

  may(action: Action, village: string | null = null): boolean {
    return may(this.person, action, { review: this.review, village });
  }

  mayRead(village: string): boolean {
    return maySee(this.person, { review: this.review, village });
  }

  /** Whether a village's list, or any of the lists, comes without personal data. */
  withoutPersonal(village?: string): boolean {
    const villages = village === undefined ? this.villages.map(({ id }) => id) : [village];
    return villages.some((id) => !this.may('readPersonal', id));
  }

  /** Opens a village's room, or shares the open one. Each open() needs one release(). */
  open(village: string): LiveRoom {
    return this.#hold(this.#docOf(village));
  }

  release(village: string): void {
    this.#let(this.#docOf(village));
  }

  /** The notes of a village's meeting. Each call needs one releaseMeeting(). */
  openMeeting(village: string): LiveRoom {
    return this.#hold({ review: this.review, village, part: 'meeting' });
  }

  releaseMeeting(village: string): void {
    this.#let({ review: this.review, village, part: 'meeting' });
  }

  /** The room, if it is open now; reactive. */
  peek(village: string): LiveRoom | undefined {
    return this.#open.get(docName(this.#docOf(village)));
  }

  /** Edits of a room that the commune has not acknowledged, also if the room is not open; null: the commune's own room. */
  unsentOf(village: string | null): number {
    return this.unsentIn(docName(this.#docOf(village)));
  }

  unsentIn(name: string): number {
    return this.#unsent.get(name) ?? 0;
  }

  /** The whole commune, once every village's list is read. @throws VillagesNotHere */
  reviewData(): Promise<ReviewData> {
    return this.read((lists) => readReview(this.commune.list, lists));
  }

  /** Reads the lists of all villages while they are open at the same time. @throws VillagesNotHere */
  async read<T>(use: (lists: ReadonlyMap<string, SharedList>) => T): Promise<T> {
    await this.commune.whenReady();
    const villages = this.#readRecords().villages.map(({ id }) => id);
    try {
      const rooms = villages.map((id) => [id, this.open(id)] as const);
      const loaded = await this.ready(rooms.map(([, room]) => room));
      const away = rooms.filter((_, index) => !loaded[index]).map(([id]) => this.nameOf(id));
      if (away.length > 0) throw new VillagesNotHere(away);
      return use(new Map(rooms.map(([id, room]) => [id, room.list])));
    } finally {
      for (const id of villages) this.release(id);
    }
  }

  /**
   * Waits for several rooms; without a network only for what is stored on this device. @returns for each room whether
   * it is available.
   */
  ready(rooms: readonly LiveRoom[]): Promise<boolean[]> {
    const patience = this.commune.status.connected ? PATIENCE : 0;
    return Promise.all(rooms.map((room) => room.whenReady(patience)));
  }

  nameOf(village: string): string {
    const known = this.#records.villages.find(({ id }) => id === village) ?? this.aside.find(({ id }) => id === village);
    return known?.name ?? village;
  }

  /** Every edit of this person on this device that the commune has not acknowledged, by room, also for rooms that are not open. */
  async unsentEdits(): Promise<Map<string, UnsentEdits>> {
    const found = new Map<string, UnsentEdits>();
    for (const name of new Set([...this.#open.keys(), ...recallUnsent(this.person.id).keys()])) {
      const edits = this.#open.get(name)?.unsent() ?? (this.unsentIn(name) > 0 ? await readUnsent(this.person.id, name) : null);
      if (edits && edits.count > 0) found.set(name, edits);
    }
    return found;
  }

  /** Imports edits from a rescue file, each into its room. @returns how many rooms accepted some. */
  takeRescued(rooms: ReadonlyMap<string, UnsentEdits>): number {
    let taken = 0;
    for (const [name, { update }] of rooms) {
      const doc = parseDoc(name);
      if (!doc || doc.review !== this.review || !mayWrite(this.person, doc)) continue;
      if (doc.village === null) this.commune.take(update);
      else {
        this.#hold(doc).take(update);
        this.#let(doc);
      }
      taken += 1;
    }
    return taken;
  }

  /** After signing in again: continues what was closed without a session. */
  connectAgain(): void {
    for (const room of this.#open.values()) room.connectAgain();
  }

  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    for (const timer of this.#closing.values()) clearTimeout(timer);
    for (const kind of ['online', 'offline']) removeEventListener(kind, this.#followNetwork);
    const rooms = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(rooms.map((room) => room.close()));
    this.#letGo();
  }

  #hold(doc: DocPlace): LiveRoom {
    const name = docName(doc);
    clearTimeout(this.#closing.get(name));
    this.#closing.delete(name);
    this.#users.set(name, (this.#users.get(name) ?? 0) + 1);
    return this.#open.get(name) ?? this.#connectTo(doc);
  }

  #let(doc: DocPlace): void {
    const name = docName(doc);
    const users = (this.#users.get(name) ?? 0) - 1;
    if (users > 0) this.#users.set(name, users);
    else {
      this.#users.delete(name);
      this.#closeLater(name);
    }
  }

  #connectTo(doc: DocPlace): LiveRoom {
    const name = docName(doc);
    let wasRefused = false;
    let wasConnected = false;
    const room = new LiveRoom({
      name,
      person: this.person,
      mayWrite: mayWrite(this.person, doc),
      knownEmpty: recallEmpty(this.person.id).has(name),
      onEmpty: (isEmpty) => rememberEmpty(this.person.id, name, isEmpty),
      onStatus: (status) => {
        const refused = status.closed !== null && REFUSALS.has(status.closed.code);
        if (refused && !wasRefused) this.#onRefused();
        wasRefused = refused;
        // The open part has the clocks of the whole list, so it shows which edits of an older full copy were received.
        if (doc.part === 'open' && status.connected && !wasConnected)
          this.#removeForbidden(new Map([[roomName(doc.review, doc.village), room.list]]));
        wasConnected ||= status.connected;
        // Until the count is known, the remembered one is used.
        if (!status.counted || (!status.connected && status.unsent === 0 && !this.#unsent.has(name))) return;
        this.#unsent.set(name, status.unsent);
        rememberUnsent(this.person.id, name, status.unsent);
      },
    });
    this.#open.set(name, room);
    return room;
  }

  #closeLater(name: string): void {
    clearTimeout(this.#closing.get(name));
    this.#closing.set(
      name,
      setTimeout(() => {
        this.#closing.delete(name);
        if (this.#users.has(name)) return;
        // Not while edits wait to be sent: an open room sends them as soon as it can.
        if (this.unsentIn(name) > 0) return this.#closeLater(name);
        void this.#open.get(name)?.close();
        this.#open.delete(name);
      }, LINGER),
    );
  }

  /** Removes from the device what the person may no longer read, as signing out does. */
  #removeForbidden(received?: ReadonlyMap<string, SharedList>): void {
    const isAllowed = (name: string): boolean => {
      const doc = parseDoc(name);
      return doc === null || mayRead(this.person, doc);
    };
    void removeForbidden(this.person.id, isAllowed, received);
  }

  /** The document that this person has of a room. */
  #docOf(village: string | null): DocPlace {
    return docFor(this.person, { review: this.review, village });
  }

  #unsentDocs(): DocPlace[] {
    return [...this.#unsent].flatMap(([name, count]) => {
      const doc = count > 0 ? parseDoc(name) : null;
      return doc && mayWrite(this.person, doc) ? [doc] : [];
    });
  }

  /** Until the commune's records are read, the page does not know its lists, so the status promises nothing. */
  #statuses(): RoomStatus[] {
    return [...this.#open.values()].map(({ status }) => (this.commune.status.loaded ? status : { ...status, counted: false }));
  }

  /** Unsent edits of this person in any review, remembered for rooms that cannot report themselves. */
  #waiting(): number {
    let count = 0;
    for (const [room, unsent] of this.#unsent) if (!this.#open.get(room)?.status.counted) count += unsent;
    return count;
  }

  /** Histories and messages call an answer by its item, once its table has been read. */
  #nameItems(): void {
    const { length } = this.commune.list.rows(SCORES_PREFIX);
    if (length === this.#tables) return;
    this.#tables = length;
    import('$lib/cells/score-records.ts').then(
      ({ loadedTables }) => loadedTables(this.commune.list),
      (error: unknown) => console.warn('score tables', error),
    );
  }

  #readRecords(): { villages: Village[]; round: RoundReading } {
    void this.commune.version;
    void this.commune.status.loaded;
    this.#nameItems();
    return { villages: readVillages(this.commune.list), round: readRound(this.commune.list, this.#standards(), this.#rules()) };
  }
}

export const [getRooms, setRooms] = createContext<Rooms>();
