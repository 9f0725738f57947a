/** The sheets Thông số (the values that formulas use) and Kiểm tra (what must agree). */
import { AGE_NAME, LAST_DAY_NAME } from '../forms/age.ts';
import { sheetNameOf } from '../forms/official/description.ts';
import type { Term } from '../forms/official/description.ts';
import { agree, figureOf, figureText, identitiesOf, type Figure, type Filled, type Identity } from '../forms/identities.ts';
import { quote, termsFormula, type Sheets } from '../forms/live.ts';
import { AREA_DAY_NAME, AREA_MARK_NAME, areaDayOf, areaFormula, areaOfVillage } from '../review/areas.ts';
import { dayNumber } from '../review/iso-day.ts';
import { SHEETS } from '../review/columns.ts';
import type { Round } from '../review/plans.ts';
import { namesOf, UNSETTLED, VILLAGE_TABLE } from '../review/formula-columns.ts';
import type { CellValue, Row } from '../review/types.ts';
import { unsettledHouseholds } from '../review/unsettled.ts';
import { sheetRef, type InputLayout, type ListLayout, type SummaryLayout } from './write-layout.ts';
import type { Sheet } from './write-sheet.ts';
import { COUNT, DATE, HEADING, WHOLE, type Look } from './write-styles.ts';

/** The result is a word, not only a colour: a printer or a reader may not distinguish red from green. */
const AGREES = 'Khớp';
const DIFFERS = 'Lệch';
const EXPLAIN = 'Xem lý do';

const CELL: Look = { size: 12, border: true, wrap: true };

/** Days since 30 December 1899, as workbooks count them. */
const serial = (isoDate: string): number => Date.parse(`${isoDate}T00:00:00Z`) / 86_400_000 + 25_569;

interface BasisOptions {
  /** Of the sheet. */
  name: string;
  /** Year and commune, in words. */
  of: string;
  /** Of a standard beside the main one: what its constants are called, which stand on a sheet of their own. */
  nameOf?: (name: string) => string;
  /** The sheet Thôn, where a day is written from which a village has its area: the area that counts then stands on this sheet. */
  dated?: Pick<InputLayout, 'rows'> & { cell(row: Row, key: string): string | undefined };
}

