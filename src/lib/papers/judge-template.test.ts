import { Document, Header, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PAPER_IDS } from '../process/paper-kinds.ts';
import { fillTemplate } from './fill.ts';
import { judgeTemplate } from './judge-template.ts';
import type { Field, Values } from './paper.ts';
import { pathName, pathsOf, usedIn } from './template-fields.ts';
import { shippedTemplate } from './templates/templates.ts';
import { fieldsOf, paperOf } from './values/papers.ts';

const FIELDS: readonly Field[] = [
  { name: 'tên thôn', about: 'Tên thôn', kind: 'text' },
  { name: 'cơ quan', about: 'Nếu ghi', kind: 'text', optional: true },
  { name: 'có hộ', about: 'Có hộ', kind: 'choice' },
  {
    name: 'từng danh sách',
    about: 'Các danh sách',
    kind: 'list',
    fields: [
      { name: 'danh sách', about: 'Tên', kind: 'text' },
      { name: 'từng hộ', about: 'Các hộ', kind: 'list', fields: [{ name: 'chủ hộ', about: 'Chủ hộ', kind: 'text' }] },
    ],
  },
];
const paragraph = (text: string): Paragraph => new Paragraph(text);
const row = (...texts: string[]): TableRow =>
  new TableRow({ children: texts.map((text) => new TableCell({ children: [paragraph(text)] })) });
const file = async (children: (Paragraph | Table)[], header?: string): Promise<Uint8Array> =>
  new Uint8Array(
    await Packer.toArrayBuffer(
      new Document({
        sections: [{ children, ...(header !== undefined && { headers: { default: new Header({ children: [paragraph(header)] }) } }) }],
      }),
    ),
  );
const troublesOf = async (...lines: string[]): Promise<readonly string[]> =>
  judgeTemplate(await file(lines.map(paragraph)), FIELDS).troubles;

describe('a template for a paper', () => {
  it.each(PAPER_IDS)('is ours: %s', async (id) => {
    const fields = fieldsOf(paperOf(id));
    const { troubles, places, bytes } = judgeTemplate(await shippedTemplate(id), fields);
    expect([troubles, bytes?.length]).toEqual([[], expect.any(Number)]);
    expect(usedIn(places, fields).size).toBeGreaterThan(5);
  });

  it('has every field in its scope: also those outside of a list, from within it', async () => {
    expect(
      await troublesOf(
        '{#từng danh sách}{danh sách} {TÊN  THÔN}',
        '{#từng hộ}{chủ hộ} {danh sách}{/từng hộ}{^từng hộ}không{/từng hộ}',
        '{/từng danh sách}',
        '{#có hộ}có{/có hộ}{^có hộ}không{/có hộ}',
        '{#cơ quan}{cơ quan}{/cơ quan}',
      ),
    ).toEqual([]);
  });

  it('says which fields it fills, by their lists', async () => {
    const { places } = judgeTemplate(await file([paragraph('{#từng danh sách}{#từng hộ}{chủ hộ}{/từng hộ}{/từng danh sách}')]), FIELDS);
    expect([...usedIn(places, FIELDS)]).toEqual(['từng danh sách', 'từng danh sách › từng hộ', 'từng danh sách › từng hộ › chủ hộ']);
    expect(pathsOf(FIELDS).map(pathName)).toContain('từng danh sách › từng hộ › chủ hộ');
  });
});

describe('every field that the paper does not have', () => {
  it('is named by its place, with a way out', async () => {
    const bytes = await file(
      [
        paragraph('Họp ở {ten thon}, có {lạ lùng}'),
        new Table({ rows: [row('Chủ hộ', 'Thôn'), row('{chủ hộ}', '{Lạ Lùng}')] }),
        paragraph('{#từng danh sách}{chủ hộ}{/từng danh sách}'),
      ],
      'Trang {số trang}',
    );
    expect(judgeTemplate(bytes, FIELDS).troubles).toEqual([
      'Phần đầu trang, đoạn 1, chỗ “Trang {số trang}”: văn bản này không có trường {số trang}. Hãy xóa, hoặc thay bằng một trường trong bảng các trường.',
      'Thân văn bản, đoạn 1, chỗ “Họp ở {ten thon}, có {lạ lùng}”: văn bản này không có trường {ten thon}. Có phải {tên thôn}?',
      'Thân văn bản, đoạn 1, chỗ “Họp ở {ten thon}, có {lạ lùng}”: văn bản này không có trường {lạ lùng}. Hãy xóa, hoặc thay bằng một trường trong bảng các trường.',
      'Thân văn bản, bảng 1, dòng 2, ô 1, chỗ “{chủ hộ}”: văn bản này không có trường {chủ hộ}. Trường này chỉ dùng được bên trong {#từng hộ} … {/từng hộ}.',
      'Thân văn bản, bảng 1, dòng 2, ô 2, chỗ “{Lạ Lùng}”: văn bản này không có trường {Lạ Lùng}. Hãy xóa, hoặc thay bằng một trường trong bảng các trường.',
      'Thân văn bản, đoạn 2, chỗ “{#từng danh sách}{chủ hộ}{/từng danh sách}”: văn bản này không có trường {chủ hộ}. Trường này chỉ dùng được bên trong {#từng hộ} … {/từng hộ}.',
    ]);
  });

  it('is also one of a list where the list is empty', async () => {
    expect(await troublesOf('{^từng danh sách}{danh sách}{/từng danh sách}')).toEqual([
      expect.stringContaining('không có trường {danh sách}'),
    ]);
  });

  it('is also one of another kind: a list or a condition as a text, a text as a condition', async () => {
    expect(await troublesOf('A {từng danh sách}', 'B {có hộ}', 'C {#tên thôn}x{/tên thôn}')).toEqual([
      'Thân văn bản, đoạn 1, chỗ “A {từng danh sách}”: {từng danh sách} là phần lặp. Hãy viết {#từng danh sách} ở đầu phần, {/từng danh sách} ở cuối phần.',
      'Thân văn bản, đoạn 2, chỗ “B {có hộ}”: {có hộ} là điều kiện. Hãy viết {#có hộ} ở đầu phần, {/có hộ} ở cuối phần.',
      'Thân văn bản, đoạn 3, chỗ “C {#tên thôn}x{/tên thôn}”: {tên thôn} là chữ, không mở được một phần. Hãy viết {tên thôn}, bỏ dấu # hoặc ^ và chỗ kết thúc.',
    ]);
  });
});

