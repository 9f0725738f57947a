/** The page's side of the writing Worker: one Worker a workbook. */
import type { WritingAnswer, WritingRequest } from './writing-worker.ts';

export function writeInWorker(request: WritingRequest): Promise<Uint8Array> {
  const worker = new Worker(new URL('./writing-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WritingAnswer>) => {
      if (data.ok) resolve(data.bytes);
      else reject(new Error(data.text));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
