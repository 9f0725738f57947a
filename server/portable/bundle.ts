/** Puts the server and the built pages into few JavaScript files that need no packages besides SQLite. */
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { SQLITE } from './parts.ts';

/** In the bundle nothing is TypeScript any more. */
const withoutTsx: Plugin = {
  name: 'without tsx',
  enforce: 'pre',
  resolveId: (id) => (id === 'tsx/esm/api' ? '\0without-tsx' : null),
  load: (id) => (id === '\0without-tsx' ? 'export const register = () => undefined;' : null),
};

/**
 * All files of the server lie in one folder of two levels, as its source files do: what they name by `../../`, like the
 * pages, is found from there.
 * @param program the folder that is filled: server/app/*.js and build/*.js.
 * @returns the source files that are in it, as paths.
 */
export async function bundle(root: string, program: string): Promise<string[]> {
  const server = await bundled(root, join(program, 'server/app'), {
    rasoat: 'server/rasoat.js',
    launch: 'server/portable/launch-main.ts',
    // Started as threads, by their names.
    'read-thread': 'server/report/read-thread.js',
    'commune-thread': 'server/report/commune-thread.js',
  });
  const pages = await bundled(root, join(program, 'build'), { handler: 'build/handler.js' });
  return [...new Set([...server, ...pages])];
}

async function bundled(root: string, outDir: string, input: Record<string, string>): Promise<string[]> {
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [withoutTsx],
    ssr: { noExternal: true, external: [SQLITE.name] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { input, output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash:8].js' } },
    },
  })) as Rolldown.RolldownOutput;
  return result.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}
