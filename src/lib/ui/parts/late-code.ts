/** Parts of a page that few people open: their code is loaded when somebody does, so that it delays no list. */
import type { Messages } from './messages.svelte.ts';

/** @returns what was loaded; null, once the person has been told, if it is not on this device and the network is away. */
export async function loadLate<T>(load: () => Promise<{ default: T }>, messages: Pick<Messages, 'say'>): Promise<T | null> {
  try {
    return (await load()).default;
  } catch (error) {
    console.warn('late code', error);
    messages.say('Chưa mở được phần này trên máy này. Hãy mở lại trang khi có mạng.', { kind: 'warning' });
    return null;
  }
}

export interface LateOpening {
  open(): Promise<void>;
  /** The person has gone on to something else. */
  goOn(): void;
}

/** What a button opens once its code is here: not for somebody who has gone on meanwhile, whose keys and clicks it would take. */
export function lateOpening<T>(load: () => Promise<T | null>, show: (loaded: T | null) => void): LateOpening {
  let wishes = 0;
  return {
    async open() {
      const mine = ++wishes;
      const loaded = await load();
      if (mine === wishes) show(loaded);
    },
    goOn: () => void wishes++,
  };
}
