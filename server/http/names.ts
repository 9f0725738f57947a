/** People's names for an answer, asked for in one go. */

/** @returns tells the name of each of these people; the id itself when no account has it any more. */
export type NamesOf = (people: Iterable<string>) => Promise<(person: string) => string>;
