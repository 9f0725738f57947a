/** Word's own fields (mã trường) in one part of a document: those that only number, date or point within it are harmless. */

/** They read nothing from outside the document and run nothing. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['PAGE', 'NUMPAGES', 'SECTION', 'SECTIONPAGES', 'PAGEREF', 'REF', 'NOTEREF', 'STYLEREF', 'SEQ', 'TOC', 'TC', 'LISTNUM'],
  ...['DATE', 'TIME', 'CREATEDATE', 'SAVEDATE', 'PRINTDATE', 'NUMWORDS', 'NUMCHARS', 'HYPERLINK', 'SYMBOL', 'EQ', 'FORMTEXT'],
  ...['FORMCHECKBOX', 'FORMDROPDOWN'],
]);

const TAGS =
  /<(?:[\w.-]+:)?(fldChar|fldSimple)\b((?:[^>"']|"[^"]*"|'[^']*')*)>|<(?:[\w.-]+:)?(?:instrText|delInstrText)\b(?:[^>"']|"[^"]*"|'[^']*')*>([^<]*)</g;

/** @returns each instruction that is not harmless, as it stands there. */
export function harmfulFields(xml: string): string[] {
  const found: string[] = [];
  // A field may stand within the instruction of another.
  const open: string[] = [];
  const judge = (instruction: string): void => {
    if (!isHarmless(instruction)) found.push(instruction.trim().slice(0, 60) || '(trống)');
  };
  for (const [, tag, attributes = '', text = ''] of xml.matchAll(TAGS)) {
    if (tag === 'fldSimple') judge(decoded(attributeOf(attributes, 'instr')));
    else if (tag === 'fldChar') {
      const type = attributeOf(attributes, 'fldCharType');
      if (type === 'begin') open.push('');
      // What comes after 'separate' is the result, in text of its own.
      if (type === 'separate') judge(open.splice(-1, 1, 'PAGE')[0] ?? '');
      if (type === 'end') judge(open.pop() ?? '');
    } else if (open.length === 0) judge(decoded(text));
    else open[open.length - 1] += decoded(text);
  }
  return [...found, ...open.filter((instruction) => !isHarmless(instruction)).map((instruction) => instruction.trim().slice(0, 60))];
}

function isHarmless(instruction: string): boolean {
  const [code = '', target = ''] = instruction.trim().split(/\s+/);
  if (!HARMLESS.has(code.toUpperCase())) return false;
  return code.toUpperCase() !== 'HYPERLINK' || target === '' || target.startsWith('\\')
    ? !/\\\\|file:/i.test(instruction)
    : isPlainLink(target);
}

/** Of a web page or a mail address. */
export const isPlainLink = (target: string): boolean => /^"?(?:https?:\/\/|mailto:)/i.test(target.trim());

export const attributeOf = (attributes: string, name: string): string =>
  new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i')
    .exec(attributes)
    ?.slice(1)
    .find((value) => value !== undefined) ?? '';

const NAMED: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

export const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(quot|apos|lt|gt|amp));/gi, (whole, hex?: string, decimal?: string, named?: string) => {
    if (named !== undefined) return NAMED[named.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
