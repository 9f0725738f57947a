/**
 * The command `rasoat` and its reading thread as JavaScript, built once for all unit tests of a run. The TypeScript itself, as people
 * start it, takes three to four times as long to load, and the tests start it thirty times.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Files of the built command: `main` of server/cli.ts, and what server/rasoat.js does with it. */
    built: { main: string; command: string };
  }
}

const LOADER = 'tsx/esm/api';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export default async function buildCommand(project: TestProject): Promise<() => Promise<void>> {
  // Here the packages are found, as from server/.
  const folder = await mkdtemp(join(ROOT, 'node_modules/.rasoat-'));
  const thread = pathToFileURL(join(folder, 'read-thread.js'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    build: {
      ssr: true,
      rolldownOptions: { input: { cli: 'server/cli.ts', 'read-thread': 'server/report/read-thread.js' } },
      outDir: folder,
      target: 'node20',
      minify: false,
    },
    plugins: [
      {
        name: 'the files beside the source',
        enforce: 'pre',
        transform: (code, id) =>
          code
            .replace("new URL('./read-thread.js', import.meta.url)", `new URL(${JSON.stringify(thread.href)})`)
            .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
      },
      {
        name: 'nothing is TypeScript any more',
        enforce: 'pre',
        resolveId: (id) => (id === LOADER ? `\0${LOADER}` : null),
        load: (id) => (id === `\0${LOADER}` ? 'export const register = () => undefined;' : null),
      },
    ],
  });
  const [main, command] = [join(folder, 'cli.js'), join(folder, 'rasoat.js')];
  await writeFile(command, "const { main } = await import('./cli.js');\nprocess.exitCode = await main(process.argv.slice(2));\n");
  project.provide('built', { main, command });
  return () => rm(folder, { recursive: true });
}
