import { Document, Packer, PageOrientation, Paragraph, Table, TableCell, TableRow } from 'docx';
import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { textOf as read } from './testing.ts';
import { fieldsIn, fillTemplate, TemplateError } from './fill.ts';

const paragraph = (text: string): Paragraph => new Paragraph(text);
const row = (...texts: string[]): TableRow =>
  new TableRow({ children: texts.map((text) => new TableCell({ children: [paragraph(text)] })) });
const template = async (children: (Paragraph | Table)[]): Promise<Uint8Array> =>
  new Uint8Array(await Packer.toArrayBuffer(new Document({ sections: [{ children }] })));
const texts = async (...lines: string[]): Promise<Uint8Array> => template(lines.map(paragraph));
const troubles = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateError) return error.troubles.map(({ text }) => text);
  }
  return [];
};

/** As Word keeps a text that was typed in pieces: each word a run of its own, with its marks of spelling between. */
function splitRuns(bytes: Uint8Array): Uint8Array {
  const zip = new PizZip(bytes);
  const xml = zip.file('word/document.xml')?.asText() ?? '';
  zip.file(
    'word/document.xml',
    xml.replace(/<w:t xml:space="preserve">([^<]*)<\/w:t>/g, (_, text: string) =>
      text
        .split(/(?<=[{}# ])|(?=[}/])/)
        .map((piece) => `<w:t xml:space="preserve">${piece}</w:t>`)
        .join('</w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A10B2C">'),
    ),
  );
  return new Uint8Array(zip.generate({ type: 'uint8array' }));
}

const VALUES = {
  'tên thôn': 'Thôn Nà Đán',
  'có phản ánh': false,
  'từng hộ': [{ 'họ và tên': "Y' Bhăm H'Đơk" }, { 'họ và tên': 'Ly' }, { 'họ và tên': 'Nguyễn Trần Thị Hoài <An> & con' }],
};

describe('filling a template', () => {
  it('fills fields, repeats rows of tables, and takes one of two parts', async () => {
    const bytes = await template([
      paragraph('Họp ở {tên thôn}'),
      ...['{#có phản ánh}', 'Có phản ánh.', '{/có phản ánh}', '{^có phản ánh}', 'Không có phản ánh.', '{/có phản ánh}'].map(paragraph),
      new Table({ rows: [row('Họ và tên', 'Thôn'), row('{#từng hộ}{họ và tên}', '{tên thôn}{/từng hộ}')] }),
    ]);
    const { bytes: filled, unknown } = fillTemplate(bytes, VALUES);
    expect(unknown).toEqual([]);
    expect(read(filled)).toEqual([
      'Họp ở Thôn Nà Đán',
      'Không có phản ánh.',
      ...['Họ và tên', 'Thôn'],
      ...["Y' Bhăm H'Đơk", 'Thôn Nà Đán', 'Ly', 'Thôn Nà Đán', 'Nguyễn Trần Thị Hoài <An> & con', 'Thôn Nà Đán'],
    ]);
  });

  it('finds a field that Word has split over runs, in any case, with loose tones and odd spaces', async () => {
    const bytes = splitRuns(await texts('{Tên  Thôn} {#từng hộ}{HỌ VÀ TÊN}, {/từng hộ}', `{${'tên thôn'.normalize('NFD')}}`));
    expect(new PizZip(bytes).file('word/document.xml')?.asText()).not.toContain('{Tên  Thôn}');
    const { bytes: filled, unknown } = fillTemplate(bytes, VALUES);
    expect(unknown).toEqual([]);
    expect(read(filled)).toEqual(["Thôn Nà Đán Y' Bhăm H'Đơk, Ly, Nguyễn Trần Thị Hoài <An> & con,", 'Thôn Nà Đán']);
  });

  it('keeps pages that lie across when their section ends in the paragraph that closes the loop, as Word writes it', async () => {
    const across = { page: { size: { orientation: PageOrientation.LANDSCAPE } } };
    const children = ['{#từng hộ}', '{họ và tên}', '{/từng hộ}'].map(paragraph);
    const sections = [{ properties: across, children }, { children: [paragraph('Hết')] }];
    const bytes = new Uint8Array(await Packer.toArrayBuffer(new Document({ sections })));
    const xml = new PizZip(fillTemplate(bytes, VALUES).bytes).file('word/document.xml')?.asText() ?? '';
    expect(xml.indexOf('w:orient="landscape"')).toBeGreaterThan(xml.indexOf('Ly'));
    expect(xml.indexOf('w:orient="landscape"')).toBeLessThan(xml.indexOf('Hết'));
  });

  it('has dots for what nobody knows yet, and lines for a text of several', async () => {
    expect(read(fillTemplate(await texts('Ngày {ngày}: {ý kiến}'), { ngày: null, 'ý kiến': 'một\nhai' }).bytes)).toEqual([
      'Ngày …………: một\nhai',
    ]);
  });

  it('names what the paper does not know, and never reads what is not a value', async () => {
    const bytes = await texts('{lạ} {constructor} {toString} {__proto__}', '{#từng lạ}', 'x', '{/từng lạ}');
    const { bytes: filled, unknown } = fillTemplate(bytes, VALUES);
    expect(read(filled)).toEqual([]);
    expect([...unknown].sort()).toEqual(['__proto__', 'constructor', 'lạ', 'toString', 'từng lạ']);
  });

  it('takes no raw XML and changes no delimiters', async () => {
    for (const lines of [['{@tên thôn}'], ['x {@tên thôn}']]) {
      const raw = await texts(...lines);
      expect(troubles(() => fillTemplate(raw, { ...VALUES, 'tên thôn': '<w:p/>' }))).toEqual([
        'Trường {@tên thôn} không dùng được. Hãy bỏ dấu @.',
      ]);
    }
    expect(fillTemplate(await texts('{=[[ ]]=}'), VALUES).unknown).toEqual(['=[[ ]]=']);
  });

  it('says in words which fields do not fit together', async () => {
    expect(troubles(() => fillTemplate(new Uint8Array([1, 2, 3]), {}))).toEqual([expect.stringContaining('tệp Word')]);
    for (const [lines, text] of [
      [['{#từng hộ} x'], 'Phần {#từng hộ} chưa có chỗ kết thúc {/từng hộ}.'],
      [['{/từng hộ}'], 'Có chỗ kết thúc {/từng hộ} mà không có chỗ bắt đầu {#từng hộ}.'],
      [['{#từng hộ}{/từng thôn}'], 'Phần {#từng hộ} lại kết thúc bằng {/từng thôn}. Hãy sửa cho cùng tên.'],
      [['{tên thôn'], 'Trường “{tên thôn” có dấu { mà thiếu dấu }.'],
      [['tên } thôn'], 'Ở chỗ “tên ” có dấu } mà thiếu dấu {.'],
    ] as const) {
      const bytes = await texts(...lines);
      expect(troubles(() => fillTemplate(bytes, VALUES))).toEqual([text]);
    }
    const acrossCells = await template([new Table({ rows: [row('{#từng hộ}{họ và tên}', 'x{/từng hộ}{#có hộ}y{/có hộ}')] })]);
    expect(troubles(() => fillTemplate(acrossCells, VALUES))).toEqual([
      'Phần {#từng hộ} trải qua nhiều ô mà kết thúc trong ô có phần {#có hộ}. Hãy chuyển {/từng hộ} về cuối ô đó.',
    ]);
  });
});

it('says where each field of a template stands', async () => {
  const bytes = await template([
    paragraph(''),
    paragraph('Họp ở {tên thôn} & {Lạ}'),
    new Table({
      rows: [
        row('Họ và tên', 'Thôn'),
        row('{#từng hộ}{họ và tên}', 'x{/từng hộ}'),
        row('', '{^có hộ}Không có hộ nào trong danh sách của thôn {thôn}{/có hộ}'),
      ],
    }),
    paragraph('Hết'),
  ]);
  const part = 'word/document.xml';
  const body = { part, place: 'Thân văn bản, đoạn 1', near: 'Họp ở {tên thôn} & {Lạ}', inside: [], begins: null };
  const first = { part, place: 'Thân văn bản, bảng 1, dòng 2, ô 1', near: '{#từng hộ}{họ và tên}' };
  const last = 'Thân văn bản, bảng 1, dòng 3, ô 2';
  expect(fieldsIn(bytes)).toEqual([
    { ...body, name: 'tên thôn', typed: '{tên thôn}' },
    { ...body, name: 'lạ', typed: '{Lạ}' },
    { ...first, name: 'từng hộ', typed: '{#từng hộ}', inside: [], begins: 'list' },
    { ...first, name: 'họ và tên', typed: '{họ và tên}', inside: [{ name: 'từng hộ', isNegated: false }], begins: null },
    { part, place: last, near: '{^có hộ}Không có hộ nào trong danh…', name: 'có hộ', typed: '{^có hộ}', inside: [], begins: 'negated' },
    {
      ...{ part, place: last, near: '…nào trong danh sách của thôn {thôn}{/có hộ}', name: 'thôn', typed: '{thôn}' },
      ...{ inside: [{ name: 'có hộ', isNegated: true }], begins: null },
    },
  ]);
});
