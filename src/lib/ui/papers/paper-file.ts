/** The template of a paper, and the name of its file. */
import { PAPER_ROUTES } from '$lib/api/papers.ts';
import { addressOf } from '$lib/api/route.ts';
import { bookNumber } from '$lib/papers/paper-words.ts';
import type { PaperFacts, PaperRecord } from '$lib/papers/paper.ts';
import { paperKind, type PaperId } from '$lib/process/paper-kinds.ts';
import { roomName } from '$lib/review/people.ts';
import { paperFileName } from '$lib/workbook/file-name.ts';
import { ask, AskError } from '../parts/ask.ts';

export interface Template {
  bytes: Uint8Array;
  /** SHA-256 of the commune's own; '' for ours. */
  sha: string;
  /** Ours, because the commune's machine could not be asked for the commune's own. */
  unasked?: true;
}

export const UNASKED = 'Chưa nối được với máy của xã: đang dùng mẫu có sẵn, không phải mẫu riêng của xã (nếu có).';

/** The commune's own template of a paper where it has one in use, else ours. @throws AskError; TypeError */
export async function templateInUse(review: string, paper: PaperId): Promise<Template> {
  try {
    const { versions } = await ask(PAPER_ROUTES.templates, { room: roomName(review, null) });
    const own = versions.find((version) => version.paper === paper && !version.withdrawn);
    return await templateOf(review, paper, own?.sha ?? '');
  } catch (error) {
    if (!(error instanceof AskError) || error.code !== 'away') throw error;
    return { ...(await templateOf(review, paper, '')), unasked: true };
  }
}

/** @throws TypeError when it is neither on this device nor reachable. */
export async function templateOf(review: string, paper: PaperId, sha: string): Promise<Template> {
  if (sha === '') return { bytes: await ourTemplate(paper), sha };
  const answer = await fetch(addressOf(PAPER_ROUTES.template, { room: roomName(review, null), query: [['sha', sha]] }));
  if (!answer.ok) throw new TypeError(`${answer.status} template`);
  return { bytes: new Uint8Array(await answer.arrayBuffer()), sha };
}

async function ourTemplate(paper: PaperId): Promise<Uint8Array> {
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
