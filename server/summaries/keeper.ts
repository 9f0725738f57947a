/**
 * Keeps a summary of each village and renews it from what has changed. It follows the open rooms between two commits: only the households
 * that changed are counted again. Of a room that is not open, a summary is made from the log, and only when it is behind. Summaries are
 * written a short while after an edit, each with the position of the log that it holds for: after a crash those that are behind are made
 * anew.
 */
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { DocRows } from '../../src/lib/cells/doc-rows.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { FormFile } from '../../src/lib/forms/form-file.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import type { Forms } from '../../src/lib/forms/registry.ts';
import type { Act } from '../../src/lib/process/acts.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import type { Round } from '../../src/lib/review/plans.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { Counting } from '../../src/lib/summary/counting.ts';
import type { VillageCounting } from '../../src/lib/summary/village-counting.ts';
import { InTurn } from '../log/in-turn.ts';
import type { UpdateLog } from '../log/log.ts';
import type { StoredSummary, SummaryStore } from '../log/summary-store.ts';
import { reading } from '../process/live-lists.ts';
import type { Follower } from '../rooms/follower.ts';
import type { Hub } from '../rooms/hub.ts';
import type { Report } from '../rooms/hub-health.ts';
import { readRoom } from '../rooms/reader.ts';
import type { Room } from '../rooms/room.ts';
import {
  CommuneSummaries,
  OpenSummary,
  readRecords,
  restored,
  stored,
  type Records,
  type Rules,
  type Summary,
  type Version,
} from './commune-summaries.ts';
import { countFrozen, countingFor, countList } from './count.ts';

export interface KeeperOptions {
  log: UpdateLog;
  store: SummaryStore;
  /** The standards and rules in use; asked for at each reading, because an admin may have put others into use. */
  inUse: () => Promise<InUse>;
  /** The provinces' own forms in use, all of them. */
  ownForms: () => Promise<readonly FormFile[]>;
  /** The forms in use, by each standard of a round. */
  formsOf: (review: string, round: Round) => Promise<readonly Forms[]>;
  report: Report;
  today?: () => string;
}

/** Edits within this time are counted together, in milliseconds. */
const TOGETHER_MS = 2;
/** After an edit, when its village's summary is written. */
const WRITE_MS = 500;
/** Another standard or form that was put into use counts after this time at most. */
const RULES_MS = 1_000;
/** Rows that are read at once: meanwhile nobody's edit is taken. */
const ROWS_AT_ONCE = 400;
/** How long a server that has a room open is given to write its summary before another makes it from the log. */
const OTHERS_MS = 3_000;

const FROZEN = ['sent', 'official'] as const satisfies Version[];

