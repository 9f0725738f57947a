/** A meeting hub's contact with the commune's machine: again and again, less often while it does not answer. */
import * as v from 'valibot';
import { StartShape, type HubStart, type HubStatus } from '../../src/lib/api/hubs.ts';
import type { NamesOf } from '../http/names.ts';
import type { RelayStore } from '../log/relay-store.ts';
import type { Relay } from './relay.ts';
import { Away, Unwelcome } from './upstream.ts';
import { roomsOf } from './upstream-http.ts';

const START = 'start';
const HASH = 'hash';
const CONTACT = 'contact';

/** Between two contacts, while it answers; the longest pause while it does not. */
const EVERY_MS = 5_000;
const LONGEST_MS = 60_000;
/** What was not taken is offered again this often, besides when the accounts have changed. */
const AGAIN_MS = 3600_000;

export interface ContactOptions {
  relay: Relay;
  store: RelayStore;
  ask: (seen: string) => Promise<{ hash: string; start: HubStart | null }>;
  takeOver: (start: HubStart) => Promise<void>;
  namesOf: NamesOf;
  report: (text: string, error: unknown) => void;
  everyMs?: number;
}

/** What the commune's machine told last; null before the first contact. */
export function knownStart(store: RelayStore): HubStart | null {
  const text = store.note(START);
  if (text === null) return null;
  const start = v.safeParse(StartShape, JSON.parse(text));
  return start.success ? start.output : null;
}

/** Notes what the commune's machine tells, once it is taken over. @returns whether anything is new. */
export async function askStart({ store, ask, takeOver }: Pick<ContactOptions, 'store' | 'ask' | 'takeOver'>): Promise<boolean> {
  const { hash, start } = await ask(knownStart(store) ? (store.note(HASH) ?? '') : '');
  if (!start) return false;
  await takeOver(start);
  store.putNote(START, JSON.stringify(start));
  store.putNote(HASH, hash);
  return true;
}

export class Contact {
  readonly #of: ContactOptions;
  #reached = false;
  #unwelcome = '';
  #offeredAgain = 0;
  #pause = 0;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(options: ContactOptions) {
    this.#of = options;
  }

  begin(): void {
    this.#next(0);
  }

  /** Waits for what is being exchanged; cut its requests first. */
  async end(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  /** One contact. It never throws: what went wrong is in the status. */
  once(): Promise<void> {
    return (this.#running ??= this.#exchange().finally(() => (this.#running = null)));
  }

  async status(): Promise<HubStatus> {
    const { store, relay, namesOf } = this.#of;
    const start = knownStart(store);
    const contact = store.note(CONTACT);
    const held = new Map<string, HubStatus['held'][number]>();
    const all = store.held();
    const nameOf = await namesOf(all.map(({ person }) => person));
    for (const { person, reason } of all) {
      const one = held.get(`${person} ${reason}`) ?? { person: nameOf(person), reason, count: 0 };
      held.set(`${person} ${reason}`, { ...one, count: one.count + 1 });
    }
    return {
      name: start?.name ?? '',
      upstream: start?.upstream ?? '',
      reached: this.#reached,
      contact: contact === null ? null : Number(contact),
      waiting: start ? await relay.waiting(roomsOf(start.review.id, start.villages)) : 0,
      unwelcome: this.#unwelcome,
      held: [...held.values()],
      troubles: [...relay.troubles].map(([room, text]) => ({ room, text })),
    };
  }

  async #exchange(): Promise<void> {
    const { store, relay, report } = this.#of;
    try {
      const isNew = await askStart(this.#of);
      this.#reached = true;
      this.#unwelcome = '';
      const start = knownStart(store);
      if (!start) return;
      const again = isNew || Date.now() - this.#offeredAgain > AGAIN_MS;
      await relay.exchange(roomsOf(start.review.id, start.villages), again);
      if (again) this.#offeredAgain = Date.now();
      store.putNote(CONTACT, String(Date.now()));
    } catch (error) {
      this.#reached = false;
      if (error instanceof Unwelcome) this.#unwelcome = error.message;
      else if (!(error instanceof Away)) report('Chưa trao đổi được với máy của xã', error);
    }
  }

  #next(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      void this.once().then(() => {
        const every = this.#of.everyMs ?? EVERY_MS;
        this.#pause = this.#reached ? every : Math.min(LONGEST_MS, Math.max(every, this.#pause * 2));
        this.#next(this.#pause);
      });
    }, ms);
  }
}
