/** Who is assigned to which villages, as it follows households into another village. Whoever keeps the accounts provides it. */
export interface Assignments {
  /** Nobody is assigned otherwise meanwhile. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Ids of the accounts and open invitations of a review that have the one village and lack the other. */
  lacking(review: string, village: string, other: string): Promise<string[]>;
  /** Ids that no longer exist are left out. @returns the number of accounts. */
  give(review: string, ids: readonly string[], village: string): Promise<number>;
  take(review: string, ids: readonly string[], village: string): Promise<number>;
}
