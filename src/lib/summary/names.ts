/** Names in the answers about sums. Apart from the counting, which no page needs. */

/** Id of the forms of the passages, beside the standards'. */
export const PASSAGES = 'chuyen-chuan';

/** Classes of a flow; '' for none. */
export const FLOW = ['poor', 'near', 'none', ''] as const;
