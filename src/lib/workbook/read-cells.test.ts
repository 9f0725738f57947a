/** Cells that are read past the library are the cells that the library reads. */
import { readdirSync, readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { utils, write, type CellObject } from 'xlsx';
import { cellFonts } from './cell-fonts.ts';
import { openBook, openByLibrary, openPastLibrary, type OpenBook } from './read-cells.ts';
import { Unzipped } from './read-zip.ts';

const plain = ({ book, cells }: OpenBook) =>
  cells.map((sheet, index) => ({
    name: book.SheetNames[index],
    rows: sheet && [...sheet.rows].map(([row, own]) => [row, [...own]]),
    hiddenRows: sheet && sheet.hiddenRows.filter((row) => sheet.rows.has(row)),
    beyond: sheet?.beyond,
    merges: book.Sheets[book.SheetNames[index] ?? '']?.['!merges'],
  }));

/** @returns whether the cells were read past the library. */
function expectEqual(bytes: Uint8Array): boolean {
  const zip = new Unzipped(bytes);
  const kinds = cellFonts(zip.files);
  const fonts = (name: string) => kinds.get(name);
  expect(plain(openBook(bytes, zip, fonts))).toEqual(plain(openByLibrary(zip.stored(), fonts)));
  return openPastLibrary(zip, fonts) !== null;
}

const FIXTURES = new URL('../../../tests/fixtures/', import.meta.url);
it.each(readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.xls[xm]$/.test(name)))('%s', (name) => {
  expect(expectEqual(readFileSync(new URL(name, FIXTURES)))).toBe(true);
});

