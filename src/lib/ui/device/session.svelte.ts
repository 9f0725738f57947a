/**
 * Who uses this device: asked from the server, and remembered here so that the app opens without a network. An
 * expired session closes nothing: the person stays, edits continue, and sending waits for signing in.
 */
import { createContext } from 'svelte';
import { ACCOUNT, type Me } from '$lib/api/account.ts';
import type { Person } from '$lib/review/people.ts';
import { removeCopies } from '$lib/sync/device-copies.ts';
import type { Review, Told } from '$lib/review/account.ts';
import { ask, AskError } from '../parts/ask.ts';
import { OtherTabs } from './other-tabs.ts';
import { forget, leavePending, recall, remains, remember, setLeavePending, setRemains } from './session-memory.ts';
import { setToldRead, toldRead } from './told-memory.ts';
import { forgetPerson } from './person-memory.ts';
import { peopleWithUnsent, recallUnsent } from './unsent-memory.ts';

/** How long, in milliseconds, a page waits for the server before it opens for the remembered person. */
const PATIENCE = 2_000;

export class Session {
  #person = $state.raw<Person | null>(null);
  #people = $state.raw<readonly Person[]>([]);
  #reviews = $state.raw<readonly Review[]>([]);
  #told = $state.raw<Told | null>(null);
  #username = $state('');
  #hub = $state.raw<NonNullable<Me['hub']> | null>(null);
  #demo = $state(false);
  #loaded = $state(false);
  #reached = $state(false);
  #outdated = $state(false);
  #expired = $state(false);
  #locked = $state(false);
  #lockedOut = $state('');
  #mustChange = $state(false);
  readonly #tabs = new OtherTabs((news) => {
    if (news.kind === 'left' && news.personId === this.#person?.id) this.#close();
    if (news.kind === 'entered') {
      // The data of this page's person must disappear before any request, also without a network.
      if (this.#person && news.personId !== this.#person.id) this.#close();
      void this.load();
    }
  });

  get person(): Person | null {
    return this.#person;
  }

  /** The people one can enter as; only in the demo. */
  get people(): readonly Person[] {
    return this.#people;
  }

  /** The reviews this person may read, latest first; none in the demo. */
  get reviews(): readonly Review[] {
    return this.#reviews;
  }

  /** What happened to the round this person works in; null also after they have read it here. */
  get told(): Told | null {
    return this.#told;
  }

