/**
 * Short messages after an action: shown for a while, read out by screen readers, with at most one button. A message
 * disappears when what it says is no longer true, and when its page is left.
 */
import { createContext } from 'svelte';

export interface Message {
  id: number;
  text: string;
  kind: 'done' | 'warning';
  action?: { label: string; run: () => void };
  /** Reactive: whether the message is still true. */
  holds?: () => boolean;
  /** The message is not only about the current page. */
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
    // A message repeated by each key is shown once.
    const others = this.#said.filter((one) => one.text !== text || one.action || more.action);
    this.#said = [...others.slice(-2), { id, text, kind, ...more }];
    // A message with a button stays until it is used.
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
