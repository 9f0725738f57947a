/** The template of a paper, and the name of its file. */
import { bookNumber } from '$lib/papers/paper-words.ts';
import type { PaperFacts, PaperRecord } from '$lib/papers/paper.ts';
import { paperKind, type PaperId } from '$lib/process/paper-kinds.ts';
import { paperFileName } from '$lib/workbook/file-name.ts';

/** @throws TypeError when it is neither on this device nor reachable. */
export async function ourTemplate(paper: PaperId): Promise<Uint8Array> {
  const answer = await fetch(`/mau-van-ban/${paper}.docx`);
  if (!answer.ok) throw new TypeError(`${answer.status} /mau-van-ban/${paper}.docx`);
  return new Uint8Array(await answer.arrayBuffer());
}

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Without its ending. */
export function fileName(paper: PaperId, { unit, round, village, about }: PaperFacts, { number }: Pick<PaperRecord, 'number'>): string {
  const { name, symbol } = paperKind(paper);
  const household = village?.classified.data.households.find(({ id }) => id === about);
  return paperFileName({
    ...{ unit, year: round.plan.year, paper: name },
    ...(village && { village: village.name }),
    ...(number !== null && symbol !== null && { number: `${bookNumber(number)}/${symbol}` }),
    ...(household && { about: String(household.cells.head ?? '') }),
  });
}
