/** The template of a paper and the name of its file. */
import type { PaperId } from '$lib/process/paper-kinds.ts';

/** @throws TypeError when it is neither on this device nor reachable. */
export async function ourTemplate(paper: PaperId): Promise<Uint8Array> {
  const answer = await fetch(`/mau-van-ban/${paper}.docx`);
  if (!answer.ok) throw new TypeError(`${answer.status} /mau-van-ban/${paper}.docx`);
  return new Uint8Array(await answer.arrayBuffer());
}

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
