/** The file around the sheets: what it says of itself, the names in it, its bytes. */
import { sheetRef } from './write-layout.ts';
import { letterOf } from './write-rows.ts';
import { Sheet, type SheetBook } from './write-sheet.ts';
import { BASE_FONT, Looks, type Font } from './write-styles.ts';
import { attributeXml, attributes, clean, PROLOGUE, SharedTexts, textXml } from './write-xml.ts';
import { packed, zipOf, type PackedPart, type Packer } from './write-zip.ts';

export interface BookAbout {
  title: string;
  subject?: string;
  keywords?: string;
  /** Its date, yyyy-mm-dd, instead of the current time: the same content gives the same bytes. Without it the file has none. */
  day?: string;
}

export interface BookOptions {
  /** Formulas without stored values, to compare a recalculation with ours. */
  uncached?: boolean;
  /** Only cells that are open can be edited; there is no password. */
  isProtected?: boolean;
  font?: Font;
  /** Instead of the one that browsers have too. */
  pack?: Packer;
}

/** Excel refuses a file with another name. */
const isSheetName = (name: string): boolean => /^(?!')[^*?:\\/[\]]{1,31}(?<!')$/.test(name);

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-';
const SHEET_TYPE = `${TYPE}officedocument.spreadsheetml.`;
const PROGRAM = 'Sổ Rà Soát';

interface Part {
  path: string;
  type: string;
  relation: string;
}

const STYLES: Part = { path: 'styles.xml', type: `${SHEET_TYPE}styles+xml`, relation: `${RELATIONS}/styles` };
const TEXTS: Part = { path: 'sharedStrings.xml', type: `${SHEET_TYPE}sharedStrings+xml`, relation: `${RELATIONS}/sharedStrings` };
const sheetPart = (index: number): Part => ({
  path: `worksheets/sheet${index + 1}.xml`,
  type: `${SHEET_TYPE}worksheet+xml`,
  relation: `${RELATIONS}/worksheet`,
});

export class Book {
  readonly #about: BookAbout;
  readonly #of: SheetBook;
  readonly #pack: Packer;
  readonly #sheets: { sheet: Sheet; hidden: boolean }[] = [];
  readonly #packed = new Map<Sheet, PackedPart>();
  readonly #names: { name: string; ref: string }[] = [];

  constructor(about: BookAbout, { uncached = false, isProtected = false, font = BASE_FONT, pack = packed }: BookOptions = {}) {
    this.#about = about;
    this.#pack = pack;
    this.#of = { looks: new Looks(font), texts: new SharedTexts(), uncached, isProtected };
  }

