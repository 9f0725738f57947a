/** Who may put a cell of a closed list right, and where. */
import { readActs } from '$lib/process/act-rows.ts';
import { ACTS } from '$lib/process/acts.ts';
import { closedVillages, liveActs } from '$lib/process/standing.ts';
import type { Rooms } from './rooms.svelte.ts';

/** Reactive. A step has closed the list, and it is not recognised: a cell changes only by an act with its reason. */
export function mayCorrect(rooms: Rooms, village: string): boolean {
  if (!rooms.may(ACTS.corrected.right, village)) return false;
  void rooms.commune.version;
  const acts = liveActs(readActs(rooms.commune.list)).filter((act) => act.village === village);
  return closedVillages(acts).has(village) && !acts.some(({ kind }) => kind === 'recognised');
}

/** @param field '' where no column is meant. */
export const correctionAddress = (rooms: Rooms, village: string, row: string, field = ''): string =>
  `${rooms.address(`/cac-buoc/${village}`)}?${new URLSearchParams({ sua: row, ...(field && { cot: field }) })}`;
