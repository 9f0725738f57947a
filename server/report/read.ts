/** Reads a workbook in a thread: a hostile file can hang or fill only that thread, which is then terminated. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ImportAnswer } from '../../src/lib/workbook/import-worker.ts';
import { readInWorker } from '../../src/lib/workbook/read-in-worker.ts';
import type { Wishes, WorkbookReading } from '../../src/lib/workbook/read.ts';
import { THREADS } from './threads.ts';

const TIME_LIMIT = 120_000;
const MEMORY_MB = 1024;

type BrowserWorker = NonNullable<NonNullable<Parameters<typeof readInWorker>[2]>['start']>;

class ReadingThread {
  readonly #thread = new Worker(new URL('./read-thread.js', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  #asking: ReturnType<BrowserWorker> | null = null;
  #isSound = false;

  constructor() {
    this.#thread.on('message', (data: ImportAnswer) => {
      this.#isSound = data.ok;
      this.#asking?.onmessage?.call(this.#asking as never, { data } as MessageEvent);
    });
    this.#thread.on('error', () => {
      if (idle.includes(this)) idle.splice(idle.indexOf(this), 1);
      this.#asking?.onerror?.call(this.#asking as never, {} as ErrorEvent);
    });
  }

  /** A Node thread with the few members of a browser's Worker that the reader uses. */
  take(): ReturnType<BrowserWorker> {
    this.#isSound = false;
    this.#thread.ref();
    this.#asking = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      postMessage: (message: unknown) => this.#thread.postMessage(message),
      terminate: () => this.#leave(),
    };
    return this.#asking;
  }

  /** A thread that hangs, has died or has met a file it could not read is not used again. */
  #leave(): void {
    this.#asking = null;
    if (!this.#isSound || idle.length >= THREADS) return this.end();
    // The process may end while it waits.
    this.#thread.unref();
    idle.push(this);
  }

  end(): void {
    void this.#thread.terminate();
  }
}

/** They wait for the next file: loading the reader takes longer than reading most lists. */
const idle: ReadingThread[] = [];

/** No more files for now: the threads give their memory back. */
export const endReading = (): void => idle.splice(0).forEach((thread) => thread.end());

const start: BrowserWorker = () => (idle.pop() ?? new ReadingThread()).take();

export const readFileInThread = async (path: string, wishes: Wishes): Promise<WorkbookReading> =>
  readInWorker(new Uint8Array(await readFile(path)), basename(path), { wishes, timeLimit: TIME_LIMIT, start });
