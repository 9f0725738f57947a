/** Addresses of papers. */
import type { PaperId } from '$lib/process/paper-kinds.ts';

/** @param about the row of a household, or the id of an act. */
export function paperAddress(paper: PaperId, village: string | null, about = ''): string {
  const query = new URLSearchParams({ ...(village !== null && { thon: village }), ...(about !== '' && { ve: about }) }).toString();
  return `/van-ban/${paper}${query && `?${query}`}`;
}
