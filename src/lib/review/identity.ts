/**
 * The rules of identity: a Mã hộ belongs to one household, a CCCD to one person, and a member to a household of the lists. The village's
 * page, the import and the export each search their own rows; what counts as a problem, and how severe it is, is defined only here.
 */
interface Finding {
  code: string;
  severity: 'error' | 'warning';
}

/** The household is counted twice in every form. */
export const CODE_TWICE = { code: 'code-twice', severity: 'error' } as const satisfies Finding;
/** One of the numbers is a typing error; the lists do not tell which, and no figure rests on it. */
export const NUMBER_TWICE = { code: 'id-number-twice', severity: 'warning' } as const satisfies Finding;
export const IN_TWO_HOUSEHOLDS = { code: 'person-in-two-households', severity: 'warning' } as const satisfies Finding;
/** The member is counted nowhere; the household may be in another village's list, or the member has left it. */
export const NO_HOUSEHOLD = { code: 'member-of-no-household', severity: 'warning' } as const satisfies Finding;

/** CMND or CCCD. Any other text is already a problem of its own cell. */
export const isIdNumber = (value: unknown): boolean => /^\d{9,12}$/.test(String(value ?? ''));

export interface Holder {
  isMember: boolean;
  /** Mã hộ. */
  code: unknown;
}

/**
 * The problem of two rows with the same number. A head is also listed as a member of the same household: that is one person, and no
 * problem.
 */
export function sameNumber(a: Holder, b: Holder): typeof NUMBER_TWICE | typeof IN_TWO_HOUSEHOLDS | null {
  if (a.isMember === b.isMember) return NUMBER_TWICE;
  return String(a.code ?? '') === String(b.code ?? '') ? null : IN_TWO_HOUSEHOLDS;
}
