// A process that runs one command of `rasoat` after another, for the tests: starting one for each takes longer than what most of them do.
import { register } from 'tsx/esm/api';

register({ tsconfig: false });
const { main } = await import('../cli.ts');

/** @param {NodeJS.WriteStream} stream @returns {() => string} lets go of the stream, and tells what was written to it */
function kept(stream) {
  const { write } = stream;
  let text = '';
  stream.write = (/** @type {string | Uint8Array} */ part) => ((text += String(part)), true);
  return () => {
    stream.write = write;
    return text;
  };
}

process.on('message', async (/** @type {{ folder: string, args: string[] }} */ { folder, args }) => {
  process.chdir(folder);
  const [out, said] = [kept(process.stdout), kept(process.stderr)];
  const status = await main(args).catch((/** @type {Error} */ error) => `${error.stack}`);
  process.send?.({ status, out: out(), said: said() });
});
