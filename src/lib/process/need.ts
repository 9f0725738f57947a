/** One thing that is missing before an act can be recorded. */
export interface Need {
  /** Stable; for pages and tests. */
  code: string;
  text: string;
  /** Households to look at. */
  households?: readonly string[];
}
