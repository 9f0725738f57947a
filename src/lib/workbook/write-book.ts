/** The file around the sheets: what it says of itself, its protection, its bytes. */
import type { Workbook } from 'exceljs';
import { BASE_FONT } from './write-styles.ts';
import { fixZipDates } from './write-zip.ts';

export interface BookAbout {
  title: string;
  subject?: string;
  keywords?: string;
  /** Its date, yyyy-mm-dd, instead of the current time: the same content gives the same bytes. */
  day: string;
}

export async function newBook({ title, subject, keywords, day }: BookAbout): Promise<Workbook> {
  // Half a megabyte; a page loads it only for an export.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  // No person's name.
  book.creator = book.lastModifiedBy = 'Sổ Rà Soát';
  book.created = book.modified = new Date(`${day}T00:00:00Z`);
  book.title = title;
  if (subject !== undefined) book.subject = subject;
  if (keywords !== undefined) book.keywords = keywords;
  book.calcProperties.fullCalcOnLoad = true;
  return book;
}

/** Against accidental changes, not against people: there is no password, so anybody can remove it to change a formula. */
const PROTECTION = { formatCells: true, formatColumns: true, formatRows: true, sort: true, autoFilter: true };

export async function protect(book: Workbook): Promise<void> {
  for (const sheet of book.worksheets) await sheet.protect('', PROTECTION);
}

export async function bytesOf(book: Workbook): Promise<Uint8Array> {
  setDefaultFont(book);
  return fixZipDates(new Uint8Array(await book.xlsx.writeBuffer()));
}

/** exceljs writes Calibri as the default font and has no option for it: the part is changed while it is added to the zip. */
function setDefaultFont(book: Workbook): void {
  const writer = book.xlsx as unknown as { addStyles(zip: Zip, model: { styles: { xml: string } }): Promise<void> };
  const font = `<font><family val="${BASE_FONT.family}"/><sz val="${BASE_FONT.size}"/><name val="${BASE_FONT.name}"/></font>`;
  writer.addStyles = (zip, { styles }) => {
    zip.append(styles.xml.replace(/(<fonts[^>]*>)<font>.*?<\/font>/, `$1${font}`), { name: 'xl/styles.xml' });
    return Promise.resolve();
  };
}

interface Zip {
  append(content: string, entry: { name: string }): void;
}
