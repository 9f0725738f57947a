/** A paper of very many lines: only its first ones are drawn on the page; the file, with all of them, is made off the page's thread. */
import type { Values } from '$lib/papers/paper.ts';
import type { FillingAnswer, FillingRequest } from './filling-worker.ts';

/** Lines that are rows of a table, and lines that are pages of their own. */
const ROWS_SHOWN = 500;
const PAGES_SHOWN = 50;

/** @returns the same values where nothing is left out. */
export function firstLines(values: Values): { values: Values; leftOut: number } {
  const first: Record<string, Values[string]> = { ...values };
  let leftOut = 0;
  for (const [name, lines] of Object.entries(values)) {
    if (typeof lines !== 'object' || lines === null) continue;
    const isOfPages = lines.some((line) => Object.values(line).some(Array.isArray));
    const most = isOfPages ? PAGES_SHOWN : ROWS_SHOWN;
    if (lines.length <= most) continue;
    first[name] = lines.slice(0, most);
    leftOut += lines.length - most;
  }
  return leftOut === 0 ? { values, leftOut } : { values: first, leftOut };
}

/** @throws Error with what does not fit together in the template, in words. */
export function fillInWorker(request: FillingRequest): Promise<Uint8Array> {
  const worker = new Worker(new URL('./filling-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FillingAnswer>) => {
      if (data.kind === 'done') resolve(data.bytes);
      else reject(new Error(data.text));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
