// Runs one command of `rasoat` after another in one process, for the tests: starting a process takes longer than most of them.
import { mock } from 'node:test';

const { main } = await import(process.argv[2] ?? '');

/** @param {NodeJS.WriteStream} stream @returns {() => string} releases the stream, and returns what was written to it */
function kept(stream) {
  const { write } = stream;
  let text = '';
  stream.write = (/** @type {string | Uint8Array} */ part) => ((text += String(part)), true);
  return () => {
    stream.write = write;
    return text;
  };
}

process.on('message', async (/** @type {{ folder: string, args: string[], today: string }} */ { folder, args, today }) => {
  process.chdir(folder);
  // What is said depends on the day: the tests say the same in every year.
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date'], now: new Date(`${today}T12:00`) });
  const [out, said] = [kept(process.stdout), kept(process.stderr)];
  const status = await main(args).catch((/** @type {Error} */ error) => `${error.stack}`);
  process.send?.({ status, out: out(), said: said() });
});
