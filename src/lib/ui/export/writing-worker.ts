/** Writes workbooks off the page's thread: a large commune takes seconds, and the page must stay responsive. */
import type { Survey } from '$lib/review/round-columns.ts';
import type { ScoreTable } from '$lib/review/score-table.ts';
import type { ExportRequest } from '$lib/workbook/export-request.ts';
import { blankTemplate } from '$lib/workbook/template.ts';
import type { WritingStep } from '$lib/workbook/write.ts';
import { writeExport } from '$lib/workbook/write-export.ts';
import { writeScoreTable } from '$lib/workbook/write-score-table.ts';
import { writeTable, type PrintedTable } from '$lib/workbook/write-table.ts';

export type WritingRequest =
  | ({ kind: 'export' } & ExportRequest)
  | { kind: 'template'; survey: Survey; tables: readonly ScoreTable[] }
  | { kind: 'table'; table: PrintedTable }
  | { kind: 'scores'; table: ScoreTable };
export type WritingAnswer = { kind: 'step'; step: WritingStep } | { kind: 'done'; bytes: Uint8Array } | { kind: 'failed'; text: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<WritingRequest>) => void) | null;
  postMessage(answer: WritingAnswer): void;
}

const scope = globalThis as unknown as WorkerScope;

function make(request: WritingRequest): Promise<Uint8Array> {
  switch (request.kind) {
    case 'template':
      return blankTemplate(request.survey, request.tables);
    case 'table':
      return writeTable(request.table);
    case 'scores':
      return writeScoreTable(request.table);
    case 'export':
      return writeExport(request, (step) => scope.postMessage({ kind: 'step', step }));
  }
}

scope.onmessage = ({ data }) => {
  make(data)
    .then((bytes) => scope.postMessage({ kind: 'done', bytes }))
    .catch((error: unknown) => scope.postMessage({ kind: 'failed', text: String(error) }));
};
