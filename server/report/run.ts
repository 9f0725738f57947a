/** How a command on list files runs: what it refuses is said, and nothing is left half written. */
import { RoundError } from '../../src/lib/review/plans.ts';
import { reasonOf } from '../faults/command-faults.ts';
import { FormFileError } from './forms.ts';
import { inScratchFolder } from './inputs.ts';
import { say } from './lists.ts';
import type { Output } from './output.ts';
import { Refusal } from './settings.ts';

/** @returns the exit status: that of the run, 0 for help, 2 when nothing could be done. */
export async function runCommand(args: readonly string[], usage: string, run: () => Promise<number>): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof RoundError) && !(error instanceof FormFileError)) throw error;
    say(error.message);
    return 2;
  }
}

/** @throws Refusal when something could not be written; nothing of the output is there then. */
export const writing = (output: Output, write: (scratch: string) => Promise<number>): Promise<number> =>
  inScratchFolder(write).catch(async (error: unknown) => {
    await output.discard();
    throw (error as NodeJS.ErrnoException).syscall ? new Refusal(`Không ghi được kết quả: ${reasonOf(error)}`) : error;
  });
