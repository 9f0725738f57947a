import * as Y from 'yjs';

/** The client ids that an update has writes of. @throws when it cannot be read. */
export const clientsIn = (update: Uint8Array): number[] => [...Y.parseUpdateMeta(update).to.keys()];

/** How far an update goes, for each client id that it has writes of. @throws when it cannot be read. */
export const clocksIn = (update: Uint8Array): Map<number, number> => Y.parseUpdateMeta(update).to;
