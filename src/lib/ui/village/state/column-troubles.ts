/** What needs looking at in one column: cells that two people wrote differently, and cells that are wrong. */
import type { GridSheet } from '$lib/grid/grid-row.ts';
import type { LiveBook } from './live-book.svelte.ts';
import type { Labels } from './tally.ts';

const TROUBLES: Labels = ({ conflicts, problems }) => [
  ...Object.keys(conflicts).map((field) => `conflict ${field}`),
  ...Object.entries(problems).flatMap(([field, { severity }]) => (severity === 'error' ? [`error ${field}`] : [])),
];

export function columnTroubles(book: Pick<LiveBook, 'tally'>, sheet: GridSheet, field: string): { conflicts: number; errors: number } {
  const tally = book.tally(sheet, 'troubles', TROUBLES);
  return { conflicts: tally.count(`conflict ${field}`), errors: tally.count(`error ${field}`) };
}
