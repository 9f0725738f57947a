/** Which rows under the headings are households, and which are page furniture: village rows, sums, signatures. */
import { fold, tidy } from '../review/text.ts';
import { villageKey } from '../review/village.ts';
import type { HeadingColumn, Headings } from './headings.ts';
import type { Grid, GridCell } from './read-grid.ts';

export interface DataRow {
  /** 0-based. */
  row: number;
  cells: Map<number, GridCell>;
  /** The village row above, where there was one. */
  village: string | null;
  hidden: boolean;
}

export interface TableRows {
  rows: DataRow[];
  /** Rows with something in them that were taken for neither; 0-based, with their text. */
  skipped: { row: number; text: string }[];
}

// With their marks: 'Tô Văn Bằng' and 'Bàn Văn Đạt' are people.
const VILLAGE_WORD = /^((thôn|tổ|tdp|ấp|khóm|bản|xóm|khu|khu phố|buôn|làng|plei|bon|sóc|phum)(?=[\s\d]|$)|(thon|to|ap|khom|ban|xom) ?\d)/iu;
const SUM = /^(tong cong|tong so|cong|tong)$|^(tong cong|tong so|cong) (to|thon|ap|khom|ban|xom|khu|tdp|toan|so|[ivx]+\b|\d)/;
const SIGNATURE = /^(nguoi lap( bieu| bang| danh sach)?|lap bieu|chu tich|pho chu tich|kt chu tich|tm (uy ban|ubnd|ban chi dao)|tm ubnd|thu truong|noi nhan|xac nhan cua|can bo lap|truong (thon|ap|khom|ban)|to truong|ky ten|ky ghi ro ho ten)/;
const DATED = /\bngay( \d{1,2})? thang( \d{1,2})? nam( \d{4})?$/;
const NUMBERING = /^(\(?\d{1,3}\)?|\(?[a-zA-Z]\)?|\(?\d{1,3}\)?\s*=.*)$/;

/** Whoever has one of these is a person, whatever the row is called. */
const PERSONAL = ['birth', 'sex', 'ethnic', 'relation'];

const textOf = (cell: GridCell | undefined): string => (cell ? tidy(String(cell.value)) : '');

/** 'Cộng', 'NGƯỜI LẬP BIỂU', 'Hà Nội, ngày … tháng …': never what a person's cell says. */
const isFurniture = (text: string): boolean => SUM.test(fold(text)) || SIGNATURE.test(fold(text)) || DATED.test(fold(text));

