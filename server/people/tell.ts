/** Tells every node, this one too, that somebody's sessions have ended or rights have changed. */
import type { Bus } from '../nodes/bus.ts';

export interface Tell {
  /** Without an id, anybody's may have. */
  tell(personId?: string): void;
  /** @returns a function that stops it. */
  onTold(listener: (personId?: string) => void): () => void;
}

const CHANNEL = 'people';

export function tellThrough(bus: Bus): Tell {
  const listeners = new Set<(personId?: string) => void>();
  const here = (personId?: string): void => {
    for (const listener of [...listeners]) listener(personId);
  };
  bus.on(CHANNEL, (message) => here(message || undefined));
  // Whatever was said while the bus was cut is lost: anything may have changed.
  bus.onAgain(() => here());
  return {
    tell(personId) {
      here(personId);
      bus.send(CHANNEL, personId ?? '');
    },
    onTold(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
