/** Makes workbooks off the page's thread: a large commune takes seconds, and the page must go on answering. */
import { classifyAll } from '$lib/review/classify.ts';
import type { Round } from '$lib/review/plans.ts';
import type { ReviewData } from '$lib/review/types.ts';
import { blankTemplate } from '$lib/workbook/template.ts';
import { writeReport } from '$lib/workbook/write.ts';

export type WritingRequest = { kind: 'report'; data: ReviewData; round: Round } | { kind: 'template' };
export type WritingAnswer = { ok: true; bytes: Uint8Array } | { ok: false; text: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<WritingRequest>) => void) | null;
  postMessage(answer: WritingAnswer): void;
}

const make = (request: WritingRequest): Promise<Uint8Array> =>
  request.kind === 'template' ? blankTemplate() : writeReport(classifyAll(request.data, request.round));

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data }) => {
  make(data)
    .then((bytes) => scope.postMessage({ ok: true, bytes }))
    .catch((error: unknown) => scope.postMessage({ ok: false, text: String(error) }));
};