export class SummaryKeeper implements Follower {
  readonly #options: KeeperOptions;
  readonly #communes = new Map<string, CommuneSummaries>();
  /** One work of a commune after the other. */
  readonly #turns = new InTurn();
  /** Rooms that have changed and are not counted yet, by review. */
  #changed = new Map<string, Set<string>>();
  /** Of open rooms. */
  readonly #countings = new Map<string, { of: Rules; counting: VillageCounting }>();
  /** Those who wait to be shown a room; called with null when it closes before. */
  readonly #waiting = new Map<string, Set<(room: Room | null) => void>>();
  /** The same counting for all communes that are counted in the same way. */
  readonly #byText = new Map<string, Counting>();
  /** Written as they are then. */
  #unsaved = new Map<string, () => StoredSummary>();
  #hub: Pick<Hub, 'look' | 'isOpen'> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #writing: NodeJS.Timeout | null = null;
  #running = new Set<Promise<unknown>>();
  #seen: number;
  /** What the loaded communes are counted by. */
  #inUse = '';
  #rulesUntil = 0;
  #stopHearing: () => void = () => undefined;
  #closed = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#seen = options.log.shared?.openedAt ?? 0;
  }

  /** From now on it looks at these rooms. */
  follow(hub: Pick<Hub, 'look' | 'isOpen'>): void {
    this.#hub = hub;
    let isHearing = false;
    this.#stopHearing =
      this.#options.log.shared?.onNews(() => {
        if (isHearing) return;
        isHearing = true;
        this.#run(
          sleep(WRITE_MS, undefined, { ref: false }).then(() => {
            isHearing = false;
            return this.#hearOthers();
          }),
        );
      }) ?? this.#stopHearing;
  }

  changed(name: string): void {
    const room = parseRoom(name);
    if (!room || this.#closed) return;
    this.#mark(room.review, name);
  }

  left(name: string): void {
    for (const gone of this.#waiting.get(name) ?? []) gone(null);
    this.#waiting.delete(name);
    const room = parseRoom(name);
    if (!room?.village || !this.#countings.delete(name)) return;
    this.#communes.get(room.review)?.close(room.village);
    // What was counted and not stored, if anything, is forgotten with the document.
    if (!this.#closed) this.#mark(room.review, name);
  }

  /**
   * A commune's summaries as its lists are, waiting for what is being counted.
   * @returns null for a review without records.
   */
  async read(review: string): Promise<CommuneSummaries | null> {
    await this.#followRules();
    return this.#turns.run(review, async () => {
      const commune = await this.#load(review);
      if (commune) await this.#countAll(commune);
      return commune;
    });
  }

  /** The same, of those that are counted already: a province does not wait for a commune whose lists must be counted from the start. */
  async readMany(reviews: readonly string[]): Promise<Map<string, CommuneSummaries>> {
    await this.#followRules();
    const ready = new Map<string, CommuneSummaries>();
    for (const review of reviews) {
      const known = this.#communes.get(review);
      if (!known?.isCounted) this.#mark(review, roomName(review, null));
      if (known) ready.set(review, known);
    }
    return ready;
  }

  /** Counts what is behind, so that nobody waits for it later. */
  async warm(reviews: readonly string[]): Promise<void> {
    for (const review of reviews) {
      if (this.#closed) return;
      try {
        await this.read(review);
      } catch (error) {
        if (!this.#closed) this.#options.report('Không tổng hợp được số liệu', error);
      }
    }
  }

  /** Resolves when everything that has changed is counted. */
  async idle(): Promise<void> {
    while (this.#changed.size > 0 || this.#running.size > 0) {
      await Promise.allSettled(this.#running);
      if (this.#changed.size > 0) await sleep(TOGETHER_MS);
    }
  }

  /** Writes what is not written yet. Close it after the hub and before the log. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopHearing();
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#writing) clearTimeout(this.#writing);
    await Promise.allSettled(this.#running);
    await this.#write();
  }

  #mark(review: string, name: string): void {
    const known = this.#changed.get(review);
    if (known) known.add(name);
    else this.#changed.set(review, new Set([name]));
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const all = this.#changed;
      this.#changed = new Map();
      for (const [of, rooms] of all) this.#run(this.#turns.run(of, () => this.#take(of, rooms)));
    }, TOGETHER_MS);
  }

  #run(work: Promise<unknown>): void {
    const mine = work
      .catch((error: unknown) => {
        if (!this.#closed) this.#options.report('Không tổng hợp được số liệu', error);
      })
      .finally(() => this.#running.delete(mine));
    this.#running.add(mine);
  }

  async #take(review: string, rooms: ReadonlySet<string>): Promise<void> {
    if (this.#closed) return;
    const known = this.#communes.get(review);
    const commune = known ?? (await this.#load(review));
    if (!commune) return;
    if (known && rooms.has(roomName(review, null))) await this.#readRecords(commune);
    for (const { id } of commune.records.villages) if (rooms.has(roomName(review, id))) await this.#count(commune, id);
    await this.#countAll(commune);
  }

  async #load(review: string): Promise<CommuneSummaries | null> {
    const known = this.#communes.get(review);
    if (known) return known;
    const records = await this.#recordsOf(review);
    if (records.villages.length === 0 && !records.round) return null;
    const commune = new CommuneSummaries(review, records, await this.#countingOf(review, records));
    if (commune.rules) {
      const ends = await this.#options.log.ends(records.villages.map(({ id }) => roomName(review, id)));
      for (const one of await this.#options.store.of(review)) {
        const summary = restored(one, commune.rules.counting);
        if (!summary || one.basis !== commune.basis(one.village)) continue;
        if (one.act === '') {
          if (one.upTo === (ends.get(roomName(review, one.village)) ?? 0)) commune.set(one.village, 'live', summary);
        } else
          for (const version of FROZEN)
            if (commune.actOf(one.village, version)?.id === one.act) commune.set(one.village, version, summary, one.act);
      }
    }
    this.#communes.set(review, commune);
    return commune;
  }

  async #readRecords(commune: CommuneSummaries): Promise<void> {
    const records = await this.#recordsOf(commune.review);
    commune.follow(records, await this.#countingOf(commune.review, records));
  }

  async #recordsOf(review: string): Promise<Records> {
    const inUse = await this.#options.inUse();
    const today = this.#options.today?.() ?? vietnamDay(Date.now());
    const name = roomName(review, null);
    const read = (list: SharedList): Records => readRecords(list, inUse, today);
    return (await this.#shown(name, (room) => room.read((doc) => reading(doc, read)))) ?? readRoom(this.#options.log, name, read);
  }

  async #countingOf(review: string, { round }: Records): Promise<Counting | null> {
    if (!round) return null;
    const made = new Counting(round, await this.#options.formsOf(review, round));
    const known = this.#byText.get(made.text);
    if (!known) this.#byText.set(made.text, made);
    return known ?? made;
  }

  /** Another standard or form that was put into use changes what is counted everywhere. */
  async #followRules(): Promise<void> {
    if (performance.now() < this.#rulesUntil) return;
    this.#rulesUntil = performance.now() + RULES_MS;
    const { standards, rules } = await this.#options.inUse();
    const now = JSON.stringify([standards, rules, await this.#options.ownForms()]);
    if (now === this.#inUse) return;
    const isFirst = this.#inUse === '';
    this.#inUse = now;
    if (isFirst) return;
    for (const commune of this.#communes.values()) await this.#turns.run(commune.review, () => this.#readRecords(commune));
  }

  async #countAll(commune: CommuneSummaries): Promise<void> {
    for (const village of commune.lacking('live')) await this.#count(commune, village);
    for (const version of FROZEN)
      for (const village of commune.lacking(version)) {
        const act = commune.actOf(village, version);
        if (act) await this.#countFrozen(commune, village, version, act);
      }
  }

  async #count(commune: CommuneSummaries, village: string): Promise<void> {
    const { rules } = commune;
    const basis = commune.basis(village);
    if (!rules || basis === null || this.#closed) return;
    const name = roomName(commune.review, village);
    const summary =
      (await this.#countOpen(name, rules, commune, village, basis)) ?? (await this.#countStored(name, rules, commune, village));
    if (!summary) return;
    if (commune.get(village, 'live') === summary) commune.changed('live');
    else commune.set(village, 'live', summary);
    this.#save(commune.review, village, '', summary);
  }

  /** @returns null when the room is not open. */
  async #countOpen(name: string, rules: Rules, commune: CommuneSummaries, village: string, basis: string): Promise<Summary | null> {
    const known = this.#countings.get(name);
    const isNew = known?.of !== rules;
    const counting = isNew ? countingFor(rules, commune.village(village)) : known.counting;
    let rest: string[] | null = null;
    for (;;) {
      const upTo: number | null = await this.#shown(name, (room) => {
        const changed = room.takeChanged();
        return room.read((doc) => {
          rest = [...new Set([...(rest ?? (isNew ? doc.share.keys() : [])), ...changed])];
          // Rows that arrive become roots of their own kind when they are first read, one transaction for all.
          doc.transact(() => counting.take(new DocRows(doc), rest?.splice(0, ROWS_AT_ONCE) ?? []));
          return room.upTo;
        });
      });
      if (upTo === null) return null;
      if ((rest as string[] | null)?.length) continue;
      this.#countings.set(name, { of: rules, counting });
      const before = commune.get(village, 'live');
      if (!(before instanceof OpenSummary) || before.counting !== counting) return new OpenSummary(counting, basis, upTo);
      before.upTo = upTo;
      return before;
    }
  }

  /** @returns null when the summary that is there holds. */
  async #countStored(name: string, rules: Rules, commune: CommuneSummaries, village: string): Promise<Summary | null> {
    const { log } = this.#options;
    const before = commune.get(village, 'live');
    if (before && before.upTo === ((await log.ends([name])).get(name) ?? 0)) return null;
    await turn();
    const here = commune.village(village);
    return here ? countList(log, commune.review, here, rules) : null;
  }

  async #countFrozen(commune: CommuneSummaries, village: string, version: 'sent' | 'official', act: Act): Promise<void> {
    const { rules, review } = commune;
    const here = commune.village(village);
    if (!rules || !here || this.#closed) return;
    await turn();
    const summary = await countFrozen(this.#options.log, review, here, rules, act);
    if (!summary) return commune.lost(act);
    commune.set(village, version, summary, act.id);
    this.#save(review, village, act.id, summary);
  }

  /** @returns null when the room is not open, or closes before it can be shown. */
  #shown<T>(name: string, look: (room: Room) => T): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(name) ?? new Set();
      this.#waiting.set(name, waiting);
      const once = (room: Room | null): void => {
        if (!waiting.delete(once)) return;
        if (waiting.size === 0 && this.#waiting.get(name) === waiting) this.#waiting.delete(name);
        try {
          resolve(room && look(room));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      waiting.add(once);
      if (!this.#hub?.look(name, once)) once(null);
    });
  }

  /** What other servers wrote into rooms that are not open here. */
  async #hearOthers(): Promise<void> {
    const { log, store } = this.#options;
    if (!log.shared || this.#closed) return;
    const { upTo, rooms } = await log.shared.changed(this.#seen);
    this.#seen = upTo;
    const behind = new Map<string, { review: string; village: string }>();
    for (const name of rooms) {
      const room = parseRoom(name);
      if (!room || !this.#communes.has(room.review) || this.#hub?.isOpen(name)) continue;
      if (room.village === null) this.#mark(room.review, name);
      else behind.set(name, { review: room.review, village: room.village });
    }
    // The server that has the room open writes its summary soon.
    for (let waited = 0; behind.size > 0 && waited < OTHERS_MS && !this.#closed; waited += WRITE_MS) {
      const ends = await log.ends([...behind.keys()]);
      for (const [name, { review, village }] of behind) {
        const commune = this.#communes.get(review);
        const theirs = await store.find(review, village);
        const summary = commune?.rules && theirs && theirs.basis === commune.basis(village) && restored(theirs, commune.rules.counting);
        if (this.#hub?.isOpen(name)) behind.delete(name);
        else if (summary && summary.upTo === ends.get(name)) {
          commune?.set(village, 'live', summary);
          behind.delete(name);
        }
      }
      if (behind.size > 0) await sleep(WRITE_MS, undefined, { ref: false });
    }
    for (const [name, { review }] of behind) this.#mark(review, name);
  }

  #save(review: string, village: string, act: string, summary: Summary): void {
    this.#unsaved.set(`${review} ${village} ${act}`, () => stored(review, village, act, summary));
    this.#writing ??= setTimeout(() => {
      this.#writing = null;
      this.#run(this.#write());
    }, WRITE_MS).unref();
  }

  async #write(): Promise<void> {
    const all = this.#unsaved;
    if (all.size === 0) return;
    this.#unsaved = new Map();
    try {
      await this.#options.store.put([...all.values()].map((now) => now()));
    } catch (error) {
      // They are right in memory; what is not written is counted again after the next start.
      for (const [key, summary] of all) if (!this.#unsaved.has(key)) this.#unsaved.set(key, summary);
      throw error;
    }
  }
}