/** @returns the defined names with the cell each stands for */
export function writeBasis(
  sheet: Sheet,
  round: Round,
  { name: sheetName, of, nameOf = (own) => own, dated }: BasisOptions,
): { name: string; ref: string }[] {
  const { plan, standard, lastDay } = round;
  sheet.widths([26, 18, 62, 62]);
  sheet.put(1, 1, 'THÔNG SỐ CỦA ĐỢT RÀ SOÁT', { size: 14, bold: true });
  sheet.put(2, 1, `${plan.name}. ${standard.name}.`, { size: 12, italic: true });
  sheet.put(3, 1, of, { size: 12, bold: true });
  const head = ['Tên', 'Giá trị', 'Ý nghĩa', 'Nguồn'];
  head.forEach((text, index) => sheet.put(4, index + 1, text, { ...HEADING, fill: 'heading' }));

  const names: { name: string; ref: string }[] = [];
  let row = 5;
  const line = (
    name: string,
    value: { put: CellValue } | { live: string; value: CellValue },
    label: string,
    source: string,
    format?: string,
  ): void => {
    const look: Look = { ...CELL, align: 'center', ...(format && { format }) };
    sheet.put(row, 1, nameOf(name), CELL);
    if ('put' in value) sheet.put(row, 2, value.put, look);
    else sheet.live(row, 2, value.live, value.value, look);
    sheet.put(row, 3, label, CELL);
    sheet.put(row, 4, source, CELL);
    sheet.fit(row, [
      { text: label, from: 3 },
      { text: source, from: 4 },
    ]);
    names.push({ name: nameOf(name), ref: `${sheetRef(sheetName)}$B$${row}` });
    row++;
  };
  const limits = Object.entries(namesOf(round));
  // Inspectors look for this first: both limits of Điểm B1 under one name.
  const b1 = limits.flatMap(([name], index) => (name.startsWith('NGUONG_B1_') ? [row + index] : []));
  if (b1.length > 0) names.push({ name: nameOf('NGUONG_B1'), ref: `${sheetRef(sheetName)}$B$${Math.min(...b1)}:$B$${Math.max(...b1)}` });
  for (const [name, { value, label, cite }] of limits) line(name, { put: value }, label, cite, COUNT);
  line(LAST_DAY_NAME, { put: serial(lastDay) }, 'Ngày cuối của đợt rà soát; tuổi là số năm tròn tính đến ngày này', plan.source, DATE);
  const dayName = nameOf(LAST_DAY_NAME);
  const asNumber = (name: string): string => `YEAR(${name})*10000+MONTH(${name})*100+DAY(${name})`;
  line(
    AGE_NAME,
    { live: asNumber(dayName), value: dayNumber(lastDay) },
    'Ngày cuối đợt viết liền năm, tháng, ngày, để tính tuổi',
    '',
    WHOLE,
  );
  if (dated) {
    const areaDay = areaDayOf(round);
    const source =
      round.areaDay === undefined ? 'Ngày cuối của đợt rà soát' : round.areaDay === plan.areaDay ? plan.source : 'Người lập biểu chọn';
    line(AREA_DAY_NAME, { put: serial(areaDay) }, 'Khu vực của mỗi thôn là khu vực vào ngày này', source, DATE);
    const number = { live: asNumber(AREA_DAY_NAME), value: dayNumber(areaDay) };
    line(AREA_MARK_NAME, number, 'Ngày tính khu vực viết liền năm, tháng, ngày', '', WHOLE);
    const first = row;
    for (const village of dated.rows) {
      const cell = (key: string): string => dated.cell(village, key) ?? '""';
      sheet.live(row, 1, `${cell('name')}&""`, village.cells.name ?? '', CELL);
      sheet.live(row, 2, areaFormula(cell), areaOfVillage(village.cells, round), { ...CELL, align: 'center' });
      sheet.put(row, 3, 'Khu vực của thôn vào ngày tính', CELL);
      sheet.put(row, 4, `Trang ${SHEETS.villages.name}: Khu vực, Khu vực từ ngày, Khu vực trước đó`, CELL);
      row++;
    }
    names.push({ name: VILLAGE_TABLE, ref: `${sheetRef(sheetName)}$A$${first}:$B$${row - 1}` });
  }
  sheet.freeze(5, 2);
  sheet.print({ orientation: 'landscape', titles: [4, 4], lastRow: row - 1, lastColumn: 4 });
  return names;
}

export interface CheckContext {
  filled: Filled;
  lists: Sheets;
  summaries: readonly SummaryLayout[];
  listForms: readonly ListLayout[];
  /** Beside those that the forms have by themselves. */
  identities?: readonly Identity[];
  /** What a constant is called. */
  nameOf?: (name: string) => string;
}

/** Households with an open result, each once. */
const UNSETTLED_TERMS: readonly Term[] = [
  { sheet: 'list01', where: { class: UNSETTLED } },
  { sheet: 'list01', where: { living: UNSETTLED, class: { not: UNSETTLED } } },
  { sheet: 'list02', where: { living: UNSETTLED } },
];

