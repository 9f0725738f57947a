/**
 * Short words after an act: shown for a while, read out by screen readers, with at most one thing to do about them.
 * They go with their cause: when it no longer holds, and when the page they were said on is left.
 */
import { createContext } from 'svelte';

export interface Message {
  id: number;
  text: string;
  kind: 'done' | 'warning';
  action?: { label: string; run: () => void };
  /** Reactive: whether what it says is still so. */
  holds?: () => boolean;
  /** It is about more than the page one is on. */
  stays?: boolean;
}

export type Saying = Partial<Pick<Message, 'kind' | 'action' | 'holds' | 'stays'>>;

const SHOWN = 7_000;

export class Messages {
  #said = $state.raw<readonly Message[]>([]);
  #list = $derived(this.#said.filter(({ holds }) => holds?.() ?? true));
  #last = 0;

  get list(): readonly Message[] {
    return this.#list;
  }

  say(text: string, { kind = 'done', ...more }: Saying = {}): void {
    const id = ++this.#last;
    // Said again by each key typed, it still stands there once.
    const others = this.#said.filter((one) => one.text !== text || one.action || more.action);
    this.#said = [...others.slice(-2), { id, text, kind, ...more }];
    // What asks for an answer stays until it has one.
    if (!more.action) setTimeout(() => this.dismiss(id), SHOWN);
  }

  dismiss(id: number): void {
    this.#said = this.#said.filter((message) => message.id !== id);
  }

  /** Another page is shown. */
  leavePage(): void {
    this.#said = this.#said.filter(({ stays }) => stays);
  }
}

export const [getMessages, setMessages] = createContext<Messages>();
