import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const eslint = new ESLint();
const complaints = async (filePath: string, code: string): Promise<string[]> => {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId === 'no-restricted-imports').map(({ message }) => message);
};

it.each([
  ['src/lib/formula/parse.ts', "import '../review/columns.ts';"],
  ['src/lib/review/columns.ts', "import '../cells/shared-list.ts';"],
  ['src/lib/review/columns.ts', "import 'yjs';"],
  ['src/lib/review/columns.ts', "import '../../../server/cli.ts';"],
  ['src/lib/cells/shared-list.ts', "import '../sync/room-connection.ts';"],
  ['src/lib/cells/shared-list.ts', "import 'ag-grid-community';"],
  ['src/lib/ui/rooms.svelte.ts', "import 'exceljs';"],
  ['server/cli.ts', "import 'better-sqlite3';"],
])('%s may not %s', async (file, code) => expect(await complaints(file, code)).not.toEqual([]));

it('allows the arrows that exist', async () => {
  expect(await complaints('src/lib/review/classify.ts', "import '../formula/compile.ts';")).toEqual([]);
});
