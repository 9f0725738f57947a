/** A file that somebody tries as the template of a paper: checked on this device, before anything is sent. */
import type { JudgedTemplate } from '$lib/papers/judge-template.ts';
import { fieldsOf, paperOf } from '$lib/papers/values/papers.ts';
import type { PaperId } from '$lib/process/paper-kinds.ts';
import { TEMPLATE_LIMIT } from '$lib/process/paper-shape.ts';
import { templateOf } from './paper-file.ts';

export interface UnusedField {
  /** As it is typed: '{tên thôn}'. */
  typed: string;
  about: string;
}

export interface Trial {
  /** As the person's file is called. */
  name: string;
  /** What must be put right, each by its place. */
  troubles: readonly string[];
  /** What is kept and shown; null where something must be put right. */
  bytes: Uint8Array | null;
  /** Fields of our template that this one leaves out: a hint, no mistake. */
  unused: readonly UnusedField[];
}

/** @throws Error when the file cannot be read, or our own template is not on this device. */
export async function tryTemplate(review: string, paper: PaperId, file: File): Promise<Trial> {
  const { name } = file;
  const { judgeForPaper } = await import('$lib/papers/values/judge-for-paper.ts');
  // Larger than any that is accepted: its beginning is enough to say so.
  const given = new Uint8Array(await file.slice(0, TEMPLATE_LIMIT + 1).arrayBuffer());
  const judged = judgeForPaper(given, paper);
  const isFine = judged.troubles.length === 0;
  return {
    ...{ name, troubles: judged.troubles, bytes: isFine ? judged.bytes : null },
    unused: isFine ? await unusedIn(judged, review, paper) : [],
  };
}

async function unusedIn({ places }: JudgedTemplate, review: string, paper: PaperId): Promise<UnusedField[]> {
  const [{ fieldsIn }, { pathName, pathsOf, usedIn }, ours] = await Promise.all([
    import('$lib/papers/fill.ts'),
    import('$lib/papers/template-fields.ts'),
    templateOf(review, paper, ''),
  ]);
  const fields = fieldsOf(paperOf(paper));
  const [theirs, inOurs] = [usedIn(places, fields), usedIn(fieldsIn(ours.bytes), fields)];
  return pathsOf(fields).flatMap((path) => {
    // Of a list that is left out, only the list itself.
    const isInside = path.lists.length > 0 && !theirs.has(path.lists.join(' › '));
    if (isInside || !inOurs.has(pathName(path)) || theirs.has(pathName(path))) return [];
    const { name, kind, about } = path.field;
    const inside = path.lists.length > 0 ? ` (trong {#${path.lists.at(-1) ?? ''}})` : '';
    return [{ typed: kind === 'text' ? `{${name}}` : `{#${name}} … {/${name}}`, about: `${about}${inside}` }];
  });
}
