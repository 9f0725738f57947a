/** Short words after an act: shown for a while, read out by screen readers, with at most one thing to do about them. */
import { createContext } from 'svelte';

export interface Message {
  id: number;
  text: string;
  kind: 'done' | 'warning';
  action?: { label: string; run: () => void };
}

const SHOWN = 7_000;

export class Messages {
  #list = $state.raw<readonly Message[]>([]);
  #last = 0;

  get list(): readonly Message[] {
    return this.#list;
  }

  say(text: string, { kind = 'done', action }: Partial<Pick<Message, 'kind' | 'action'>> = {}): void {
    const id = ++this.#last;
    this.#list = [...this.#list.slice(-2), { id, text, kind, ...(action && { action }) }];
    // What asks for an answer stays until it has one.
    if (!action) setTimeout(() => this.dismiss(id), SHOWN);
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((message) => message.id !== id);
  }
}

export const [getMessages, setMessages] = createContext<Messages>();
