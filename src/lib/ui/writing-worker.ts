/** Makes workbooks off the page's thread: a large commune takes seconds, and the page must go on answering. */
import type { FormFile } from '$lib/forms/form-file.ts';
import { withOwn } from '$lib/forms/registry.ts';
import { fillReport } from '$lib/forms/report.ts';
import { classifyAll } from '$lib/review/classify.ts';
import type { Round } from '$lib/review/plans.ts';
import type { ReviewData } from '$lib/review/types.ts';
import { blankTemplate } from '$lib/workbook/template.ts';
import { writeReport } from '$lib/workbook/write.ts';

export type WritingRequest = { kind: 'report'; data: ReviewData; round: Round; forms: readonly FormFile[] } | { kind: 'template' };
export type WritingAnswer = { ok: true; bytes: Uint8Array } | { ok: false; text: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<WritingRequest>) => void) | null;
  postMessage(answer: WritingAnswer): void;
}

function make(request: WritingRequest): Promise<Uint8Array> {
  if (request.kind === 'template') return blankTemplate();
  const { data, round, forms } = request;
  const classified = classifyAll(data, round);
  return writeReport(classified, { filled: fillReport(classified, undefined, withOwn(forms, round)) });
}

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data }) => {
  make(data)
    .then((bytes) => scope.postMessage({ ok: true, bytes }))
    .catch((error: unknown) => scope.postMessage({ ok: false, text: String(error) }));
};