  sheet(name: string, { hidden = false }: { hidden?: boolean } = {}): Sheet {
    const isTaken = this.#sheets.some(({ sheet }) => sheet.name.toLowerCase() === name.toLowerCase());
    if (isTaken || !isSheetName(name)) throw new Error(`no sheet can be called ${name}`);
    const sheet = new Sheet(name, this.#of);
    this.#sheets.push({ sheet, hidden });
    return sheet;
  }

  define(name: string, ref: string): void {
    this.#names.push({ name, ref });
  }

  /** Compresses the sheets made so far, to which nothing can be added then: a large workbook needs the memory of one sheet. */
  async pack(): Promise<void> {
    for (const [index, { sheet }] of this.#sheets.entries())
      if (!this.#packed.has(sheet)) this.#packed.set(sheet, await this.#pack(`xl/${sheetPart(index).path}`, sheet.xml()));
  }

  async bytes(): Promise<Uint8Array> {
    await this.pack();
    const { looks, texts } = this.#of;
    const parts = [...this.#sheets.map((_, index) => sheetPart(index)), STYLES, TEXTS];
    const about: [string, Iterable<string>][] = [
      ['[Content_Types].xml', [typesXml(parts)]],
      ['_rels/.rels', [ROOT_RELATIONS]],
      ['docProps/app.xml', [this.#appXml()]],
      ['docProps/core.xml', [coreXml(this.#about)]],
      ['xl/workbook.xml', [this.#bookXml()]],
      ['xl/_rels/workbook.xml.rels', [relationsXml(parts)]],
      [`xl/${STYLES.path}`, [looks.xml()]],
      [`xl/${TEXTS.path}`, texts.xml()],
    ];
    const around = [];
    for (const [name, pieces] of about) around.push(await this.#pack(name, pieces));
    return zipOf([...around, ...this.#packed.values()]);
  }

  #bookXml(): string {
    const sheets = this.#sheets.map(
      ({ sheet, hidden }, index) =>
        `<sheet${attributes({ name: sheet.name, sheetId: index + 1, state: hidden ? 'hidden' : 'visible', 'r:id': `rId${index + 1}` })}/>`,
    );
    const names = [
      ...this.#names.map(({ name, ref }) => `<definedName name="${attributeXml(name)}">${textXml(ref)}</definedName>`),
      ...this.#sheets.flatMap(({ sheet }, index) => printedXml(sheet, index)),
    ];
    const calculates = this.#sheets.some(({ sheet }) => sheet.hasFormulas);
    return [
      PROLOGUE,
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr filterPrivacy="1"/>`,
      `<sheets>${sheets.join('')}</sheets>`,
      names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : '',
      `<calcPr calcId="171027"${calculates ? ' fullCalcOnLoad="1"' : ''}/></workbook>`,
    ].join('');
  }

  #appXml(): string {
    const count = this.#sheets.length;
    const names = this.#sheets.map(({ sheet }) => `<vt:lpstr>${textXml(sheet.name)}</vt:lpstr>`).join('');
    return [
      PROLOGUE,
      '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"',
      ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">',
      // Programs calculate a file of an unknown program again whether it asks for it or not.
      '<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop>',
      '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>',
      `<vt:variant><vt:i4>${count}</vt:i4></vt:variant></vt:vector></HeadingPairs>`,
      `<TitlesOfParts><vt:vector size="${count}" baseType="lpstr">${names}</vt:vector></TitlesOfParts>`,
      '<LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged>',
      '<AppVersion>16.0300</AppVersion></Properties>',
    ].join('');
  }
}

/** The print area of a sheet and what it repeats on every page. */
function printedXml({ name, printed: { area, titles, titleColumns } }: Sheet, index: number): string[] {
  const local = (what: string, ranges: readonly string[]): string[] =>
    ranges.length === 0
      ? []
      : [
          `<definedName name="_xlnm.${what}" localSheetId="${index}">${textXml(ranges.map((range) => sheetRef(name) + range).join(','))}</definedName>`,
        ];
  const [from, to] = titleColumns?.split(':') ?? [];
  return [
    ...local('Print_Area', area ? [`$A$1:$${letterOf(area.column)}$${area.row}`] : []),
    ...local('Print_Titles', [...(titleColumns ? [`$${from}:$${to}`] : []), ...(titles ? [`$${titles[0]}:$${titles[1]}`] : [])]),
  ];
}

const typesXml = (parts: readonly Part[]): string =>
  [
    PROLOGUE,
    `<Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="${TYPE}package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}sheet.main+xml"/>`,
    ...parts.map(({ path, type }) => `<Override PartName="/xl/${path}" ContentType="${type}"/>`),
    `<Override PartName="/docProps/core.xml" ContentType="${TYPE}package.core-properties+xml"/>`,
    `<Override PartName="/docProps/app.xml" ContentType="${TYPE}officedocument.extended-properties+xml"/></Types>`,
  ].join('');

const relationXml = (id: number, type: string, target: string): string => `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;
const relationsXml = (parts: readonly Part[]): string =>
  `${PROLOGUE}<Relationships xmlns="${PACKAGE}/relationships">${parts.map(({ path, relation }, index) => relationXml(index + 1, relation, path)).join('')}</Relationships>`;
const ROOT_RELATIONS = [
  `${PROLOGUE}<Relationships xmlns="${PACKAGE}/relationships">`,
  relationXml(1, `${RELATIONS}/officeDocument`, 'xl/workbook.xml'),
  relationXml(2, `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
  relationXml(3, `${RELATIONS}/extended-properties`, 'docProps/app.xml'),
  '</Relationships>',
].join('');

function coreXml({ title, subject, keywords, day }: BookAbout): string {
  const said = (tag: string, text: string | undefined): string => (text === undefined ? '' : `<${tag}>${textXml(clean(text))}</${tag}>`);
  const date = (tag: string): string =>
    day === undefined ? '' : `<dcterms:${tag} xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:${tag}>`;
  return [
    PROLOGUE,
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    // No person's name.
    said('dc:creator', PROGRAM),
    said('dc:title', title),
    said('dc:subject', subject),
    said('cp:keywords', keywords),
    said('cp:lastModifiedBy', PROGRAM),
    date('created'),
    date('modified'),
    '</cp:coreProperties>',
  ].join('');
}
