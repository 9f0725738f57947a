/** Reads one workbook off the page's thread: a hostile file can hang or crash only this Worker. */
import { readWorkbook, WorkbookError, type Wishes, type WorkbookReading } from './read.ts';
import { workbookError } from './read-error.ts';

export interface ImportRequest {
  bytes: Uint8Array;
  fileName: string;
  wishes?: Wishes;
}
export type ImportAnswer = { ok: true; reading: WorkbookReading } | { ok: false; code: string; text: string };

export function answer({ bytes, fileName, wishes }: ImportRequest): ImportAnswer {
  try {
    return { ok: true, reading: readWorkbook(bytes, fileName, new Date(), wishes) };
  } catch (error) {
    // Running out of memory usually ends the Worker; a library that notices it throws a RangeError.
    const known = error instanceof WorkbookError ? error : workbookError(error instanceof RangeError ? 'crashed' : 'damaged');
    return { ok: false, code: known.code, text: known.text };
  }
}

interface WorkerScope {
  onmessage: ((event: MessageEvent<ImportRequest>) => void) | null;
  postMessage(answer: ImportAnswer): void;
}

// Only inside a Worker: tests import `answer` without one.
if (typeof WorkerGlobalScope !== 'undefined') {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = ({ data }) => scope.postMessage(answer(data));
}

declare const WorkerGlobalScope: unknown;