  putAwayTold(): void {
    if (this.#person && this.#told) setToldRead(this.#person.id, this.#told.id);
    this.#told = null;
  }

  /** The name this person signs in with; '' in the demo. */
  get username(): string {
    return this.#username;
  }

  /** The machine of a meeting that this page comes from; null at the commune's machine. */
  get hub(): NonNullable<Me['hub']> | null {
    return this.#hub;
  }

  get demo(): boolean {
    return this.#demo;
  }

  /** False until load() has an answer, from the network or from memory. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether the last request reached the server; if false, the person comes from memory. */
  get reached(): boolean {
    return this.#reached;
  }

  /** The server's answer has something that this version of the app does not know, such as a new role. */
  get outdated(): boolean {
    return this.#outdated;
  }

  /** The person must sign in again before anything is sent. */
  get expired(): boolean {
    return this.#expired;
  }

  /** The commune has locked this person's account: nothing opens and nothing is sent until they sign in again. */
  get locked(): boolean {
    return this.#locked;
  }

  /** The person this page has just signed out because their account is locked; '' once somebody else is here. */
  get lockedOut(): string {
    return this.#lockedOut;
  }

  /** Signed in with a password that somebody else gave them: nothing opens until it is changed. */
  get mustChange(): boolean {
    return this.#mustChange;
  }

  async load(): Promise<void> {
    const waiting = setTimeout(() => this.#goAhead(), PATIENCE);
    try {
      if (leavePending()) {
        await ask(ACCOUNT.leave);
        setLeavePending(false);
      }
      const me = await ask(ACCOUNT.me);
      this.#reached = true;
      this.#outdated = false;
      this.#take(me);
    } catch (error) {
      if (!(error instanceof AskError)) console.warn('GET /api/me', error);
      this.#outdated = error instanceof AskError && error.code === 'outdated';
      this.#reached = this.#outdated;
      this.#recall();
    } finally {
      clearTimeout(waiting);
    }
    this.#loaded = true;
    void this.#removeRemains();
  }

  /** Only in the demo. @throws AskError */
  async enter(id: string): Promise<void> {
    await ask(ACCOUNT.enterDemo, { body: { id } });
    await this.#entered();
  }

  /** @throws AskError */
  async signIn(username: string, password: string): Promise<void> {
    try {
      await ask(ACCOUNT.enter, { body: { username, password } });
    } catch (error) {
      if (error instanceof AskError && error.code === 'locked' && username.trim().toLowerCase() === this.#username) this.#lock();
      throw error;
    }
    await this.#entered();
  }

  /** After an answer that signed somebody in, such as accepting an invitation. */
  async entered(): Promise<void> {
    await this.#entered();
  }

  /** @throws AskError */
  async changePassword(current: string, next: string): Promise<void> {
    await ask(ACCOUNT.changePassword, { body: { current, next } });
    await this.#entered();
  }

  /** Ends this person's sessions on every device; those pages then ask to sign in. @throws AskError */
  async endEverywhere(): Promise<void> {
    await ask(ACCOUNT.leaveEverywhere);
  }

  /**
   * Signs out and removes this person's copies from the device. The caller closes their rooms first and makes sure that
   * no unsent edit is lost, or keeps the copies for the person's return. Works without a network: the session then ends
   * once the network is back.
   */
  async leave({ keepCopies = false } = {}): Promise<void> {
    const { person } = this;
    this.#lockedOut = this.#locked && person ? person.name : '';
    try {
      await ask(ACCOUNT.leave);
    } catch (error) {
      console.warn('leaving', error);
      setLeavePending(true);
    }
    this.#close();
    forget();
    if (person) {
      this.#tabs.tell({ kind: 'left', personId: person.id });
      if (!keepCopies) setRemains([...new Set([...remains(), person.id])]);
    }
    await this.load();
    await this.#removeRemains();
  }

  destroy(): void {
    this.#tabs.close();
  }

  async #entered(): Promise<void> {
    setLeavePending(false);
    this.#lockedOut = '';
    await this.load();
    if (!this.#person) return;
    this.#tabs.tell({ kind: 'entered', personId: this.#person.id });
    // Copies of earlier people without unsent edits are removed; copies with unsent edits wait for their person.
    const others = peopleWithUnsent().filter(({ personId, unsent }) => personId !== this.#person?.id && unsent === 0);
    setRemains([...new Set([...remains(), ...others.map(({ personId }) => personId)])].filter((id) => id !== this.#person?.id));
    void this.#removeRemains();
  }

  #close(): void {
    this.#person = null;
    this.#reviews = [];
    this.#told = null;
    this.#username = '';
    this.#expired = false;
    this.#locked = false;
    this.#mustChange = false;
  }

  /** Stays locked whatever happens to the session: only signing in again unlocks it. */
  #lock(): void {
    this.#locked = true;
    this.#expired = true;
    const memory = recall();
    if (memory) remember({ ...memory, locked: true });
  }

  #take(me: Me): void {
    this.#people = me.people ?? [];
    this.#demo = me.demo;
    this.#hub = me.hub ?? null;
    this.#mustChange = me.mustChange ?? false;
    // A new person who must still choose a password: the earlier person leaves this page, but their copies stay.
    if (me.mustChange && me.username !== (this.#username || recall()?.username)) {
      this.#close();
      this.#mustChange = true;
      forget();
    }
    const before = this.#person ?? recall()?.person ?? null;
    if (!me.person && before) {
      // Nobody signed out here: the session expired, or was ended elsewhere.
      this.#person ??= before;
      this.#reviews = recall()?.reviews ?? this.#reviews;
      this.#username = me.username ?? recall()?.username ?? this.#username;
      this.#expired = true;
      if (me.locked || recall()?.locked) this.#lock();
      return;
    }
    this.#expired = false;
    this.#locked = false;
    this.#username = me.username ?? '';
    this.#reviews = me.reviews ?? [];
    this.#told = unread(me);
    // Keep the same object for the same person, so that what depends on it (open rooms) is not rebuilt.
    if (JSON.stringify(me.person) !== JSON.stringify(this.#person)) this.#person = me.person;
    remember(me);
  }

  /** A slow network counts as none until it answers. An unknown person waits for the answer. */
  #goAhead(): void {
    if (this.#loaded) return;
    this.#recall();
    this.#loaded = this.#person !== null;
  }

  #recall(): void {
    const memory = recall();
    if (!memory) return;
    this.#demo = memory.demo;
    this.#people = memory.people ?? [];
    this.#username = memory.username ?? '';
    this.#hub = memory.hub ?? null;
    this.#reviews = memory.reviews ?? [];
    this.#told = unread(memory);
    if (memory.locked) this.#lock();
    this.#person ??= memory.person;
  }

  async #removeRemains(): Promise<void> {
    for (const personId of remains()) {
      if (personId === this.#person?.id) continue;
      const removed = await removeCopies(personId, [...recallUnsent(personId).keys()]);
      forgetPerson(personId);
      if (removed) setRemains(remains().filter((id) => id !== personId));
    }
  }
}

/** A person without a round to work in sees the news as long as that is so. */
const unread = ({ person, told }: Me): Told | null =>
  person && told && (told.id > toldRead(person.id) || person.review === '') ? told : null;

export const [getSession, setSession] = createContext<Session>();
