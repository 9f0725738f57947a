/** Tries each arrow that the architecture forbids, in every spelling of an import, with the project's own settings. */
import { expect, it } from 'vitest';
import { lintBy } from './lint-by.ts';

const lint = lintBy('arrows/arrows');
const complaints = (filePath: string, code: string): Promise<string[]> => lint(code, filePath);

it.each([
  // Rooms of src/lib that are above or beside the file's room.
  ['src/lib/formula/parse.ts', "import '../review/columns.ts';"],
  ['src/lib/review/columns.ts', "import '../cells/shared-list.ts';"],
  ['src/lib/review/columns.ts', "import '../../../server/cli.ts';"],
  ['src/lib/cells/shared-list.ts', "import '../sync/room-connection.ts';"],
  ['src/lib/ui/commune/rooms.svelte.ts', "import '../../../server/cli.ts';"],
  ['src/lib/ui/commune/rooms.svelte.ts', "import '../../routes/+page.svelte';"],
  ['server/cli.ts', "import '../src/lib/ui/commune/rooms.svelte.ts';"],
  ['server/cli.ts', "import '../src/lib/grid/range.ts';"],
  ['src/hooks.ts', "import '../server/cli.ts';"],
  ['src/lib/review/columns.ts', "import '../../../tests/e2e/app.ts';"],
  // The description of a form knows nothing of the engine that fills it.
  ['src/lib/forms/official/summaries.ts', "import '../units.ts';"],
  ['src/lib/forms/official/mau-6.ts', "import type { Filled } from '../identities.ts'; export type F = Filled;"],
  ['src/lib/review/columns.ts', "import '../forms/official/description.ts';"],
  // The pure part of the grid.
  ['src/lib/grid/range.ts', "import './ag-grid/list-grid.ts';"],
  ['src/lib/grid/grid-columns.ts', "import type { EditorParams } from './ag-grid/word-editor.ts'; export type E = EditorParams;"],
  ['src/lib/grid/range.ts', "import 'ag-grid-community';"],
  ['src/lib/ui/village/state/village-book.ts', "import '../../../grid/ag-grid/list-grid.ts';"],
  ['src/lib/ui/village/card/card-tabs.ts', "import '$lib/grid/ag-grid/word-editor.ts';"],
  // Floors of the pages.
  ['src/lib/ui/parts/Notice.svelte', '<script lang="ts">\n  import \'$lib/ui/device/session.svelte.ts\';\n</script>'],
  ['src/lib/ui/device/session.svelte.ts', "import '../commune/rooms.svelte.ts';"],
  ['src/lib/ui/device/session.svelte.ts', "import '../village/state/view-memory.ts';"],
  ['src/lib/ui/commune/rooms.svelte.ts', "import '../import/import-job.svelte.ts';"],
  ['src/lib/ui/commune/rooms.svelte.ts', "import '../../workbook/write.ts';"],
  ['src/lib/ui/history/history-words.ts', "import '../village/state/village-book.ts';"],
  ['src/lib/ui/reconcile/reconcile.svelte.ts', "import '../village/state/new-rows.ts';"],
  ['src/lib/ui/late/ask-late.ts', "import '../reconcile/evidence.svelte.ts';"],
  ['src/lib/ui/village/state/village-book.ts', "import '../desk/panes.ts';"],
  ['src/lib/ui/village/card/card-tabs.ts', "import '../desk/panes.ts';"],
  ['src/lib/ui/import/import-job.svelte.ts', "import '../frame/SafeStatus.svelte';"],
  // Floors of the server.
  ['server/http/body.ts', "import '../people/accounts.ts';"],
  ['server/log/log.ts', "import '../rooms/hub.ts';"],
  ['server/rooms/hub.ts', "import '../people/accounts.ts';"],
  ['server/people/accounts.ts', "import '../serve/open-server.ts';"],
  ['server/history/room-history.ts', "import '../people/accounts.ts';"],
  ['server/report/report.ts', "import '../log/sqlite.ts';"],
  ['server/serve/open-server.ts', "import '../commands/serve.ts';"],
  ['server/serve/open-server.ts', "import '../../src/lib/workbook/read.ts';"],
  // Libraries.
  ['src/lib/review/columns.ts', "import 'yjs';"],
  ['src/lib/cells/shared-list.ts', "import 'ag-grid-community';"],
  ['src/lib/ui/commune/rooms.svelte.ts', "import 'xlsx';"],
  ['src/lib/workbook/write.ts', "import 'exceljs';"],
  ['server/cli.ts', "import 'better-sqlite3';"],
  ['server/log/log.ts', "import 'y-protocols/sync';"],
  // In every spelling.
  ['src/lib/ui/village/state/village-book.ts', "import '../../../../server/cli.ts';"],
  ['src/lib/sync/line/device-line.ts', "import '../../grid/range.ts';"],
  ['src/lib/review/columns.ts', "import '../../lib/cells/shared-list.ts';"],
  ['src/lib/review/columns.ts', "import '$lib/cells/shared-list.ts';"],
  ['src/lib/review/columns.ts', "import type { SharedList } from '$lib/cells/shared-list.ts'; export type S = SharedList;"],
  ['src/lib/review/columns.ts', "export * from '../cells/shared-list.ts';"],
  ['src/lib/review/columns.ts', "export { SharedList } from '../cells/shared-list.ts';"],
  ['src/lib/review/columns.ts', "export const list = import('../cells/shared-list.ts');"],
  ['src/lib/review/columns.ts', "export type S = import('../cells/shared-list.ts').SharedList;"],
  ['src/lib/review/columns.ts', "export const y = import('yjs');"],
  ['src/lib/ui/parts/Notice.svelte', '<script lang="ts">\n  import \'../../../server/cli.ts\';\n</script>'],
  ['src/lib/ui/parts/Notice.svelte', "{#await import('../device/session.svelte.ts') then found}{found}{/await}"],
  ['src/lib/review/columns.ts', "import '/src/lib/cells/shared-list.ts';"],
  ['src/lib/review/columns.ts', 'export const list = import(`../cells/shared-list.ts`);'],
  ['src/lib/review/columns.ts', "export const list = (name: string) => import('../cells/' + name);"],
  ['src/lib/review/columns.ts', 'export const list = (name: string) => import(`../cells/${name}.ts`);'],
  ['src/lib/review/columns.ts', "export const worker = new Worker(new URL('../sync/line/line-worker.ts', import.meta.url));"],
  ['src/lib/review/columns.ts', "export const lists = import.meta.glob('../cells/*.ts');"],
  ['src/lib/review/columns.ts', "export const lists = import.meta.glob(['../cells/*.ts']);"],
  ['src/lib/review/columns.ts', "export const list = import.meta.resolve('../cells/shared-list.ts');"],
  ['src/lib/review/columns.ts', "// eslint-disable-next-line arrows/arrows\nimport '../cells/shared-list.ts';"],
  // Other names of a file would hide a circle.
  ['src/lib/review/columns.ts', "import './classify';"],
  ['src/lib/review/columns.ts', "import './classify.js';"],
  ['server/cli.ts', "import '.';"],
  // What is for tests may import anything, so only tests may import it.
  ['server/people/accounts.ts', "import './testing.ts';"],
  ['src/lib/review/columns.ts', "import './classify.test.ts';"],
  // Libraries of the pages, and of the server.
  ['src/lib/review/columns.ts', "import { readFile } from 'node:fs/promises'; export const read = readFile;"],
  ['src/lib/review/columns.ts', "import { untrack } from 'svelte'; export const still = untrack;"],
  ['server/rooms/hub.ts', "import { page } from '$app/state'; export const here = page;"],
  // A new folder has no room before the table says so.
  ['src/lib/steps/due.js', ''],
  ['src/lib/ui/calendar/due.js', ''],
  ['src/lib/ui/due.js', ''],
  ['src/lib/ui/village/steps/due.js', ''],
  ['src/lib/forms/papers/due.js', ''],
  ['server/calendar/due.js', ''],
  ['calendar/due.js', ''],
])('%s may not %s', async (file, code) => expect(await complaints(file, code)).toHaveLength(1));

it('allows the arrows that exist, and more for tests', async () => {
  expect(await complaints('src/lib/review/classify.ts', "import '../formula/compile.ts';")).toEqual([]);
  expect(await complaints('src/lib/review/classify.test.ts', "import '../cells/shared-list.ts'; import 'yjs';")).toEqual([]);
});

it('names a circle, also through other files and types', async () => {
  const [circle, ...others] = await complaints(
    'src/lib/formula/values.ts',
    "import type { Evaluate } from './compile.ts'; export type E = Evaluate;",
  );
  expect(others).toEqual([]);
  expect(circle).toMatch(
    /^A circle: src\/lib\/formula\/values\.ts -> src\/lib\/formula\/compile\.ts -> (.+ -> )?src\/lib\/formula\/values\.ts\.$/,
  );
});
