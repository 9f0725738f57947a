#!/usr/bin/env bash
# The guess: SheetJS marks hidden rows and sheets of an .ods as it does those of an .xlsx.
# What is so: both come without the mark, so a row or a sheet somebody hid is read like any other.
# Versions: @e965/xlsx 0.20.3, fflate 0.8.3. Date: 2026-11-28.
# The product reads the marks from content.xml itself: src/lib/workbook/ods-hidden.ts
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --save-exact @e965/xlsx@0.20.3 fflate@0.8.3 >>npm.log
cat >show.cjs <<'JS'
const XLSX = require('@e965/xlsx');
const { zipSync, strToU8 } = require('fflate');
const marks = (name, bytes) => {
  const book = XLSX.read(bytes, { type: 'buffer', cellStyles: true });
  const seen = { row: Boolean(book.Sheets.A['!rows']?.[1]?.hidden), sheet: Boolean(book.Workbook?.Sheets?.[1]?.Hidden) };
  console.log(name, 'A2 reads', book.Sheets.A.A2.v, '| sheets', book.SheetNames.join(), '| marked hidden:', seen);
  return seen;
};
const book = XLSX.utils.book_new();
const rows = XLSX.utils.aoa_to_sheet([['a'], ['b']]);
rows['!rows'] = [{}, { hidden: true }];
XLSX.utils.book_append_sheet(book, rows, 'A');
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['x']]), 'B');
book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
const xlsx = marks('.xlsx', XLSX.write(book, { type: 'buffer', bookType: 'xlsx', cellStyles: true }));

const oasis = 'urn:oasis:names:tc:opendocument:xmlns:';
const spaces = ['office', 'table', 'text', 'style'].map((n) => `xmlns:${n}="${oasis}${n}:1.0"`).join(' ');
const cell = (text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
const style = (name, shown) => `<style:style style:name="${name}" style:family="table"><style:table-properties table:display="${shown}"/></style:style>`;
const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${spaces} office:version="1.2"><office:automatic-styles>${style('t1', true)}${style('t2', false)}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="A" table:style-name="t1"><table:table-row>${cell('a')}</table:table-row><table:table-row table:visibility="collapse">${cell('b')}</table:table-row></table:table><table:table table:name="B" table:style-name="t2"><table:table-row>${cell('x')}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`;
const type = 'application/vnd.oasis.opendocument.spreadsheet';
const entry = (path, media) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${media}"/>`;
const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="${oasis}manifest:1.0" manifest:version="1.2">${entry('/', type)}${entry('content.xml', 'text/xml')}${entry('styles.xml', 'text/xml')}</manifest:manifest>`;
const ods = marks('.ods ', Buffer.from(zipSync({
  mimetype: [strToU8(type), { level: 0 }],
  'content.xml': strToU8(content),
  'styles.xml': strToU8(`<?xml version="1.0" encoding="UTF-8"?><office:document-styles ${spaces} office:version="1.2"/>`),
  'META-INF/manifest.xml': strToU8(manifest),
})));
process.exit(xlsx.row && xlsx.sheet && !ods.row && !ods.sheet ? 0 : 1);
JS
node show.cjs
