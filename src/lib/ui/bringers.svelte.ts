/**
 * By whose account writes came to the commune: asked of its log, when something is on show that says who wrote. A write
 * has one for good, so that nothing is asked twice; what has not been received yet is asked again.
 */
import { SvelteMap } from 'svelte/reactivity';
import * as v from 'valibot';
import { idText, type WriteId } from '$lib/cells/causes.ts';
import { ask, reasonOf } from './ask.ts';

const Answer = v.object({ bringers: v.array(v.object({ write: v.string(), name: v.string() })) });
/** One question's; the server takes no more. */
const MOST = 200;

export class Bringers {
  readonly #address: string;
  readonly #known = new SvelteMap<string, string>();
  #asked = '';

  constructor(room: string) {
    this.#address = `/api/bringers/${encodeURIComponent(room)}`;
  }

  of(write: WriteId | undefined): string | undefined {
    return write && this.#known.get(idText(write));
  }

  /** To be called in an effect, with what is on show. @param state where it is another than before, what is still open is asked again. */
  async learn(writes: readonly (WriteId | undefined)[], state: string): Promise<void> {
    const open = [...new Set(writes.flatMap((write) => (write && !this.of(write) ? idText(write) : [])))].slice(-MOST);
    const asked = `${state} ${open.join(' ')}`;
    if (open.length === 0 || asked === this.#asked) return;
    this.#asked = asked;
    try {
      const { bringers } = v.parse(Answer, await ask('GET', `${this.#address}?${new URLSearchParams(open.map((write) => ['w', write]))}`));
      for (const { write, name } of bringers) this.#known.set(write, name);
    } catch (error) {
      // Names stay what they claim to be, and say so.
      console.warn('who wrote is not known', reasonOf(error));
      if (asked === this.#asked) this.#asked = '';
    }
  }
}
