import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer, type ImportRequest } from './import-worker.ts';
import { readInWorker, type WorkerOptions } from './read-in-worker.ts';

type FakeWorker = ReturnType<NonNullable<WorkerOptions['start']>> & { ended: boolean };
/** A Worker that behaves as the test says, or does nothing. */
function fake(behave: (worker: FakeWorker, request: ImportRequest) => void): FakeWorker {
  const worker: FakeWorker = {
    ended: false,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    terminate: () => {
      worker.ended = true;
    },
    postMessage: (request: unknown) => {
      setImmediate(() => behave(worker, request as ImportRequest));
    },
  };
  return worker;
}
const send = (worker: FakeWorker, data: unknown): void => {
  (worker.onmessage as ((event: MessageEvent) => void) | null)?.({ data: structuredClone(data) } as MessageEvent);
};

describe('reading in a Worker', () => {
  it('returns the same reading', async () => {
    const bytes = readFileSync(new URL('../../../tests/fixtures/nong-thuong-2023.xlsx', import.meta.url));
    const worker = fake((self, request) => send(self, answer(request)));
    const reading = await readInWorker(bytes, 'a.xlsx', { start: () => worker });
    expect(reading.data.households).toHaveLength(72);
    expect(worker.ended).toBe(true);
  });

  it('terminates a Worker that takes too long, and says so', async () => {
    const worker = fake(() => undefined);
    await expect(readInWorker(new Uint8Array(1), 'a.xlsx', { start: () => worker, timeLimit: 1000 })).rejects.toMatchObject({
      name: 'WorkbookError',
      code: 'timeout',
      text: expect.stringContaining('1 giây') as string,
    });
    expect(worker.ended).toBe(true);
  });

  it('turns a crash into a WorkbookError', async () => {
    const worker = fake((self) => (self.onerror as ((event: unknown) => void) | null)?.({}));
    await expect(readInWorker(new Uint8Array(1), 'a.xlsx', { start: () => worker })).rejects.toMatchObject({ code: 'crashed' });
    expect(worker.ended).toBe(true);
  });

  it('passes on why a file cannot be read; refuses a giant file before starting anything', async () => {
    const start = () => fake((self, request) => send(self, answer(request)));
    await expect(readInWorker(new Uint8Array(), 'a.xlsx', { start })).rejects.toMatchObject({
      code: 'empty',
      text: 'Tệp rỗng, không có gì để nhập.',
    });
    await expect(
      readInWorker(new Uint8Array(30 * 1024 * 1024), 'a.xlsx', {
        start: () => {
          throw new Error('started');
        },
      }),
    ).rejects.toMatchObject({ code: 'too-big' });
  });
});
