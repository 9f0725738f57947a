/** A thread that makes the reports of communes. Plain JavaScript, because a thread does not inherit the loader for our TypeScript. */
import { register } from 'tsx/esm/api';
import { parentPort, workerData } from 'node:worker_threads';

register({ tsconfig: false });
const { communeReport, reportOf } = await import('./commune-report.ts');
const run = await reportOf(workerData);
parentPort?.on('message', async (task) => parentPort?.postMessage(await communeReport(task, run)));