/** 'TỔ 1: 16 hộ' -> 'Tổ 1'. Capitals are how such rows are set, not how the village is called. */
function villageName(text: string): string {
  const name = tidy(text.replace(/^\s*(\d{1,2}|[IVX]{1,5}|[A-Z])\s*[.)\-:]\s*/, '').replace(/\s*[:(–].*$/, '').replace(/\s+-\s.*$/, ''));
  if (name !== name.toUpperCase() || name === name.toLowerCase()) return name;
  return name.toLowerCase().replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function isNumbering(cells: Map<number, GridCell>): boolean {
  const texts = [...cells.values()].map(textOf).filter((text) => text !== '');
  return texts.length >= 3 && texts.every((text) => NUMBERING.test(text));
}

/** The headings once more, as on every printed page. */
function repeatsHeadings(cells: Map<number, GridCell>, columns: readonly HeadingColumn[]): boolean {
  let same = 0;
  let filled = 0;
  for (const { index, heading } of columns) {
    const text = fold(textOf(cells.get(index)));
    if (text === '') continue;
    filled++;
    if (text === fold(heading)) same++;
  }
  return same >= 3 && same * 2 > filled;
}

export function tableRows(grid: Grid, headings: Headings, knownVillages: ReadonlySet<string>): TableRows {
  const { columns, bottom, sheet } = headings;
  const counters = new Set(columns.filter(({ counter }) => counter).map(({ index }) => index));
  const known = columns.filter(({ column, formula }) => column !== null || formula !== null);
  const personal = columns.filter(({ column }) => column !== null && PERSONAL.includes(column.key)).map(({ index }) => index);
  const codeColumn = columns.find(({ column }) => column?.key === 'code')?.index;
  const isVillage = (text: string): boolean => VILLAGE_WORD.test(villageName(text)) || knownVillages.has(villageKey(villageName(text)));
  const idColumn = columns.find(({ column }) => column?.key === 'cccd')?.index;
  const nameColumn = columns.find(({ column }) => column?.key === (sheet === 'members' || sheet === 'villages' ? 'name' : 'head'))?.index;
  const result: TableRows = { rows: [], skipped: [] };
  let village: string | null = null;
  let signed = false;
  let numberingSeen = false;
  for (const [row, cells] of grid.rows) {
    if (row <= bottom) continue;
    if (!numberingSeen && row <= bottom + 2 && isNumbering(cells) && NUMBERING.test(textOf(cells.get(nameColumn ?? -1)))) {
      numberingSeen = true;
      continue;
    }
    if (repeatsHeadings(cells, columns)) continue;
    const filled = known.filter(({ index }) => cells.has(index) && textOf(cells.get(index)) !== '' || cells.get(index)?.error !== undefined);
    // The row's own words: what stands leftmost, the running number aside.
    const texts = [...cells].filter(([index]) => !counters.has(index)).map(([, cell]) => textOf(cell)).filter((text) => text !== '');
    const counterText = [...counters].map((index) => textOf(cells.get(index))).join('');
    const words = [counterText, ...texts].filter((text) => text !== '' && !/^\d+([.,]\d+)*$/.test(text));
    const named = nameColumn !== undefined && textOf(cells.get(nameColumn)) !== '';
    // The code's column is often the second, where village rows, sums and signatures put their words.
    const code = textOf(cells.get(codeColumn ?? -1));
    const hasCode = code !== '' && (named || (/\d/.test(code) && !isVillage(code) && !isFurniture(code)));
    const isPerson = hasCode || personal.some((index) => cells.has(index) && !isFurniture(textOf(cells.get(index)))) || /^\d{9,12}$/.test(textOf(cells.get(idColumn ?? -1)).replace(/[\s.]/g, ''));
    const leading = fold(words[0] ?? '');
    if (texts.length === 0 && words.length === 0) continue;
    if (sheet !== 'villages' && !isPerson) {
      const text = words.find(isVillage);
      if (SUM.test(leading)) continue;
      if (text !== undefined && words.filter((word) => word !== counterText).length <= 1) {
        village = villageName(text);
        signed = false;
        continue;
      }
    }
    if (SUM.test(leading) && (sheet === 'villages' || !isPerson)) continue;
    if (!isPerson && words.some((word) => SIGNATURE.test(fold(word)) || DATED.test(fold(word))) && !VILLAGE_WORD.test(words[0] ?? '')) {
      signed = true;
      continue;
    }
    // Under the signatures stand the signers' names; a table that goes on has fuller rows.
    if (signed && filled.length < 3) continue;
    signed = false;
    const enough = filled.length >= 2 || (filled.length === 1 && named && /^\d+$/.test(counterText));
    if (!enough) {
      if (filled.length > 0 || words.length > 0) result.skipped.push({ row, text: words.join(' ') || texts.join(' ') });
      continue;
    }
    result.rows.push({ row, cells, village, hidden: grid.hiddenRows.has(row) });
  }
  return result;
}

/** What above the headings names the commune: 'UBND PHƯỜNG HUYỀN TỤNG' -> 'Phường Huyền Tụng'. */
export function unitAbove(grid: Grid, headings: Headings): string {
  for (const [row, cells] of grid.rows) {
    if (row >= headings.top) break;
    for (const cell of cells.values()) {
      const text = tidy(String(cell.value));
      const match = /(?:^|UBND|[ỦU][ỶY] BAN NHÂN DÂN|U[ỶY] BAN NHÂN DÂN)\s*(XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(.+)$/iu.exec(text.replace(/\s*(CỘNG H[OÒ]|CỘNG HOÀ).*$/iu, ''));
      if (!match) continue;
      const name = tidy((match[2] ?? '').replace(/[,:–(].*$/, '').replace(/\s+(NĂM|HUYỆN|THÀNH PHỐ|TỈNH|THỊ XÃ|ĐỢT)\b.*$/iu, ''));
      const unit = `${match[1] ?? ''} ${name}`;
      if (name === '' || name.length > 40) continue;
      return unit.toLowerCase().replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()).replace(/^(Thị Trấn|Đặc Khu)/, (kind) => kind.charAt(0) + kind.slice(1).toLowerCase());
    }
  }
  return '';
}
