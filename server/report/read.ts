/** Reads one workbook in its own thread: a hostile file can hang or fill only that thread, which is then terminated. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readInWorker } from '../../src/lib/workbook/read-in-worker.ts';
import type { Wishes, WorkbookReading } from '../../src/lib/workbook/read.ts';

const TIME_LIMIT = 120_000;
const MEMORY_MB = 1024;

type BrowserWorker = NonNullable<NonNullable<Parameters<typeof readInWorker>[2]>['start']>;

/** A Node thread with the few members of a browser's Worker that the reader uses. */
const start: BrowserWorker = () => {
  const thread = new Worker(new URL('./read-thread.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  // The libraries print messages in English that nobody needs; real problems come back as an answer.
  thread.stdout.resume();
  thread.stderr.resume();
  const worker: ReturnType<BrowserWorker> = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: (message: unknown) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
  };
  thread.on('message', (data) => worker.onmessage?.call(worker as Worker & typeof worker as never, { data } as MessageEvent));
  thread.on('error', () => worker.onerror?.call(worker as never, {} as ErrorEvent));
  return worker;
};

export const readFileInThread = async (path: string, wishes: Wishes): Promise<WorkbookReading> =>
  readInWorker(new Uint8Array(await readFile(path)), basename(path), { wishes, timeLimit: TIME_LIMIT, start });
