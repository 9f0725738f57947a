import { Document, Packer, PageOrientation, Paragraph, Table, TableCell, TableRow, type ISectionOptions } from 'docx';
import Docxtemplater from 'docxtemplater';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { withoutEmptySections } from './sections.ts';
import { fieldsIn, fillTemplate } from './fill.ts';
import { fillInParts, type Rendered } from './fill-in-parts.ts';
import type { Values } from './paper.ts';

const MAIN = 'word/document.xml';
const paragraphs = (...texts: string[]): Paragraph[] => texts.map((text) => new Paragraph(text));
const row = (...texts: string[]): TableRow =>
  new TableRow({ children: texts.map((text) => new TableCell({ children: paragraphs(text) })) });
const landscape = { page: { size: { orientation: PageOrientation.LANDSCAPE } } };
const template = async (...sections: ISectionOptions[]): Promise<Uint8Array> =>
  new Uint8Array(await Packer.toArrayBuffer(new Document({ sections })));

/** The template library's own fill, all lines at once. */
function render(bytes: Uint8Array, values: Values): Rendered {
  const document = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true, linebreaks: true });
  document.render(values);
  const zip = document.getZip();
  const names = Object.keys(zip.files).filter((name) => !name.endsWith('/'));
  return {
    main: MAIN,
    xml: zip.file(MAIN)?.asText() ?? '',
    parts: () => names.map((name) => [name, zip.file(name)?.asUint8Array() ?? new Uint8Array()] as const),
  };
}
const text = (bytes: Uint8Array): string => new TextDecoder().decode(unzipSync(bytes)[MAIN]);
const inParts = (bytes: Uint8Array, values: Values, most: number): string | null => {
  const filled = fillInParts(
    values,
    () => fieldsIn(bytes),
    (given) => render(bytes, given),
    most,
  );
  return filled && text(filled);
};
const atOnce = (bytes: Uint8Array, values: Values): string => withoutEmptySections(render(bytes, values).xml);

const line = fc.record({
  tên: fc.constantFrom('Ly', "Y' Bhăm", 'A & B'),
  'là chủ': fc.boolean(),
  con: fc.array(fc.constant({ họ: 'Mùa' }), { maxLength: 2 }),
});
const values = fc.record({
  xã: fc.constantFrom('Kim Sơn', ''),
  'có bảng': fc.boolean(),
  'từng hộ': fc.array(line, { maxLength: 7 }),
  'từng giấy': fc.array(line, { maxLength: 7 }),
});

const WHOLE: ISectionOptions[] = [
  {
    children: [
      ...paragraphs('{xã}', '{#có bảng}'),
      new Table({ rows: [row('Tên', 'Con'), row('{#từng hộ}{#là chủ}Chủ {/là chủ}{tên}', '{#con}{họ} {/con}{/từng hộ}')] }),
      ...paragraphs('{/có bảng}', ''),
    ],
  },
  {
    properties: landscape,
    children: paragraphs('{#từng giấy}', '{#là chủ}', 'Chủ hộ', '{/là chủ}', '{tên}', '{#con}', '{họ}', '{/con}', '{/từng giấy}', ''),
  },
  { children: paragraphs('Hết') },
];

describe('filling in parts', () => {
  it('gives the very document that filling at once gives', async () => {
    const bytes = await template(...WHOLE);
    let split = 0;
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 4 }), (given, most) => {
        const xml = inParts(bytes, given, most);
        if (xml === null) return;
        split += 1;
        expect(xml).toBe(atOnce(bytes, given));
      }),
      { numRuns: 150 },
    );
    expect(split).toBeGreaterThan(20);
  });

  it('is left alone where a list stands twice, within a line, or within another list', async () => {
    const lines = ['A', 'B', 'C'].map((tên) => ({ tên, 'là chủ': true, con: [] }));
    for (const children of [
      paragraphs('{#từng hộ}', '{tên}', '{/từng hộ}', '{^từng hộ}', 'Không có hộ nào', '{/từng hộ}'),
      paragraphs('Các hộ: {#từng hộ}{tên}, {/từng hộ}hết.'),
      paragraphs('{#từng giấy}', '{#từng hộ}', '{tên}', '{/từng hộ}', '{/từng giấy}'),
    ]) {
      const bytes = await template({ children });
      expect(inParts(bytes, { 'từng hộ': lines, 'từng giấy': [{ tên: '' }] }, 2)).toBeNull();
    }
  });

  it('keeps what stands around a long list, and numbers its pictures once', async () => {
    const bytes = await template({ children: paragraphs('Xã {xã}', '{#từng giấy}', '{tên}', '{/từng giấy}', 'Hết {lạ}') });
    const zip = new PizZip(bytes);
    const picture = '<w:r><w:drawing><wp:inline><wp:docPr id="7" name="dấu"/></wp:inline></w:drawing></w:r>';
    zip.file(
      MAIN,
      zip
        .file(MAIN)!
        .asText()
        .replace(/(?=<w:r>(?:(?!<w:r>).)*\{tên\})/, picture),
    );
    const withPicture = new Uint8Array(zip.generate({ type: 'uint8array' }));
    const lines = Array.from({ length: 250 }, (_, n) => ({ tên: `Hộ ${n + 1}` }));
    const { bytes: filled, unknown } = fillTemplate(withPicture, { xã: 'Kim Sơn', 'từng giấy': lines });
    const xml = text(filled);
    expect([...xml.matchAll(/<w:t[^>]*>([^<]*)/g)].map(([, words]) => words)).toEqual([
      'Xã Kim Sơn',
      ...lines.map(({ tên }) => tên),
      'Hết ',
    ]);
    expect(unknown).toEqual(['lạ']);
    const ids = [...xml.matchAll(/<wp:docPr id="(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(250);
  });
});
