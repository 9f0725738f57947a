/**
 * What a workbook says to a reader, as text: every part, with the look and the content of each cell. Two files are the same to a reader if
 * their descriptions are equal, however their writers number looks and texts.
 */
import { strFromU8, unzipSync } from 'fflate';

interface Element {
  tag: string;
  attributes: Record<string, string>;
  /** Elements and texts. */
  inner: (Element | string)[];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? `&${name};`);

function parse(xml: string): Element {
  const root: Element = { tag: '', attributes: {}, inner: [] };
  const open = [root];
  for (const [, text = '', closing, tag = '', attributes = '', empty] of xml.matchAll(/([^<]*)<([/?])?([\w:]+)([^>]*?)(\/|\?)?>/g)) {
    const top = open.at(-1) as Element;
    if (text !== '') top.inner.push(unescaped(text));
    if (closing === '?') continue;
    if (closing === '/') {
      if (open.pop()?.tag !== tag) throw new Error(`</${tag}> closes nothing`);
      continue;
    }
    const element: Element = {
      tag,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
      ),
      inner: [],
    };
    top.inner.push(element);
    if (!empty) open.push(element);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.tag}> is open at the end`);
  return root;
}

const elements = ({ inner }: Element): Element[] => inner.filter((each) => typeof each !== 'string');
const textOf = ({ inner }: Element): string => inner.map((each) => (typeof each === 'string' ? each : textOf(each))).join('');
const child = (of: Element, tag: string): Element | undefined => elements(of).find((each) => each.tag === tag);
const children = (of: Element | undefined, tag: string): Element[] => (of ? elements(of).filter((each) => each.tag === tag) : []);
const number = (text: string | undefined): number => Number(text ?? 0);

/** Black, said as the theme's, as a number or not at all. */
const isBlack = ({ tag, attributes }: Element): boolean => tag === 'color' && (attributes.theme === '1' || attributes.rgb === 'FF000000');
/** How a writer works, not what it wrote. */
const UNSAID = new Set(['defaultThemeVersion', 'count', 'uniqueCount', 'x14ac:knownFonts', 'mc:Ignorable', 'xfId']);
/** The order of what they hold says nothing. */
const UNORDERED = new Set(['font', 'mergeCells', 'dataValidations']);

function said(element: Element): string {
  const { tag, attributes } = element;
  const named = Object.entries(attributes)
    .filter(([name]) => !UNSAID.has(name) && !name.startsWith('xmlns') && !name.startsWith('apply'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  const inner = element.inner.filter((each) => typeof each === 'string' || !(isBlack(each) || each.tag === 'scheme'));
  const parts = inner.map((each) => (typeof each === 'string' ? each : said(each)));
  if (UNORDERED.has(tag)) parts.sort();
  return `<${tag}${named.join('')}${parts.length > 0 ? `>${parts.join('')}</${tag}>` : '/>'}`;
}

/** The look of each number of cellXfs, and of each mark of conditional formats. */
function looksOf(styles: Element): { looks: string[]; marks: string[] } {
  const parts = (tag: string): string[] => elements(child(styles, tag) ?? styles).map(said);
  const [fonts, fills, borders] = [parts('fonts'), parts('fills'), parts('borders')];
  const formats = new Map(
    children(child(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [attributes.numFmtId, attributes.formatCode]),
  );
  const looks = children(child(styles, 'cellXfs'), 'xf').map((xf) => {
    const { numFmtId = '0', fontId, fillId, borderId } = xf.attributes;
    const inner = elements(xf).filter(({ tag, attributes }) => !(tag === 'protection' && attributes.locked === '1'));
    return [
      fonts[number(fontId)],
      fills[number(fillId)],
      borders[number(borderId)],
      `format ${formats.get(numFmtId) ?? numFmtId}`,
      ...inner.map(said),
    ].join(' ');
  });
  return { looks, marks: children(child(styles, 'dxfs'), 'dxf').map(said) };
}

const texts = (part: Element | undefined): string[] => children(part, 'si').map(textOf);

/** @returns the description of the file, and of each sheet by its name. */
export function describeWorkbook(bytes: Uint8Array): Record<string, string> {
  const files = unzipSync(bytes);
  const part = (name: string): Element | undefined => {
    const found = files[name];
    return found && elements(parse(strFromU8(found)))[0];
  };
  const must = (name: string): Element => {
    const found = part(name);
    if (!found) throw new Error(`the file has no ${name}`);
    return found;
  };
  const types = new Map(
    children(must('[Content_Types].xml'), 'Override').map(({ attributes }) => [attributes.PartName, attributes.ContentType]),
  );
  for (const name of types.keys()) must(String(name).slice(1));
  const book = must('xl/workbook.xml');
  const targets = new Map(
    children(must('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [attributes.Id, attributes.Target]),
  );
  const sheets = children(child(book, 'sheets'), 'sheet').map(({ attributes }) => ({
    name: String(attributes.name),
    state: attributes.state ?? 'visible',
    path: `xl/${targets.get(attributes['r:id'])}`,
  }));
  const { looks, marks } = looksOf(must('xl/styles.xml'));
  const shared = texts(part('xl/sharedStrings.xml'));
  const names = children(child(book, 'definedNames'), 'definedName').map((name) => {
    const { localSheetId, ...attributes } = name.attributes;
    const where = localSheetId === undefined ? '' : ` on ${sheets[number(localSheetId)]?.name}`;
    // Quotation marks around a sheet's name are needed only sometimes.
    return `name ${Object.values(attributes).join(' ')}${where}: ${textOf(name).replace(/'([^']*)'!/g, '$1!')}`;
  });
  const rest = ['workbookPr', 'bookViews', 'calcPr'].flatMap((tag) => children(book, tag).map(said));
  const about = elements(must('docProps/core.xml'))
    .filter((each) => textOf(each) !== '')
    .map(said);
  const app = children(must('docProps/app.xml'), 'Application').map(said);
  const described = sheets.map(({ name, path }): [string, string] => {
    if (types.get(`/${path}`) === undefined) throw new Error(`${path} has no type`);
    return [name, describeSheet(must(path), { looks, marks, shared })];
  });
  return {
    '(book)': [...sheets.map(({ name, state }) => `sheet ${name} ${state}`), ...names.sort(), ...rest, ...about.sort(), ...app].join('\n'),
    ...Object.fromEntries(described),
  };
}

