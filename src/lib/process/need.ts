/** Where something is missing, in words. */
export interface Place {
  text: string;
  /** The household's row to look at. */
  household?: string | undefined;
}

/** One thing that is missing before an act can be recorded. */
export interface Need {
  /** Stable; for pages and tests. */
  code: string;
  text: string;
  places?: readonly Place[] | undefined;
}
