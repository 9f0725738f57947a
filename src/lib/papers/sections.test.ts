import { describe, expect, it } from 'vitest';
import { withLayoutsApart, withoutEmptySections } from './sections.ts';

const text = (words: string): string => `<w:p><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`;
const layout = (name: string): string => `<w:sectPr><w:pgSz w:w="${name}"/></w:sectPr>`;
const ends = (name: string): string => `<w:p><w:pPr>${layout(name)}</w:pPr></w:p>`;
const document = (...parts: readonly string[]): string => `<w:document><w:body>${parts.join('')}</w:body></w:document>`;

describe('sections of a filled paper', () => {
  it('that are blank are no page, and the others keep their layout', () => {
    const kept = document(text('A'), ends('1'), text('C'), layout('3'));
    expect(withoutEmptySections(document(text('A'), ends('1'), '<w:p/>', ends('2'), text('C'), layout('3')))).toBe(kept);
    expect(withoutEmptySections(document('<w:p/>', ends('1'), text('C'), layout('3')))).toBe(document(text('C'), layout('3')));
    expect(withoutEmptySections(document(text('A'), ends('1'), '<w:p/>', layout('3')))).toBe(
      document(text('A'), '<w:p><w:pPr></w:pPr></w:p>', layout('1')),
    );
  });

  it('stay as they are where each shows something, a table or a picture as well, and where none does', () => {
    for (const xml of [
      document(text('A'), ends('1'), '<w:tbl><w:tr/></w:tbl>', layout('2')),
      document(text('A'), ends('1'), '<w:p><w:r><w:drawing /></w:r></w:p>', layout('2')),
      document('<w:p/>', ends('1'), '<w:p/>', layout('2')),
      document('<w:p/>', layout('1')),
    ])
      expect(withoutEmptySections(xml)).toBe(xml);
  });
});

describe('the layout of a section', () => {
  const within = (words: string): string => `<w:p><w:pPr>${layout('1')}</w:pPr><w:r><w:t>${words}</w:t></w:r></w:p>`;
  const bare = (words: string): string => `<w:p><w:pPr></w:pPr><w:r><w:t>${words}</w:t></w:r></w:p>`;

  it('leaves a paragraph that only opens or closes a loop, towards the side where its pages are', () => {
    const closes = document(text('{#từng hộ}'), text('{tên}'), within('{ /từng hộ }'), text('Hết'), layout('2'));
    expect(withLayoutsApart(closes)).toBe(
      document(text('{#từng hộ}'), text('{tên}'), bare('{ /từng hộ }'), ends('1'), text('Hết'), layout('2')),
    );
    const opens = document(text('Đầu'), within('{#từng hộ}'), text('{tên}'), text('{/từng hộ}'), layout('2'));
    expect(withLayoutsApart(opens)).toBe(
      document(text('Đầu'), ends('1'), bare('{#từng hộ}'), text('{tên}'), text('{/từng hộ}'), layout('2')),
    );
  });

  it('stays where words stand beside the field, and in a paragraph without one', () => {
    for (const xml of [
      document(within('Hết {/từng hộ}'), layout('2')),
      document(text('{/từng hộ}'), ends('1'), text('A'), layout('2')),
      document('<w:p><w:r><w:t>{/từng hộ}</w:t></w:r></w:p>', within('Hết'), layout('2')),
    ])
      expect(withLayoutsApart(xml)).toBe(xml);
  });
});
