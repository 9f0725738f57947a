import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkTemplate } from './check-template.ts';
import { fillTemplate } from './fill.ts';
import { repacked } from './template-parts.ts';
import { SHIPPED, shippedTemplate } from './templates/templates.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const TYPES = (more = '', main = MAIN): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/>${more}</Types>`;
const rels = (...entries: string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`;
const rel = (type: string, target: string, mode = 'TargetMode="External"'): string =>
  `<Relationship Id="rId1" Type="${R}/${type}" Target="${target}" ${mode}/>`;
const body = (inner: string): string => `<w:document xmlns:w="${W}"><w:body>${inner}</w:body></w:document>`;
const said = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
/** A field of Word's own, its instruction split over runs as Word does. */
const coded = (...instruction: string[]): string =>
  `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${instruction
    .map((part) => `<w:r><w:instrText xml:space="preserve">${part}</w:instrText></w:r>`)
    .join('')}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;

const docx = (parts: Record<string, string | Uint8Array> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        '[Content_Types].xml': TYPES(),
        '_rels/.rels': rels(rel('officeDocument', 'word/document.xml', '')),
        'word/document.xml': body(said('Thôn {thôn}')),
        ...parts,
      }).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );
const inBody = (inner: string): string[] => checkTemplate(docx({ 'word/document.xml': body(inner) }));

describe('a template that is only a document', () => {
  it('is accepted', () => {
    expect(checkTemplate(docx())).toEqual([]);
    expect(
      checkTemplate(
        docx({
          'word/_rels/document.xml.rels': rels(rel('hyperlink', 'https://vanban.chinhphu.vn'), rel('image', 'media/a.png', '')),
          'word/media/a.png': new Uint8Array([1, 2]),
          'word/header1.xml': `<w:hdr xmlns:w="${W}">${coded(' PA', 'GE ')}${coded(' HYPERLINK "https://a.vn" ')}${coded('HYPERLINK \\l "muc1"')}</w:hdr>`,
        }),
      ),
    ).toEqual([]);
  });

  it('is each of ours', async () => {
    expect(SHIPPED.length).toBeGreaterThan(0);
    for (const paper of SHIPPED) expect([paper, checkTemplate(await shippedTemplate(paper))]).toEqual([paper, []]);
  });

  it('is packed anew with the same parts, always as the same file', () => {
    const file = docx();
    expect(repacked(file)).toEqual(repacked(repacked(file)));
    expect(unzipSync(repacked(file))).toEqual(unzipSync(file));
    expect(checkTemplate(repacked(file))).toEqual([]);
  });
});

