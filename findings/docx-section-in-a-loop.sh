#!/usr/bin/env bash
# The guess: a list {#a} … {/a} in a part of landscape pages leaves the part landscape, wherever Word keeps its section break.
# What is so: Word keeps a section's layout in the last paragraph of its pages. Where that is the paragraph of {/a}, docxtemplater with
# paragraphLoop takes it out with the paragraph: the pages stand upright, with the margins of the next section. Of an empty list it stays.
# Versions: docxtemplater 3.71.0, docx 9.15.2. Date: 2026-11-29.
# The product gives such a layout a paragraph of its own before it fills: src/lib/papers/sections.ts
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --save-exact docxtemplater@3.71.0 pizzip@3.3.0 docx@9.15.2 >>npm.log
cat >show.cjs <<'JS'
const { Document, Packer, PageOrientation, Paragraph } = require('docx');
const Docxtemplater = require('docxtemplater');
const PizZip = require('pizzip');
const lines = (...texts) => texts.map((text) => new Paragraph(text));
const landscape = { page: { size: { orientation: PageOrientation.LANDSCAPE } } };
(async () => {
  const sections = [{ properties: landscape, children: lines('{#a}', '{n}', '{/a}') }, { children: lines('B') }];
  const template = await Packer.toBuffer(new Document({ sections }));
  const landscapeOf = (a, paragraphLoop) => {
    const document = new Docxtemplater(new PizZip(template), { paragraphLoop });
    document.render({ a });
    return document.getZip().file('word/document.xml').asText().includes('w:orient="landscape"');
  };
  const seen = [landscapeOf([], true), landscapeOf([{ n: '1' }], true), landscapeOf([{ n: '1' }], false)];
  console.log('landscape kept: empty list', seen[0], '| one line', seen[1], '| one line without paragraphLoop', seen[2]);
  process.exit(String(seen) === 'true,false,true' ? 0 : 1);
})();
JS
node show.cjs
