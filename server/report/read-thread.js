/** The thread's side of read.ts. Plain JavaScript, because a thread does not inherit the loader for our TypeScript. */
import { register } from 'tsx/esm/api';
import { parentPort } from 'node:worker_threads';

// The libraries print messages in English that nobody needs; real problems come back as an answer.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
register({ tsconfig: false });
const { answer } = await import('../../src/lib/workbook/import-worker.ts');
parentPort?.on('message', (request) => parentPort?.postMessage(answer(request)));