describe('refused', () => {
  it('are loops and conditions that do not fit together, by their place', async () => {
    expect(await troublesOf('Một', 'Hai {#có hộ} ba')).toEqual([
      'Thân văn bản, đoạn 2, chỗ “Hai {#có hộ} ba”: Phần {#có hộ} chưa có chỗ kết thúc {/có hộ}.',
    ]);
    expect(await troublesOf('Một {/có hộ}')).toEqual([
      'Thân văn bản, đoạn 1, chỗ “Một {/có hộ}”: Có chỗ kết thúc {/có hộ} mà không có chỗ bắt đầu {#có hộ}.',
    ]);
    expect(await troublesOf('Họp ở {tên thôn')).toEqual([
      'Thân văn bản, đoạn 1, chỗ “Họp ở {tên thôn”: Trường “{tên thôn” có dấu { mà thiếu dấu }.',
    ]);
    const table = new Table({ rows: [row('x', 'y'), row('{#từng danh sách}{danh sách}', 'z')] });
    expect(judgeTemplate(await file([table, paragraph('{/từng danh sách}')]), FIELDS).troubles).toEqual([
      expect.stringMatching(
        /^Thân văn bản, bảng 1, dòng 2, ô 1, chỗ “\{#từng danh sách\}\{danh sách\}”: Trường “từng danh sách” đặt sai chỗ\./,
      ),
    ]);
  });

  it.each([
    ['an empty file', new Uint8Array(), 'trống'],
    ['.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'kiểu cũ (.doc), hoặc có đặt mật khẩu'],
    ['.pdf', strToU8('%PDF-1.7'), 'PDF'],
    ['.rtf', strToU8('{\\rtf1'), 'RTF'],
    [
      '.odt',
      zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text'), 'content.xml': strToU8('<a/>') }),
      'LibreOffice (.odt',
    ],
    ['.xlsx', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), 'Excel'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]), 'ảnh'],
    ['a photograph', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'ảnh'],
    ['a text', strToU8('Không phải'), 'không phải tệp Word'],
    ['too large a file', new Uint8Array(2 * 1024 * 1024 + 1), 'lớn hơn 2 MB'],
  ])('is %s, with what to do', (_, bytes, words) => {
    const { troubles, bytes: kept } = judgeTemplate(bytes, FIELDS);
    expect([troubles.length, troubles[0], kept]).toEqual([1, expect.stringContaining(words), null]);
    expect(troubles[0]).toMatch(/Hãy|phải là/);
  });
});

/** A field, or a part with what is in it. */
type Node = { name: string; begins: '' | '#' | '^'; inside: Node[] };
const NAMES = ['tên thôn', 'có hộ', 'từng danh sách', 'danh sách', 'từng hộ', 'chủ hộ', 'lạ'];
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ name: fc.constantFrom(...NAMES), begins: fc.constant(''), inside: fc.constant([]) }) as fc.Arbitrary<Node>,
    fc.record({
      name: fc.constantFrom(...NAMES.filter((name) => name !== 'tên thôn')),
      begins: fc.constantFrom('#', '^'),
      inside: fc.array(tie('node'), { maxLength: 3 }),
    }) as fc.Arbitrary<Node>,
  ),
}));
const written = ({ name, begins, inside }: Node): string =>
  begins === '' ? `{${name}}` : `{${begins}${name}}${inside.map(written).join(' ')}{/${name}}`;

const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const plain = (text: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    'word/document.xml': strToU8(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  });

it('names every field that filling would leave as a hole, whatever the lists and conditions are', () => {
  const full: Values = {
    'tên thôn': 'Thôn 1',
    'cơ quan': 'UBND',
    'có hộ': true,
    'từng danh sách': [{ 'danh sách': 'Hộ nghèo', 'từng hộ': [{ 'chủ hộ': 'Ly' }] }],
  };
  const empty: Values = { ...full, 'có hộ': false, 'từng danh sách': [{ 'danh sách': 'Hộ nghèo', 'từng hộ': [] }] };
  const none: Values = { ...empty, 'từng danh sách': [] };
  let found = 0;
  fc.assert(
    fc.property(fc.array(node, { minLength: 1, maxLength: 4 }), (nodes) => {
      const template = plain(nodes.map(written).join(' '));
      const unknown = judgeTemplate(template, FIELDS)
        .troubles.filter((text) => text.includes('không có trường'))
        .map((text) => /không có trường \{[#^]?([^}]*)\}/.exec(text)?.[1]);
      const missed = [full, empty, none]
        .flatMap((values) => fillTemplate(template, values).unknown)
        .filter((name) => !unknown.includes(name));
      expect(missed, 'filled with a hole').toEqual([]);
      if (unknown.length === 0) found += 1;
    }),
    { numRuns: 300 },
  );
  // Several times as many are to be expected.
  expect(found, 'templates without an unknown field').toBeGreaterThan(10);
});
