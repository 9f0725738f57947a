/** The page's side of the writing Worker: one Worker for each file. */
import type { WritingStep } from '$lib/workbook/write.ts';
import type { WritingAnswer, WritingRequest } from './writing-worker.ts';

export interface Watching {
  onStep?: (step: WritingStep) => void;
  /** Terminates the Worker at once; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

export function writeInWorker(request: WritingRequest, { onStep, signal }: Watching = {}): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./writing-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Uint8Array>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.onmessage = ({ data }: MessageEvent<WritingAnswer>) => {
      if (data.kind === 'step') onStep?.(data.step);
      else if (data.kind === 'done') resolve(data.bytes);
      else reject(new Error(data.text));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
