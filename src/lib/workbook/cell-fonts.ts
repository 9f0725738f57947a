/**
 * Finds, cell by cell of an .xlsx, the fonts that change what letters mean; the library that reads the cells drops
 * them. A tick is an ü in Wingdings, and in .VnTime every letter stands for another one.
 */
export type FontKind = 'tcvn3' | 'vni' | 'wingdings' | 'wingdings2' | 'webdings';

const KINDS: readonly [RegExp, FontKind][] = [
  [/^\.Vn/i, 'tcvn3'],
  [/^VNI[- ]/i, 'vni'],
  [/^wingdings$/i, 'wingdings'],
  [/^wingdings 2$/i, 'wingdings2'],
  [/^webdings$/i, 'webdings'],
];
const kindOf = (name: string): FontKind | undefined => KINDS.find(([pattern]) => pattern.test(name.trim()))?.[1];

const SYMBOLS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  wingdings: { ü: '✓', û: '✗', þ: '☑', ý: '☒', '¨': '☐', o: '☐' },
  wingdings2: { P: '✓', O: '✗', R: '☑', Q: '☒', S: '☒', T: '☒', '£': '☐' },
  webdings: { a: '✓', r: '✗', c: '☐' },
};

/** Word and Excel store a symbol of such a font as its own character: the typed code plus F000. */
const unshifted = (text: string): string => text.replace(/[\uF020-\uF0FF]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xf000));

/** The sign that a one-letter cell shows in such a font. */
export function symbolOf(text: string, kind: FontKind | undefined): string {
  const trimmed = text.trim();
  if (trimmed.length !== 1) return text;
  const bare = unshifted(trimmed);
  const table = SYMBOLS[kind ?? (bare === trimmed ? '' : 'wingdings')];
  return (table && Object.hasOwn(table, bare) ? table[bare] : undefined) ?? text;
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
const part = (xml: string, name: string): string =>
  new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>([^]*?)</(?:\\w+:)?${name}>`).exec(xml)?.[1] ?? '';

export type CellFonts = ReadonlyMap<string, FontKind>;

/** Style number -> its font, if it is one of these. */
function fontsOfStyles(styles: string): (FontKind | undefined)[] {
  const fonts = part(styles, 'fonts')
    .split(/<\/(?:\w+:)?font>|<(?:\w+:)?font\s*\/>/)
    .map((font) => kindOf(/<(?:\w+:)?name\b[^>]*\bval="([^"]*)"/.exec(font)?.[1] ?? ''));
  if (!fonts.some(Boolean)) return [];
  return [...part(styles, 'cellXfs').matchAll(/<(?:\w+:)?xf\b[^>]*>/g)].map(([tag]) => fonts[Number(attribute(tag, 'fontId') ?? 0)]);
}

/** Sheet name -> address -> its font, if it is one of these. */
export function cellFonts(files: ReadonlyMap<string, Uint8Array>): Map<string, CellFonts> {
  const decoder = new TextDecoder();
  const text = (path: string): string => decoder.decode(files.get(path));
  const kinds = fontsOfStyles(text('xl/styles.xml'));
  const sheets = new Map<string, CellFonts>();
  if (!kinds.some(Boolean)) return sheets;
  const targets = new Map(
    [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id') ?? '',
      attribute(tag, 'Target') ?? '',
    ]),
  );
  for (const [tag] of text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)) {
    const target = targets.get(/\b\w+:id="([^"]*)"/.exec(tag)?.[1] ?? '') ?? '';
    const xml = text(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    const cells = new Map<string, FontKind>();
    for (const [cell] of xml.matchAll(/<(?:\w+:)?c\s[^>]*>/g)) {
      const kind = kinds[Number(attribute(cell, 's') ?? 0)];
      const address = kind && attribute(cell, 'r');
      if (address) cells.set(address, kind);
    }
    sheets.set(unescape(attribute(tag, 'name') ?? ''), cells);
  }
  return sheets;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-f]+));/gi, (_, name: string, code: string, hex: string) =>
    name ? (ENTITIES[name.toLowerCase()] ?? '') : String.fromCodePoint(code ? Number(code) : parseInt(hex, 16)),
  );
