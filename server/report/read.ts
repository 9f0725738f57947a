/** Reads one workbook in a thread of its own: a hostile file can only hang or fill that thread, and is then given up. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readInWorker } from '../../src/lib/workbook/read-in-worker.ts';
import type { Wishes, WorkbookReading } from '../../src/lib/workbook/read.ts';

const TIME_LIMIT = 120_000;
const MEMORY_MB = 1024;

type BrowserWorker = NonNullable<NonNullable<Parameters<typeof readInWorker>[2]>['start']>;

/** A thread of Node behind the few members of a browser's Worker that the reader uses. */
const start: BrowserWorker = () => {
  const thread = new Worker(new URL('./read-thread.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  // What the libraries mutter, in English, is nobody's to read; what is wrong comes as an answer.
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
