/** Texts as they stand in a workbook's XML. */

export const PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (character: string): string => ESCAPED[character] ?? character;

/** Between tags; quotation marks stay, of which formulas are full. */
export const textXml = (text: string): string => {
  const joined = text.includes('&') ? text.replaceAll('&', '&amp;') : text;
  const opened = joined.includes('<') ? joined.replaceAll('<', '&lt;') : joined;
  return opened.includes('>') ? opened.replaceAll('>', '&gt;') : opened;
};

/** Between the quotation marks of an attribute. */
export const attributeXml = (text: string): string => (/[&<>"]/.test(text) ? text.replace(/[&<>"]/g, escaped) : text);

/** @returns ` name="value"` for each that has a value */
export const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${attributeXml(String(value))}"`))
    .join('');

const MAX_CELL = 32_767;
/** What `clean` changes, or must look at. */
const UNUSUAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uD800-\uDFFF\uFFFE\uFFFF]|_x/;

/** Removes what XML or Excel rejects or reads as something else; `_x0041_` is OOXML's notation for a character by its code. */
export const clean = (text: string): string =>
  text.length <= MAX_CELL && !UNUSUAL.test(text)
    ? text
    : text
        .slice(0, MAX_CELL)
        .toWellFormed()
        .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '')
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/** The texts of a workbook, each stored once; cells have their numbers. */
export class SharedTexts {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  *xml(): Generator<string> {
    yield `${PROLOGUE}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${this.#numbers.size}">`;
    for (const text of this.#numbers.keys())
      yield `<si><t${/^\s|\n|\s$/.test(text) ? ' xml:space="preserve"' : ''}>${textXml(clean(text))}</t></si>`;
    yield '</sst>';
  }
}
