/**
 * A Mã hộ is one household's, a CCCD one person's, and a member belongs to a household of the lists. The village's page,
 * the import and the export look for it in rows of their own; what counts, and how bad it is, stands here once.
 */
interface Finding {
  code: string;
  severity: 'error' | 'warning';
}

/** Counted twice in every form. */
export const CODE_TWICE = { code: 'code-twice', severity: 'error' } as const satisfies Finding;
/** One of the numbers is a slip of the pen; which, the lists do not say, and no figure rests on it. */
export const NUMBER_TWICE = { code: 'id-number-twice', severity: 'warning' } as const satisfies Finding;
export const IN_TWO_HOUSEHOLDS = { code: 'person-in-two-households', severity: 'warning' } as const satisfies Finding;
/** Counted nowhere; the household may stand in another village's list, or have left it. */
export const NO_HOUSEHOLD = { code: 'member-of-no-household', severity: 'warning' } as const satisfies Finding;

/** CMND or CCCD; what is no such number is a trouble of its own cell. */
export const isIdNumber = (value: unknown): boolean => /^\d{9,12}$/.test(String(value ?? ''));

export interface Holder {
  isMember: boolean;
  /** Mã hộ. */
  code: unknown;
}

/** Two rows with one number. A head stands among the members of the same household as well: that is one person. */
export function sameNumber(a: Holder, b: Holder): typeof NUMBER_TWICE | typeof IN_TWO_HOUSEHOLDS | null {
  if (a.isMember === b.isMember) return NUMBER_TWICE;
  return String(a.code ?? '') === String(b.code ?? '') ? null : IN_TWO_HOUSEHOLDS;
}
