import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** Rooms whose tests change nothing outside themselves: no globals, no timers, no environment. */
const PURE = [
  ...['formula', 'review', 'process', 'forms', 'papers', 'grid', 'api'].map((room) => `src/lib/${room}/**/*.test.ts`),
  // That one watches the libraries from when they are loaded.
  'src/lib/workbook/**/!(read.hostile).test.ts',
];

/** What only dialogs and menus need, which open when a person asks for them. */
const ASKED = String.raw`(?:bits-ui|svelte-toolbelt|runed|tabbable|@floating-ui|inline-style-parser|style-to-object)[\\/]`;
const FORMS = String.raw`forms[\\/](?:official[\\/]|(?:fill|tally|registry|units|expand|age|counted-rows|residents|criterion|blank)\.ts)`;
/**
 * Many pages need these, but none before its list is shown. A group of chunks also takes what its modules import, so the modules that import
 * dialogs are among them.
 */
const LATER = new RegExp(String.raw`[\\/](?:${ASKED}|${FORMS}|api[\\/]process\.ts|parts[\\/](?:Question|Menu|OpenMenu)\.svelte)`);
const SHARED = (id: string): boolean => /[\\/](?:src[\\/]lib|node_modules)[\\/]/.test(id) && !LATER.test(id);

type Imports = (id: string) => readonly string[];
/** @returns whether a page imports a module, itself or through others. */
function importedBy(page: string): (id: string, imports: Imports) => boolean {
  let all: Set<string> | null = null;
  return (id, imports) => {
    if (all === null) {
      all = new Set([fileURLToPath(new URL(`src/routes/${page}`, import.meta.url))]);
      // It grows while it is gone through.
      for (const one of all) for (const other of imports(one)) all.add(other);
    }
    return all.has(id);
  };
}
/** The pages of a first visit, in its order. What they import is a file for each, also where others import it too. */
const PAGES = [
  ['frame', importedBy('+layout.svelte')],
  ['home', importedBy('+page.svelte')],
  ['list', importedBy('thon/[id]/+page.svelte')],
] as const;

export default defineConfig({
  plugins: [sveltekit()],
  // One file a Worker: the service worker keeps the files of the build's list, which has no chunks of Workers.
  // What each page imports of the first visits' pages is one file, and so is what most others need: up to a list 52 files instead of 197.
  // Over plain http a browser fetches six at a time, so on a slow line each file more is a wait.
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: (id, context) =>
                PAGES.find(([, has]) => has(id, (other) => context.getModuleInfo(other)?.importedIds ?? []))?.[0] ?? null,
              test: SHARED,
            },
            { name: 'shared', test: SHARED, minShareCount: 12 },
            { name: 'asked', test: new RegExp(String.raw`[\\/]${ASKED}`), minShareCount: 4 },
          ],
        },
      },
    },
  },
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  test: {
    projects: [
      // Nothing outlives a test there, so the files share their workers: starting one for each file took half of their time.
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/*.test.ts'],
          exclude: PURE,
          globalSetup: 'tests/built-command.ts',
        },
      },
    ],
    environment: 'node',
    // Only for tests that hang: the slowest takes 20 s on two cores, and 90 s on a machine that is busy with other work.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Two cores: more workers only make the timings of the server tests worse.
    maxWorkers: 2,
  },
});
