/** Fills a paper off the page's thread: the certificates of a commune take half a minute. */
import { fillTemplate } from '$lib/papers/fill.ts';
import type { Values } from '$lib/papers/paper.ts';

export interface FillingRequest {
  template: Uint8Array;
  values: Values;
}
export type FillingAnswer = { kind: 'done'; bytes: Uint8Array } | { kind: 'failed'; text: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<FillingRequest>) => void) | null;
  postMessage(answer: FillingAnswer): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { template, values } }) => {
  try {
    scope.postMessage({ kind: 'done', bytes: fillTemplate(template, values).bytes });
  } catch (error) {
    scope.postMessage({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });
  }
};
