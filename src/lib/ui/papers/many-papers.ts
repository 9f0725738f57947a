/** Several papers in one file. */
import { zipSync, type Zippable } from 'fflate';
import { FileNames } from '$lib/workbook/file-name.ts';

export function zipOf(papers: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const names = new FileNames();
  // A .docx is deflated already.
  return zipSync(
    Object.fromEntries(papers.map(({ name, bytes }) => [names.once(`${name}.docx`), [bytes, { level: 0 }]])) satisfies Zippable,
  );
}
