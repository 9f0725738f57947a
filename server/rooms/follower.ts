/** Somebody who keeps what is derived from the rooms. */
export interface Follower {
  /** An open room's document has changed, and what has changed it is stored. */
  changed(room: string): void;
  /** It was closed or read anew: what was kept of its document says nothing any more. */
  left(room: string): void;
}

export const NOBODY: Follower = { changed: () => undefined, left: () => undefined };
