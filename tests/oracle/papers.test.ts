/** A template that LibreOffice has opened and saved is filled with the same text as ours: a commune changes it there. */
import { expect, it } from 'vitest';
import { fillTemplate } from '../../src/lib/papers/fill.ts';
import { textOf } from '../../src/lib/papers/testing.ts';
import { SHIPPED, shippedTemplate } from '../../src/lib/papers/templates/templates.ts';
import { judgeForPaper } from '../../src/lib/papers/values/judge-for-paper.ts';
import { paperOf } from '../../src/lib/papers/values/papers.ts';
import { paperKind } from '../../src/lib/process/paper-kinds.ts';
import { issuedFacts } from '../fixtures/issued-facts.ts';
import { kimSonFacts } from '../fixtures/paper-facts.ts';
import { recognisedActs } from '../fixtures/recognised-acts.ts';
import { convert } from './libreoffice.ts';

it('fills every template as before after LibreOffice has saved it', async () => {
  const ours = await Promise.all(SHIPPED.map(shippedTemplate));
  const saved = await convert(ours, { from: 'docx', app: 'writer', to: 'docx:MS Word 2007 XML' });
  SHIPPED.forEach((id, index) => {
    const facts =
      id === 'certificates'
        ? issuedFacts()
        : kimSonFacts({ village: paperKind(id).of === 'commune' ? null : 0, acts: recognisedActs(2023) });
    const about = paperKind(id).of === 'household' ? (facts.village?.classified.data.households[0]?.id ?? '') : '';
    const record = { number: 15, day: '2023-11-05', signer: 'Thạch Văn Sơn', texts: {} };
    const values = paperOf(id).values({ ...facts, about }, record);
    expect([id, judgeForPaper(saved[index]!, id).troubles]).toEqual([id, []]);
    const [before, after] = [ours[index]!, saved[index]!].map((template) => fillTemplate(template, values));
    expect([id, after!.unknown, textOf(after!.bytes)]).toEqual([id, [], textOf(before!.bytes)]);
    expect(textOf(before!.bytes).length, id).toBeGreaterThan(10);
  });
});
