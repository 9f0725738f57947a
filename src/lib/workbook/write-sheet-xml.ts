/** What a sheet's file has around its rows: columns, views, protection, merges, validations, print set-up. The order is OOXML's. */
import { letterOf, type Rows } from './write-rows.ts';
import { markNumber, type Mark } from './write-styles.ts';
import { attributes, PROLOGUE, textXml } from './write-xml.ts';

export interface Choices {
  column: number;
  first: number;
  last: number;
  /** A range, or texts between quotation marks. */
  list: string;
  title: string;
  message: string;
  /** Other texts are taken as well. */
  free: boolean;
}

export interface Margins {
  left: number;
  right: number;
  top: number;
  bottom: number;
  header: number;
  footer: number;
}

export interface PageSetup {
  paper: 'A4' | 'A3' | null;
  orientation: 'landscape' | 'portrait';
  /** Pages; 0 for as many as are needed, null for the sheet's own size. */
  fit: { wide: number; high: number } | null;
  margins: Margins;
  /** Rows repeated on every page. */
  titles?: readonly [first: number, last: number];
  /** Columns repeated on every page: 'A:C'. */
  titleColumns?: string;
  /** Last row and column that are printed. */
  area?: { row: number; column: number };
  /** In the middle of the page, with the page's number below, from 1. */
  numbered?: true;
}

/** Excel's own. */
export const USUAL_PAGE: PageSetup = {
  paper: null,
  orientation: 'portrait',
  fit: null,
  margins: { left: 0.7, right: 0.7, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.3 },
};

const PAPER = { A4: 9, A3: 8 } as const;
const FOOTER = '<headerFooter><oddFooter>&amp;C&amp;&quot;Times New Roman,Regular&quot;&amp;10Trang &amp;P</oddFooter></headerFooter>';
/** The last column, to which a page break reaches. */
const BREAK_END = 16_838;

export interface SheetModel {
  rows: Rows;
  columns: readonly { width: number; look: number }[];
  /** The first cell that scrolls. */
  frozen: { row: number; column: number } | null;
  isProtected: boolean;
  /** Range with buttons on its headings. */
  filter: string | null;
  merges: readonly string[];
  colours: readonly { range: string; first: string; words: Readonly<Record<string, Mark>> }[];
  choices: readonly Choices[];
  page: PageSetup;
  /** Rows after which a page ends. */
  breaks: readonly number[];
}

export function* sheetXml(sheet: SheetModel): Generator<string | Uint8Array> {
  const { rows, page } = sheet;
  yield [
    PROLOGUE,
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    page.fit ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '',
    `<dimension ref="${rows.range}"/>`,
    viewXml(sheet),
    '<sheetFormatPr defaultRowHeight="15"/>',
    columnsXml(sheet),
    '<sheetData>',
  ].join('');
  yield* rows.xml();
  yield '</sheetData>';
  // Against accidental changes, not against people: there is no password, so anybody can remove it to change a formula.
  if (sheet.isProtected) yield '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>';
  if (sheet.filter) yield `<autoFilter ref="${sheet.filter}"/>`;
  if (sheet.merges.length > 0) {
    yield `<mergeCells count="${sheet.merges.length}">`;
    for (const range of sheet.merges) yield `<mergeCell ref="${range}"/>`;
    yield '</mergeCells>';
  }
  yield [...sheet.colours.map(colourXml), choicesXml(sheet.choices), pageXml(page), breaksXml(sheet.breaks), '</worksheet>'].join('');
}

function viewXml({ frozen }: SheetModel): string {
  if (!frozen) return '';
  const [xSplit, ySplit] = [frozen.column - 1, frozen.row - 1];
  const cell = `${letterOf(frozen.column)}${frozen.row}`;
  const pane = xSplit > 0 && ySplit > 0 ? 'bottomRight' : xSplit > 0 ? 'topRight' : 'bottomLeft';
  const split = { xSplit: xSplit || undefined, ySplit: ySplit || undefined, topLeftCell: cell, activePane: pane, state: 'frozen' };
  const selection = { pane, activeCell: cell, sqref: cell };
  return `<sheetViews><sheetView workbookViewId="0"><pane${attributes(split)}/><selection${attributes(selection)}/></sheetView></sheetViews>`;
}

/** Equal neighbours are written once. */
function columnsXml({ columns }: SheetModel): string {
  const parts: string[] = [];
  for (let from = 0; from < columns.length;) {
    const { width = 0, look = 0 } = columns[from] ?? {};
    let to = from;
    while (columns[to + 1]?.width === width && columns[to + 1]?.look === look) to++;
    parts.push(`<col${attributes({ min: from + 1, max: to + 1, width, style: look, customWidth: 1 })}/>`);
    from = to + 1;
  }
  return parts.length > 0 ? `<cols>${parts.join('')}</cols>` : '';
}

function colourXml({ range, first, words }: SheetModel['colours'][number]): string {
  const rules = Object.entries(words).map(
    ([word, mark], index) =>
      `<cfRule type="expression" dxfId="${markNumber(mark)}" priority="${index + 1}"><formula>${textXml(`${first}="${word}"`)}</formula></cfRule>`,
  );
  return `<conditionalFormatting sqref="${range}">${rules.join('')}</conditionalFormatting>`;
}

function choicesXml(choices: readonly Choices[]): string {
  if (choices.length === 0) return '';
  const rules = choices.map(({ column, first, last, list, title, message, free }) => {
    const letter = letterOf(column);
    const said = attributes({
      type: 'list',
      allowBlank: 1,
      showErrorMessage: free ? undefined : 1,
      errorStyle: 'stop',
      errorTitle: title,
      error: message,
      sqref: `${letter}${first}:${letter}${last}`,
    });
    return `<dataValidation${said}><formula1>${textXml(list)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${choices.length}">${rules.join('')}</dataValidations>`;
}

function pageXml({ paper, orientation, fit, margins, numbered }: PageSetup): string {
  const { left, right, top, bottom, header, footer } = margins;
  const setup = attributes({
    paperSize: paper ? PAPER[paper] : undefined,
    orientation,
    // No printer of somebody's machine.
    horizontalDpi: 4_294_967_295,
    verticalDpi: 4_294_967_295,
    scale: 100,
    fitToWidth: fit?.wide ?? 1,
    fitToHeight: fit?.high ?? 1,
    firstPageNumber: numbered && 1,
    useFirstPageNumber: numbered && 1,
  });
  return [
    numbered ? '<printOptions horizontalCentered="1"/>' : '',
    `<pageMargins${attributes({ left, right, top, bottom, header, footer })}/>`,
    `<pageSetup${setup}/>`,
    numbered ? FOOTER : '',
  ].join('');
}

function breaksXml(breaks: readonly number[]): string {
  if (breaks.length === 0) return '';
  const marks = breaks.map((row) => `<brk id="${row}" max="${BREAK_END}" man="1"/>`);
  return `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${marks.join('')}</rowBreaks>`;
}