export function writeChecks(sheet: Sheet, context: CheckContext): void {
  const widths = [6, 52, 40, 13, 40, 13, 11];
  sheet.widths(widths);
  sheet.put(1, 1, 'KIỂM TRA SỐ LIỆU GIỮA CÁC BIỂU', { size: 14, bold: true });
  const head = ['STT', 'Nội dung', 'Số thứ nhất lấy ở', 'Số thứ nhất', 'Số thứ hai lấy ở', 'Số thứ hai', 'Kết quả'];
  head.forEach((text, index) => sheet.put(3, index + 1, text, { ...HEADING, fill: 'heading' }));
  const whole = context.filled.tally.units.length;
  const identities = [...identitiesOf(context.filled), ...(context.identities ?? [])];
  identities.forEach((identity, index) => {
    const { text, left, right, atMost, note } = identity;
    const row = 4 + index;
    const values = [left, right].map((figure) => figureOf(figure, whole, context.filled) ?? 0);
    const [a = 0, b = 0] = values;
    sheet.put(row, 1, index + 1, { ...CELL, align: 'center' });
    sheet.put(row, 2, note ? `${text} (${note})` : text, CELL);
    [left, right].forEach((figure, side) => {
      sheet.put(row, 3 + side * 2, figureText(figure), CELL);
      sheet.live(row, 4 + side * 2, figureFormula(figure, context), values[side] ?? 0, { ...CELL, align: 'center', format: COUNT });
    });
    const wrong = note ? EXPLAIN : DIFFERS;
    sheet.live(
      row,
      7,
      `IF(D${row}${atMost ? '<=' : '='}F${row},${quote(AGREES)},${quote(wrong)})`,
      agree(identity, a, b) ? AGREES : wrong,
      { ...CELL, align: 'center' },
    );
    sheet.fit(row, [
      { text: note ? `${text} (${note})` : text, from: 2 },
      { text: figureText(left), from: 3 },
      { text: figureText(right), from: 5 },
    ]);
  });
  // Only if there are some: a list from a file has none, and then the sheet keeps its length.
  const unsettled = unsettledHouseholds(context.filled.classified).length;
  const lines = identities.length + (unsettled > 0 ? 1 : 0);
  if (unsettled > 0) {
    const row = 3 + lines;
    sheet.put(row, 1, lines, { ...CELL, align: 'center' });
    sheet.put(row, 2, 'Số hộ chưa thống nhất, chưa tính vào cột kết quả nào; phải là 0 trước khi công nhận', CELL);
    sheet.put(row, 3, 'Danh sách 01, Danh sách 02', CELL);
    sheet.live(row, 4, termsFormula(UNSETTLED_TERMS, 'households', [], context.lists), unsettled, {
      ...CELL,
      align: 'center',
      format: COUNT,
    });
    sheet.put(row, 5, null, CELL);
    sheet.put(row, 6, 0, { ...CELL, align: 'center', format: COUNT });
    sheet.live(row, 7, `IF(D${row}=F${row},${quote(AGREES)},${quote(DIFFERS)})`, DIFFERS, { ...CELL, align: 'center' });
    sheet.height(row, 36);
  }
  sheet.colour(4, 7, 3 + lines, 7, { [AGREES]: 'good', [DIFFERS]: 'bad' });
  sheet.freeze(4, 3);
  sheet.print({ orientation: 'landscape', titles: [3, 3], lastRow: 3 + Math.max(lines, 1), lastColumn: widths.length });
}

function figureFormula(figure: Figure, { lists, summaries, listForms, nameOf = (own) => own }: CheckContext): string {
  if ('terms' in figure) return termsFormula(figure.terms, figure.of, [], lists);
  if ('total' in figure) {
    const tests = Object.entries(figure.where)
      .map(([key, value]) => `${lists.range('list01', key)},${quote(value)}`)
      .join(',');
    return `SUMIFS(${lists.range('list01', figure.total)},${tests})/${nameOf(figure.by)}`;
  }
  if ('list' in figure) {
    const form = listForms.find(({ filled }) => filled.form.id === figure.list);
    return form ? figure.values.map((value) => `COUNTIF(${form.range(figure.key)},${quote(value)})`).join('+') : '0';
  }
  const form = summaries.find(({ filled }) => filled.form.id === figure.form);
  if (!form) return '0';
  const row = form.totalRow + Math.max(form.lines.indexOf(figure.of), 0);
  return figure.columns.map((column) => `${sheetRef(sheetNameOf(form.filled.form))}${form.letter(column)}${row}`).join('+');
}