interface Tables {
  looks: readonly string[];
  marks: readonly string[];
  shared: readonly string[];
}

function describeSheet(sheet: Element, { looks, marks, shared }: Tables): string {
  const used = new Map<string, number>();
  /** Numbered as the sheet uses them. */
  const lookOf = (style: string | undefined): number => {
    const look = looks[number(style)] ?? '';
    const known = used.get(look) ?? used.size + 1;
    used.set(look, known);
    return known;
  };
  const lines: string[] = [];
  for (const part of elements(sheet)) {
    if (part.tag === 'cols')
      for (const { attributes } of elements(part))
        for (let column = number(attributes.min); column <= number(attributes.max); column++)
          lines.push(`column ${column}: ${attributes.width} wide, look ${lookOf(attributes.style)}${attributes.hidden ? ', hidden' : ''}`);
    else if (part.tag === 'sheetData') for (const row of elements(part)) lines.push(rowOf(row, shared, lookOf));
    else if (part.tag === 'conditionalFormatting')
      lines.push(said(part).replace(/ dxfId="(\d+)"/g, (_, id: string) => ` mark=${marks[number(id)]}`));
    else if (!(part.tag === 'sheetFormatPr')) lines.push(said(part));
    else lines.push(`rows are ${part.attributes.defaultRowHeight} high`);
  }
  return [...lines, ...[...used].map(([look, id]) => `look ${id}: ${look}`)].join('\n');
}

function rowOf(row: Element, shared: readonly string[], lookOf: (style: string | undefined) => number): string {
  const { r, ht, hidden, customHeight } = row.attributes;
  const cells = elements(row).map((cell) => {
    const { r: address, s, t = 'n' } = cell.attributes;
    const formula = child(cell, 'f');
    const value = child(cell, 'v');
    const content = [
      ...(formula ? [`=${textOf(formula)}`] : []),
      ...(value ? [t === 's' ? JSON.stringify(shared[number(textOf(value))]) : `${t} ${JSON.stringify(textOf(value))}`] : []),
    ].join(' is ');
    return `${address} ${lookOf(s)}${content ? ` ${content}` : ''}`;
  });
  return `row ${r}${ht ? ` ${ht} high` : ''}${customHeight ? '' : ' by its texts'}${hidden ? ' hidden' : ''}: ${cells.join('; ')}`;
}