const text = fc.oneof(
  fc.constantFrom(
    'x',
    'Nông Văn Sơn',
    'Hộ nghèo',
    'ü',
    ' hai  cách ',
    '\nxuống dòng\r\n',
    '=1+1',
    '&amp;',
    '<b>"a"</b>',
    '_x0041_',
    '',
    'Ñöùc',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const number = fc.oneof(
  fc.integer({ min: -3, max: 60_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(123456789012, 0.1 + 0.2, 1e21),
);
const format = fc.constantFrom('General', '0', '@', 'dd/mm/yyyy', '#,##0', '"NT-"000', '0"000"', 'h:mm', '000000000000', '#,##0,');
const day = fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true });

const exceljsValue: fc.Arbitrary<ExcelJS.CellValue> = fc.oneof(
  text,
  number,
  day,
  fc.boolean(),
  fc.constantFrom<ExcelJS.CellErrorValue['error']>('#REF!', '#N/A', '#DIV/0!', '#VALUE!').map((error) => ({ error })),
  fc
    .array(text, { minLength: 1, maxLength: 3 })
    .map((parts) => ({ richText: parts.map((part) => ({ text: part, font: { bold: true } })) })),
  fc.tuple(fc.oneof(text, number, fc.boolean()), fc.boolean()).map(([result, known]) => ({ formula: 'A1+1', ...(known && { result }) })),
);
const place = fc.record({ row: fc.integer({ min: 1, max: 40 }), column: fc.integer({ min: 1, max: 210 }) });

it('workbooks by exceljs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ place, value: exceljsValue, format, font: fc.constantFrom('Arial', '.VnTime', 'Wingdings') }), {
        maxLength: 40,
      }),
      fc.array(fc.integer({ min: 1, max: 40 })),
      fc.boolean(),
      async (cells, hidden, is1904) => {
        const book = new ExcelJS.Workbook();
        book.properties.date1904 = is1904;
        const sheet = book.addWorksheet('Danh sách', { state: is1904 ? 'hidden' : 'visible' });
        for (const { place: at, value, format: numFmt, font } of cells) {
          const cell = sheet.getCell(at.row, at.column);
          cell.value = value;
          cell.numFmt = numFmt;
          cell.font = { name: font };
        }
        for (const row of hidden) sheet.getRow(row).hidden = true;
        sheet.mergeCells(50, 1, 52, 3);
        book.addWorksheet('Trống');
        expectEqual(new Uint8Array(await book.xlsx.writeBuffer()));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

it('workbooks by SheetJS, with texts in the cells and shared', () => {
  const cell: fc.Arbitrary<CellObject | null> = fc.oneof(
    fc.tuple(text, format).map(([v, z]): CellObject => ({ t: 's', v, z })),
    fc.tuple(number, format).map(([v, z]): CellObject => ({ t: 'n', v, z })),
    fc.boolean().map((v): CellObject => ({ t: 'b', v })),
    fc.constantFrom(0, 7, 15, 23, 42).map((v): CellObject => ({ t: 'e', v })),
    fc.tuple(number).map(([v]): CellObject => ({ t: 'n', v, f: 'SUM(A1:A9)' })),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 12 }), fc.boolean(), (rows, bookSST) => {
      const book = utils.book_new();
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'A');
      utils.book_append_sheet(book, utils.aoa_to_sheet([['một'], ...rows]), 'B');
      expectEqual(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', bookSST, compression: true }) as ArrayBuffer));
    }),
    { numRuns: 60 },
  );
}, 60_000);

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet, whose XML is given. */
const bookOf = (sheet: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;T-&quot;000"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="41"/></cellXfs></styleSheet>`,
    ),
    'xl/sharedStrings.xml': strToU8(
      `<sst xmlns="${MAIN}"><si><t>một</t></si><si><r><t>ha</t></r><r><t>i</t></r></si><si><t xml:space="preserve"> ba &#10;</t></si><si/></sst>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
  });
const sheetOf = (data: string): string => `<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`;

const inside = fc.constantFrom(
  '<v>1</v>',
  '<v>2</v>',
  '<v>45000</v>',
  '<v>-1.50e3</v>',
  '<v>nhà &amp; cửa &lt;1&gt;</v>',
  '<v>&amp;lt;</v>',
  '<v>a&#10;b&#7897;</v>',
  '<v>A_x0042_</v>',
  '<v>#REF!</v>',
  '<v xml:space="preserve"> hai </v>',
  '<v></v>',
  '<v/>',
  '<v />',
  '<f>A1</f><v>7</v>',
  '<f t="shared" si="0" ref="A1:B2">A1</f><v>8</v>',
  '<f t="shared" si="0"/><v>9</v>',
  '<f>A1</f>',
  '<f/>',
  '<is><t>chữ</t></is>',
  '<is><t xml:space="preserve"> chữ &quot;</t></is>',
  '<is><r><t>từng</t></r><r><t> phần</t></r></is>',
  '<is><t/></is>',
  '<extLst><ext/></extLst>',
  '<!-- <v>5</v> -->',
  '<v><![CDATA[<x>]]></v>',
  '',
);
const type = fc.constantFrom('', ' t="n"', ' t="s"', ' t="str"', ' t="inlineStr"', ' t="b"', ' t="e"', ' t="d"', " t='s'", ' t="z"');
const style = fc.constantFrom('', ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="9"', ' cm="1"', ' x="1"', '  s="1"');
const gap = fc.constantFrom('', '', '', ' ', '\n  ');
const column = fc.constantFrom('A', 'B', 'C', 'AB', 'GR', 'GS', 'ZZ', 'a');
const cellXml = (row: number) =>
  fc
    .tuple(column, type, style, inside, gap, fc.constantFrom('', '', '', '', '', 'row', 'no reference', 'closed', 'closed apart'))
    .map(([letter, t, s, content, between, odd]) => {
      const r = odd === 'no reference' ? '' : ` r="${letter}${odd === 'row' ? row + 1 : row}"`;
      return `<c${r}${s}${t}${odd === 'closed' ? '/>' : odd === 'closed apart' ? ' />' : `>${content}</c>`}${between}`;
    });
const rowXml = (row: number) =>
  fc
    .tuple(
      fc.constantFrom('', ' hidden="1"', ' spans="1:3" ht="15" x14ac:dyDescent="0.25"', ' hidden="false"', ' R="9"'),
      fc.array(cellXml(row), { maxLength: 4 }),
      fc.constantFrom('', '', '', '', 'no number', 'closed'),
      gap,
    )
    .map(([more, cells, odd, between]) =>
      odd === 'closed'
        ? `<row r="${row}"${more}/>${between}`
        : `<row${odd === 'no number' ? '' : ` r="${row}"`}${more}>${cells.join('')}</row>${between}`,
    );

it('sheets in every notation, also in those that no program should write', () => {
  let past = 0;
  fc.assert(
    fc.property(fc.tuple(...[1, 2, 3, 3, 7, 200].map(rowXml)), fc.integer({ min: 0, max: 6 }), (rows, count) => {
      if (expectEqual(bookOf(sheetOf(rows.slice(0, count).join(''))))) past++;
    }),
    { numRuns: 1000 },
  );
  expect(past).toBeGreaterThan(100);
}, 120_000);

it.each([
  '<worksheet><!-- <sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData> --><sheetData></sheetData></worksheet>',
  '<x:worksheet xmlns:x="a"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
  sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>').replace('<sheetData>', '<sheetData a="1">'),
  sheetOf('<row r="1"><c r="A1"><v>1</v></c>'),
  sheetOf('<row r="1"><c r="A1"><f </sheetData>'),
  sheetOf('<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData><row r="2"><c r="A2"><v>2</v></c></row>'),
  sheetOf('<row r="1"><c r="A1" t="str"><v>so-ra-soat:sheet:0</v></c></row>'),
  `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
])('%s', (xml) => void expectEqual(bookOf(xml)));

it('reads the usual notations of other programs itself', () => {
  const rows =
    '<row r="1" spans="1:2" x14ac:dyDescent="0.25">\n<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2" /><c r="C1" s="2"><f>A1</f><v>45000</v></c></row>\n<row r="2"/><row r="5" hidden="1"><c r="A5" t="inlineStr"><is><t>chữ</t></is></c><c r="B5" t="str"><f>A1</f><v>a &amp; b</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#N/A</v></c></row>';
  expect(expectEqual(bookOf(sheetOf(rows)))).toBe(true);
});
