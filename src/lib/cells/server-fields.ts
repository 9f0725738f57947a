/** Fields that only the commune's machine writes. Their names say so, so that the server need not look up the row of an entry. */

/** Of what was done in the round (src/lib/process): it is recorded after its conditions were checked. */
export const ACT_FIELD = 'act.';

/** On the round's row: 'x' once a meeting decided otherwise than a list computes. */
export const DECIDES_FIELD = 'act.decides';

export const isServerField = (field: string): boolean => field.startsWith(ACT_FIELD);
