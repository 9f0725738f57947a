/** `rasoat forms`: lists every form that `report --forms` accepts. */
import { parseArgs } from 'node:util';
import type { Certainty } from '../../src/lib/forms/official/description.ts';
import { BUILT_IN } from '../../src/lib/forms/registry.ts';

const KINDS = { list: 'danh sách', summary: 'biểu tổng hợp' } as const;
const CERTAINTIES: Record<Certainty, string> = { published: 'theo mẫu đã công bố', 'our-reading': 'bố cục tạm lập' };

interface FormLine {
  id: string;
  title: string;
  kind: keyof typeof KINDS;
  certainty: Certainty;
}

export function forms(args: string[]): Promise<number> {
  const asJson = readArgs(args);
  if (asJson === null) {
    process.stderr.write('Cách dùng: rasoat forms [--json]\n');
    return Promise.resolve(2);
  }
  const { lists, summaries } = BUILT_IN;
  const line =
    (kind: FormLine['kind']) =>
    ({ id, title, certainty }: Omit<FormLine, 'kind'>): FormLine => ({ id, title, kind, certainty });
  const all = [...lists.map(line('list')), ...summaries.map(line('summary'))];
  process.stdout.write(asJson ? `${JSON.stringify(all, null, 1)}\n` : table(all));
  return Promise.resolve(0);
}

function readArgs(args: string[]): boolean | null {
  try {
    return parseArgs({ args, options: { json: { type: 'boolean' } } }).values.json ?? false;
  } catch {
    // Unknown arguments.
    return null;
  }
}

function table(all: readonly FormLine[]): string {
  const rows = all.map(({ id, title, kind, certainty }) => [id, KINDS[kind], CERTAINTIES[certainty], title]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((text, column) => text.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
