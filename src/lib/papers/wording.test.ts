import { expect, it } from 'vitest';
import { PAPER_IDS } from '../process/paper-kinds.ts';
import { shippedTemplate } from './templates/templates.ts';
import { textOf } from './testing.ts';
import { WORDING } from './wording.ts';

it.each(PAPER_IDS)('what is ours stands so in our template: %s', async (id) => {
  const lines = textOf(await shippedTemplate(id));
  const { ours } = WORDING[id];
  expect(ours.length).toBeGreaterThan(0);
  for (const { begins } of ours)
    expect(
      lines.some((line) => line.startsWith(begins)),
      begins,
    ).toBe(true);
});
