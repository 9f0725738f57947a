/** The hash that names the content of a list, and of all lists of a commune. */
import { createHash } from 'node:crypto';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import { contentOf } from '../../src/lib/process/act-rows.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const hashOf = (list: SharedList): string => sha256(contentOf(list));

/** By village. */
export type ListHashes = ReadonlyMap<string, string>;

const sorted = (hashes: ListHashes): [string, string][] => [...hashes].sort(([a], [b]) => (a < b ? -1 : 1));

/** The same in whatever order the lists were read. */
export const communeHash = (hashes: ListHashes): string => sha256(JSON.stringify(sorted(hashes)));

/** Enough to tell two lists of a village apart; that they are the right ones says the whole hash. */
const BEGINNING = 16;

/** As the act of a commune's paper keeps it, one village a line. */
export const listLines = (hashes: ListHashes): string =>
  sorted(hashes)
    .map(([village, hash]) => `${village} ${hash.slice(0, BEGINNING)}`)
    .join('\n');

/** Village -> the beginning of its list's hash. */
export const readListLines = (lists: string): Map<string, string> =>
  new Map(
    lists
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' ') as [string, string]),
  );
