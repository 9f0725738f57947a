/** Several at a time: the files of a run are independent of each other, and so are its communes. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** More would need more memory than the lists themselves: each takes some 200 MB. */
const MOST = 4;
export const THREADS = Math.min(MOST, availableParallelism());

/**
 * @param width so many are worked on before the first of them is taken.
 * @returns the results in the order of the items; the first that fails ends it, once those that were begun have ended.
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): AsyncGenerator<R, void, void> {
  const begun: Promise<R>[] = [];
  const rest = items.entries();
  const begin = (): void => {
    const { value, done } = rest.next();
    if (done) return;
    const result = work(value[1], value[0]);
    // It is reported when its turn comes.
    result.catch(() => undefined);
    begun.push(result);
  };
  for (let n = 0; n < width; n++) begin();
  try {
    for (let first = begun.shift(); first; first = begun.shift()) {
      const result = await first;
      begin();
      yield result;
    }
  } finally {
    await Promise.allSettled(begun);
  }
}

interface Waiting<T, R> {
  task: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** Threads that all do the same: each answers every message that it gets with one. */
export class Threads<T, R> {
  readonly #start: () => Worker;
  readonly #all: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #waiting: Waiting<T, R>[] = [];

  /** @param file of the thread. @param about is given to each when it starts. */
  constructor(file: URL, about: object) {
    this.#start = () => new Worker(file, { workerData: about });
  }

  run = (task: T): Promise<R> =>
    new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#next();
    });

  #next(): void {
    if (this.#waiting.length === 0) return;
    if (this.#idle.length === 0 && this.#all.length < THREADS) {
      const started = this.#start();
      this.#all.push(started);
      this.#idle.push(started);
    }
    const thread = this.#idle.pop();
    const job = thread && this.#waiting.shift();
    if (!job) return;
    const free = (): void => {
      thread.off('message', done);
      thread.off('error', failed);
    };
    const done = (result: R): void => {
      free();
      this.#idle.push(thread);
      job.resolve(result);
      this.#next();
    };
    const failed = (error: unknown): void => {
      free();
      this.#all.splice(this.#all.indexOf(thread), 1);
      job.reject(error);
      this.#next();
    };
    thread.on('message', done);
    thread.on('error', failed);
    thread.postMessage(job.task);
  }

  close = async (): Promise<void> => {
    await Promise.all(this.#all.map((thread) => thread.terminate()));
  };
}
