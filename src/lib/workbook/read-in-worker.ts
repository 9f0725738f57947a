/** The page's side of the import Worker: one Worker for each file, terminated when it is done, late or dead. */
import type { ImportAnswer, ImportRequest } from './import-worker.ts';
import type { Wishes, WorkbookReading } from './read.ts';
import { WorkbookError, workbookError, type WorkbookErrorCode } from './read-error.ts';
import { LIMITS } from './read-limits.ts';

export { WorkbookError } from './read-error.ts';

export interface WorkerOptions {
  wishes?: Wishes;
  /** Milliseconds. */
  timeLimit?: number;
  /** For tests, and for a server with its own Workers. */
  start?: () => Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>;
}

const startWorker = (): Worker => new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });

export function readInWorker(
  bytes: Uint8Array,
  fileName: string,
  { wishes = {}, timeLimit = 60_000, start = startWorker }: WorkerOptions = {},
): Promise<WorkbookReading> {
  // Checked before the file is copied for the Worker.
  if (bytes.length > LIMITS.fileSize) return Promise.reject(workbookError('too-big', '20 MB'));
  const worker = start();
  return new Promise<WorkbookReading>((resolve, reject) => {
    const timer = setTimeout(() => reject(workbookError('timeout', String(Math.round(timeLimit / 1000)))), timeLimit);
    const end = (): void => clearTimeout(timer);
    worker.onmessage = ({ data }: MessageEvent<ImportAnswer>) => {
      end();
      if (data.ok) resolve(data.reading);
      else reject(new WorkbookError(data.code as WorkbookErrorCode, data.text));
    };
    const crashed = (): void => {
      end();
      reject(workbookError('crashed'));
    };
    worker.onerror = crashed;
    worker.onmessageerror = crashed;
    worker.postMessage({ bytes, fileName, wishes } satisfies ImportRequest);
  }).finally(() => worker.terminate());
}
