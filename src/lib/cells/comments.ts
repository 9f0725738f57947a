/**
 * Comments on a household, a member or one cell. They are rows of the village's own list, so they sync, work offline and are stored like
 * any edit. All comments on one place form one thread, resolved together.
 */
import type { CellValue } from '../review/types.ts';
import type { WriteId } from './causes.ts';
import type { RawEntry } from './entry.ts';
import type { CellPlace } from './undo-stack.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

export const COMMENT_PREFIX = 'c:';
/** The author of a comment is the author of its text's entry. */
export const COMMENT_TEXT = 'text';
/** Field with the original author of a comment that somebody else has brought. */
const CLAIMED_FIELD = 'by';

export interface Comment {
  id: string;
  /** Id of the household's or member's row. */
  row: string;
  /** A column of that row; null when the comment is about the whole row. */
  field: string | null;
  text: string;
  /** Ids of the people mentioned. */
  mentions: readonly string[];
  /** Asks the village to check something: stays on its list of tasks until resolved. */
  task: boolean;
  resolved: boolean;
  /** As claimed by the text's entry; `at` in seconds since 2020. */
  author: string;
  at: number;
  /** The person whose words these are, when the author brought them from a file or from another person's copy; otherwise null. */
  claimed: string | null;
  /** The write that holds the text. */
  write: WriteId | undefined;
}

export interface NewComment {
  row: string;
  field?: string | null;
  text: string;
  mentions?: readonly string[];
  task?: boolean;
}

/** @param id made by the writer, without the prefix; unique in the room. */
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

type Read = Pick<SharedList, 'get'>;

/** Whether a row is a comment: it has a text and is about a row. */
const isComment = (list: Read, row: string): boolean =>
  row.startsWith(COMMENT_PREFIX) && [COMMENT_TEXT, 'about'].every((field) => typeof list.get(row, field) === 'string');

const isTask = (list: Read, row: string): boolean => list.get(row, 'task') === 'x';
const isResolved = (list: Read, row: string): boolean => list.get(row, 'resolved') === 'x';

/** Whether a row is a comment that asks to check something, and nobody has resolved it; without reading the others. */
export const isOpenTask = (list: Read, row: string): boolean => isComment(list, row) && isTask(list, row) && !isResolved(list, row);

/**
 * @param row id of a comment's row.
 * @returns undefined for one that is no comment.
 */
function readComment(list: SharedList, row: string): Comment | undefined {
  const entry = list.entries(row, COMMENT_TEXT).at(-1);
  if (!entry || !isComment(list, row)) return undefined;
  const column = list.get(row, 'column');
  const claimed = list.get(row, CLAIMED_FIELD);
  return {
    id: row.slice(COMMENT_PREFIX.length),
    row: String(list.get(row, 'about')),
    field: typeof column === 'string' ? column : null,
    text: String(entry.value),
    mentions: String(list.get(row, 'mentions') ?? '')
      .split(' ')
      .filter(Boolean),
    task: isTask(list, row),
    resolved: isResolved(list, row),
    author: entry.author,
    at: entry.at,
    claimed: typeof claimed === 'string' ? claimed : null,
    write: list.idsOf(row).get(entry),
  };
}

/** Oldest first. Equal times are ordered by id, so every copy has the same order. */
export const readComments = (list: SharedList): Comment[] =>
  list
    .rows(COMMENT_PREFIX)
    .flatMap((row) => readComment(list, row) ?? [])
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

export const callsFor = ({ resolved, mentions }: Comment, person: string): boolean => !resolved && mentions.includes(person);

/** The last comment of each thread. */
export const lastOfEach = (comments: readonly Comment[]): Comment[] => [
  ...new Map(comments.map((comment) => [`${comment.row} ${comment.field ?? ''}`, comment])).values(),
];

/** Unresolved threads that mention this person. */
export const callsIn = (comments: readonly Comment[], person: string): Comment[] =>
  lastOfEach(comments.filter((comment) => callsFor(comment, person)));

export const isAbout = ({ row, field }: Comment, place: CellPlace | { row: string; field: null }): boolean =>
  row === place.row && field === place.field;

/**
 * The entries of a comment, re-signed by somebody other than its author: `me` becomes the author and the field `by` names the original
 * one. When it is re-signed again, `by` keeps the first author.
 */
export function signedBy(me: string, raws: readonly RawEntry[]): RawEntry[] {
  const isSaid = raws.some(([field]) => field === CLAIMED_FIELD);
  return raws.flatMap((raw): RawEntry[] => {
    const [field, value, author, at] = raw;
    if (field !== COMMENT_TEXT || author === me) return [raw];
    return [[field, value, me, at], ...(isSaid ? [] : [[CLAIMED_FIELD, author, me, at] satisfies RawEntry])];
  });
}
