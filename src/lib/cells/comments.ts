/**
 * Comments on a household, a member or one cell, as rows of the village's own list: they travel, wait offline and are
 * kept like every other edit. All comments on one place are one talk, settled together.
 */
import type { CellValue } from '../review/types.ts';
import type { WriteId } from './causes.ts';
import type { RawEntry } from './entry.ts';
import type { CellPlace } from './undo-stack.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

export const COMMENT_PREFIX = 'c:';
/** A comment is its text's: whoever that is signed by has said it. */
export const COMMENT_TEXT = 'text';
/** Of a comment that another has brought: whom it is said to be of. */
const CLAIMED_FIELD = 'by';

export interface Comment {
  id: string;
  /** The household's or member's row. */
  row: string;
  /** A column of it, or null: about the whole row. */
  field: string | null;
  text: string;
  /** Ids of the people it calls. */
  mentions: readonly string[];
  /** Asks the village to check: stays on its list of things to do until settled. */
  task: boolean;
  resolved: boolean;
  /** As the entry of the text claims; `at` in seconds since 2020. */
  author: string;
  at: number;
  /** Brought by the author, from a file or another's copy, as said by this person. */
  claimed: string | null;
  /** The entry of the text. */
  write: WriteId | undefined;
}

export interface NewComment {
  row: string;
  field?: string | null;
  text: string;
  mentions?: readonly string[];
  task?: boolean;
}

/** @param id made by its writer, without the prefix: unique in the room. */
export function commentWrites(id: string, { row, field = null, text, mentions = [], task = false }: NewComment): CellWrite[] {
  const cells: Record<string, CellValue> = {
    about: row,
    column: field,
    text,
    mentions: mentions.join(' ') || null,
    task: task ? 'x' : null,
  };
  return Object.entries(cells).flatMap(([key, value]) => (value === null ? [] : { row: COMMENT_PREFIX + id, field: key, value }));
}

export const resolveWrites = (comments: readonly Pick<Comment, 'id'>[], resolved = true): CellWrite[] =>
  comments.map(({ id }) => ({ row: COMMENT_PREFIX + id, field: 'resolved', value: resolved ? 'x' : null }));

/** @param row of a comment. @returns undefined where it has no text any more. */
function readComment(list: SharedList, row: string): Comment | undefined {
  const entry = list.entries(row, COMMENT_TEXT).at(-1);
  const about = list.get(row, 'about');
  if (!entry || typeof entry.value !== 'string' || typeof about !== 'string') return undefined;
  const column = list.get(row, 'column');
  const claimed = list.get(row, CLAIMED_FIELD);
  return {
    id: row.slice(COMMENT_PREFIX.length),
    row: about,
    field: typeof column === 'string' ? column : null,
    text: entry.value,
    mentions: String(list.get(row, 'mentions') ?? '')
      .split(' ')
      .filter(Boolean),
    task: list.get(row, 'task') === 'x',
    resolved: list.get(row, 'resolved') === 'x',
    author: entry.author,
    at: entry.at,
    claimed: typeof claimed === 'string' ? claimed : null,
    write: list.idsOf(row).get(entry),
  };
}

/** The oldest first; equal times by id, the same on every copy. */
export const readComments = (list: SharedList): Comment[] =>
  list
    .rows(COMMENT_PREFIX)
    .flatMap((row) => readComment(list, row) ?? [])
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

export const callsFor = ({ resolved, mentions }: Comment, person: string): boolean => !resolved && mentions.includes(person);

/** The last comment of each talk. */
export const lastOfEach = (comments: readonly Comment[]): Comment[] => [
  ...new Map(comments.map((comment) => [`${comment.row} ${comment.field ?? ''}`, comment])).values(),
];

/** Open talks in which this person is called. */
export const callsIn = (comments: readonly Comment[], person: string): Comment[] =>
  lastOfEach(comments.filter((comment) => callsFor(comment, person)));

export const isAbout = ({ row, field }: Comment, place: CellPlace | { row: string; field: null }): boolean =>
  row === place.row && field === place.field;

/**
 * A comment's entries as they may be written anew by somebody else than their author: under their own name, with whom
 * it is said to be of. Brought on once more, it stays whose it was first said to be.
 */
export function signedBy(me: string, raws: readonly RawEntry[]): RawEntry[] {
  const isSaid = raws.some(([field]) => field === CLAIMED_FIELD);
  return raws.flatMap((raw): RawEntry[] => {
    const [field, value, author, at] = raw;
    if (field !== COMMENT_TEXT || author === me) return [raw];
    return [[field, value, me, at], ...(isSaid ? [] : [[CLAIMED_FIELD, author, me, at] satisfies RawEntry])];
  });
}
