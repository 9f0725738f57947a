/** What a component declares, and what it takes of it. */
import { expect, it } from 'vitest';
import { lintBy } from './lint-by.ts';

const lint = lintBy('props/unused-props');
const complaints = (script: string): Promise<string[]> =>
  lint(`<script lang="ts">\n${script}\n</script>\n`, 'src/lib/ui/parts/Notice.svelte');

it.each([
  ['let { a }: { a: string; b: number } = $props();', 'b'],
  ['interface Props { a: string; b?: () => void }\nlet { a }: Props = $props();', 'b'],
  ['type Props = { a: string } & { b(): void };\nlet { a }: Props = $props();', 'b'],
  ['interface Above { b: string }\ninterface Props extends Above { a: string }\nlet { a }: Props = $props();', 'b'],
  ['let { a = $bindable(1) }: { a?: number; "b-c": string } = $props();', 'b-c'],
  ['let { a }: { a: { read: string; never: string } } = $props();\nconst b = a.read;', 'a.never'],
])('a prop that is never taken is refused: %s', async (script, name) => {
  expect(await complaints(script)).toEqual([`The component declares the prop ${name} and never reads it.`]);
});

it('props that are not taken by name are refused', async () => {
  expect(await complaints('const a: { b: string } = $props();')).toHaveLength(1);
});

it.each([
  'let { a, b: c = 1 }: { a: string; b?: number } = $props();',
  'let { a, ...rest }: { a: string; b: number } = $props();',
  'let { a }: { a: { read: string; later: string } } = $props();\nconst { read } = a;\nconst b = a.later;',
  'let { a }: { a: { read: string } } = $props();\nconst b = a.read;',
  "import type { Props } from './props.ts';\nlet { a }: Props = $props();",
  'const a = $props.id();',
])('what is taken, or declared elsewhere, passes: %s', async (script) => {
  expect(await complaints(script)).toEqual([]);
});