describe('refused', () => {
  const refused = (troubles: string[], words: string): void => {
    expect(troubles.join(' ')).toContain(words);
  };

  it('is what is no Word file, or a damaged one', () => {
    refused(checkTemplate(strToU8('Không phải')), 'không phải tệp Word');
    refused(checkTemplate(docx().slice(0, 200)), 'không phải tệp Word');
    refused(checkTemplate(zipSync({ 'xl/workbook.xml': strToU8('<a/>') })), 'không phải tệp Word');
    refused(checkTemplate(docx({ '[Content_Types].xml': TYPES('', 'application/vnd.ms-word.document.macroEnabled.main+xml') })), 'macro');
    refused(checkTemplate(docx({ '[Content_Types].xml': TYPES('', MAIN.replace('document.main', 'template.main')) })), '.dotx');
  });

  it('is what unpacks too large, before it is unpacked, or has too many parts', () => {
    refused(checkTemplate(docx({ 'word/a.xml': new Uint8Array(31 * 1024 * 1024) })), 'lớn hơn 30 MB');
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`word/a${n}.xml`, '<a/>']));
    refused(checkTemplate(docx(many)), '603 phần');
  });

  it('are macros, embedded objects and other files', () => {
    refused(checkTemplate(docx({ 'word/vbaProject.bin': new Uint8Array(4) })), 'macro');
    refused(checkTemplate(docx({ 'word/embeddings/oleObject1.bin': new Uint8Array(4) })), 'nhúng');
    refused(checkTemplate(docx({ 'word/activeX/activeX1.xml': '<a/>' })), 'nhúng');
    refused(checkTemplate(docx({ 'word/afchunk.mht': 'x' })), 'phần lạ');
    refused(inBody('<w:altChunk r:id="rId9"/>'), 'tệp khác chèn vào');
    refused(inBody('<w:p><w:r><w:object/></w:r></w:p>'), 'nhúng');
    refused(
      checkTemplate(docx({ 'word/_rels/document.xml.rels': rels(rel('package', 'a.xlsx', '')) })),
      'Tệp lấy nội dung từ nơi khác hoặc có đối tượng nhúng: a.xlsx',
    );
  });

  it('is a document behind the name of a picture', () => {
    const hidden = '<Override PartName="/word/media/a.png" ContentType="application/xml"/>';
    refused(checkTemplate(docx({ '[Content_Types].xml': TYPES(hidden), 'word/media/a.png': body(said('a')) })), 'phần lạ');
  });

  it.each([
    ['attachedTemplate', 'https://vi-du.vn/a.dotm'],
    ['image', 'https://vi-du.vn/a.png'],
    ['subDocument', 'https://vi-du.vn/a.docx'],
    ['hyperlink', 'file:///tmp/a'],
    ['hyperlink', '\\\\may\\tep'],
  ])('is what is elsewhere: %s %s', (type, target) => {
    const links = (mode: string): string[] => checkTemplate(docx({ 'word/_rels/settings.xml.rels': rels(rel(type, target, mode)) }));
    refused(links('TargetMode="External"'), target);
    refused(links("TargetMode='&#69;xternal'"), target);
  });

  it('are fields that bring something in or run something, however they are split', () => {
    refused(inBody(coded(' INCLUDETEXT "a.docx" ')), 'INCLUDETEXT');
    refused(inBody(coded(' INCL', 'UDEPICTURE ', '"a.png"')), 'INCLUDEPICTURE');
    refused(inBody(coded('dde', 'auto a b')), 'ddeauto');
    refused(inBody('<w:p><w:fldSimple w:instr=" MACROBUTTON a b "/></w:p>'), 'MACROBUTTON');
    refused(inBody('<w:p><w:fldSimple w:instr=" &#76;INK a "/></w:p>'), 'LINK');
    refused(inBody(coded(' HYPERLINK "file:///a" ')), 'HYPERLINK');
    // One field gives another its name.
    refused(
      inBody(
        `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${coded('PAGE')}<w:r><w:instrText> "a.docx"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
      ),
      '"a.docx"',
    );
    refused(inBody(coded(' PAGE ').replaceAll('w:', 'x:').replace('PAGE', 'IMPORT a')), 'IMPORT');
  });

  it('is what could read otherwise than it was checked', () => {
    refused(checkTemplate(docx({ 'word/document.xml': `<!DOCTYPE a [<!ENTITY b "c">]>${body(said('a'))}` })), 'DOCTYPE');
    refused(
      checkTemplate(docx({ 'word/document.xml': `<?xml version="1.0" encoding="UTF-16"?>${body(said('a'))}` })),
      'Không đọc được thân văn bản',
    );
    refused(checkTemplate(docx({ 'word/document.xml': new Uint8Array([0xff, 0xfe, 0x3c, 0]) })), 'Không đọc được thân văn bản');
  });

  it('are raw XML and other delimiters, also split over runs, named by their place', () => {
    refused(inBody(said('{@thôn}')), 'Ở thân văn bản, trường {@thôn}');
    refused(inBody('<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>@thôn}</w:t></w:r></w:p>'), '{@thôn}');
    refused(inBody(said('{=&lt;% %&gt;=}')), 'không dùng được');
    refused(checkTemplate(docx({ 'word/header1.xml': `<w:hdr xmlns:w="${W}">${said('{@a}')}</w:hdr>` })), 'Ở phần đầu trang');
  });
});

describe('a field of a template', () => {
  it.each([
    'constructor',
    '__proto__',
    'toString',
    'constructor.constructor',
    'thôn.length',
    'thôn.constructor',
    'this',
    '.',
    '$index',
    '1+1',
    'process',
    'globalThis',
    "thôn['a']",
  ])('reads nothing that the paper does not give: %s', (name) => {
    const filled = fillTemplate(docx({ 'word/document.xml': body(said(`A{${name}}B`)) }), { thôn: 'Ấp Chợ' });
    const text = new TextDecoder().decode(unzipSync(filled.bytes)['word/document.xml']).replace(/<[^>]*>/g, '');
    expect(text).toBe('AB');
  });

  it('that holds a field, or XML, is text', () => {
    const filled = fillTemplate(docx(), { thôn: '{xã}<w:p/>', xã: 'Kim Sơn' });
    const xml = new TextDecoder().decode(unzipSync(filled.bytes)['word/document.xml']);
    expect(xml).toContain('{xã}&lt;w:p/&gt;');
  });
});
