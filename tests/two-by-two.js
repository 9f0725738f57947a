/**
 * Runs npm scripts, two at a time: each of them uses one core. What a script says is printed when it has ended.
 * Ends with 1 if any of them failed.
 */
import { spawn } from 'node:child_process';

const scripts = process.argv.slice(2);

/** @param {string} script @returns {Promise<boolean>} whether it succeeded */
const run = (script) =>
  new Promise((done) => {
    // One text, because Windows starts npm through its shell.
    const child = spawn(`npm run --silent ${script}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (/** @type {Buffer} */ data) => said.push(data));
    child.once('close', (status) => {
      process.stdout.write(`${status === 0 ? 'passed' : 'FAILED'}: ${script}\n${Buffer.concat(said).toString()}`);
      done(status === 0);
    });
  });

/** @returns {Promise<boolean>} */
async function runInTurn() {
  let passed = true;
  for (let script = scripts.shift(); script !== undefined; script = scripts.shift()) passed = (await run(script)) && passed;
  return passed;
}

const passed = await Promise.all([runInTurn(), runInTurn()]);
if (passed.includes(false)) process.exitCode = 1;
