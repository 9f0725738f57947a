/** Free texts of several paragraphs: a template repeats its own paragraph for each, so that every line is justified and indented. */
import { answer } from './common-values.ts';
import type { Ask, Field, PaperFacts, PaperRecord, Values } from './paper.ts';
import { linesOf } from './paper-words.ts';

/** The list of a text's paragraphs, as the template calls it. */
export const paragraphList = (name: string): string => `từng đoạn ${name}`;

export const paragraphFields = (asks: readonly Ask[]): Field[] =>
  asks.map(({ name, label }) => ({
    name: paragraphList(name),
    about: `${label}: từng đoạn`,
    kind: 'list',
    fields: [{ name: 'đoạn', about: 'Một đoạn', kind: 'text' }],
  }));

/** A text that nobody has written is one paragraph of dots. */
export const paragraphValues = (asks: readonly Ask[], facts: PaperFacts, record: PaperRecord): Values =>
  Object.fromEntries(
    asks.map((ask) => {
      const lines = linesOf(answer(ask, facts, record));
      return [paragraphList(ask.name), lines.length > 0 ? lines.map((line) => ({ đoạn: line })) : [{ đoạn: null }]];
    }),
  );
