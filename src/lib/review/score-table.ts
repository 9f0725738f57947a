/**
 * A score table: what a household is asked item by item, with the points of each answer. Phiếu A (a count of signs) and Phiếu B1 (Điểm B1)
 * are such tables. Their texts are the ministry's or the province's; none is shipped, a commune loads or writes its own.
 *
 * The answers stand in the household's row, each in a field named by its item. A name is made from the item's words and options, so tables
 * that ask the same share one answer, and a table that asks it otherwise asks anew. The score is a cell of its own, as if it had been
 * typed: loading another table never changes it. Whether it was added up is seen from the answers, so no mark can contradict them.
 */
import * as v from 'valibot';
import { areaName } from './areas.ts';
import { B1_TABLES, type B1Key } from './b1-tables.ts';
import { formatNumber } from './cell-number.ts';
import { ITEM_FIELD, nameItem } from './item-field.ts';
import { shortHash } from './short-hash.ts';
import { spelling, tidy } from './text.ts';
import type { CellValue } from './types.ts';

/** The column that a table scores. */
export type ScoredKey = 'formA' | B1Key;
export const SCORED_KEYS: readonly ScoredKey[] = ['formA', ...B1_TABLES.map(({ key }) => key)];

/** The six regions of Phụ lục III Thông tư 07/2021/TT-BLĐTBXH. A new province may lie in several, so a person chooses. */
export const REGIONS = [
  'Trung du và miền núi phía Bắc',
  'Đồng bằng sông Hồng',
  'Bắc Trung Bộ và duyên hải miền Trung',
  'Tây Nguyên',
  'Đông Nam Bộ',
  'Đồng bằng sông Cửu Long',
] as const;
export type Region = (typeof REGIONS)[number];
export const isRegion = (text: CellValue | undefined): text is Region => (REGIONS as readonly CellValue[]).includes(text ?? null);

/** Longer texts and tables are no forms; an item is kept in one cell. */
export const MOST = { items: 200, options: 40, text: 400, item: 2_000, form: 40, source: 300 };

const words = (most: number) => v.pipe(v.string(), v.transform(tidy), v.maxLength(most));
const Option = v.object({
  text: v.pipe(words(MOST.text), v.minLength(1)),
  points: v.pipe(v.number(), v.integer(), v.minValue(-1000), v.maxValue(1000)),
});
const Item = v.object({
  group: words(MOST.text),
  name: v.pipe(words(MOST.text), v.minLength(1)),
  /** One alone is a sign that is ticked; of several one is chosen. */
  options: v.pipe(v.array(Option), v.minLength(1), v.maxLength(MOST.options)),
});
export type ScoreItem = v.InferOutput<typeof Item>;

export const ScoreTableShape = v.object({
  scores: v.picklist(SCORED_KEYS),
  /** 'Mẫu 3.10'; '' where the text has no number. */
  form: words(MOST.form),
  /** '' for a table of every region. */
  region: v.picklist(['', ...REGIONS]),
  /** '' for both. */
  area: v.picklist(['', 'rural', 'urban']),
  /** The text that it was taken from. */
  source: words(MOST.source),
  items: v.pipe(v.array(Item), v.minLength(1), v.maxLength(MOST.items)),
});
export type ScoreTable = v.InferOutput<typeof ScoreTableShape>;

export const isTick = ({ options }: ScoreItem): boolean => options.length === 1;
export const TICKED = 'x';

const said = ({ group, name, options }: ScoreItem): string =>
  JSON.stringify([spelling(group), spelling(name), options.length === 1 ? [] : options.map(({ text }) => spelling(text))]);

// Every household asks for the fields of the same items; an item never changes once it is in a table.
const fields = new WeakMap<ScoreItem, string>();

/** The field of its answer. */
export function fieldOf(item: ScoreItem): string {
  const known = fields.get(item);
  if (known !== undefined) return known;
  const words = said(item);
  const field = ITEM_FIELD + shortHash(words) + shortHash(`2 ${words}`);
  fields.set(item, field);
  return field;
}

/** Changes with every word and point. */
export function versionOf(table: ScoreTable): string {
  const words = JSON.stringify(table);
  return shortHash(words) + shortHash(`2 ${words}`);
}

/** The table that scores a household of an area. @param tables the newest first. @param area as the column Khu vực says it. */
export const tableFor = (tables: readonly ScoreTable[], key: ScoredKey, area: CellValue): ScoreTable | undefined =>
  tables.find((table) => table.scores === key && (table.area === '' || areaName(table.area) === area));

/** What is wrong with a table, in words that name the item. */
export function tableFaults({ items, form = '', source = '' }: Pick<ScoreTable, 'items'> & Partial<ScoreTable>): string[] {
  const faults: string[] = [];
  const long = (what: string, text: string, most: number): void => {
    if (text.length > most) faults.push(`${what} dài quá ${most} chữ: “${text.slice(0, 40)}…”`);
  };
  long('tên mẫu phiếu', form, MOST.form);
  long('căn cứ', source, MOST.source);
  if (items.length > MOST.items) faults.push(`có ${items.length} mục, một bảng điểm không quá ${MOST.items} mục`);
  const seen = new Map<string, ScoreItem>();
  for (const item of items) {
    for (const text of [item.group, item.name, ...item.options.map((option) => option.text)])
      long('tên nhóm, mục hoặc phương án', text, MOST.text);
    if (item.options.length > MOST.options) faults.push(`mục “${item.name}” có quá ${MOST.options} phương án`);
    const field = fieldOf(item);
    if (seen.has(field)) faults.push(`mục “${item.name}”${item.group ? ` (nhóm ${item.group})` : ''} có hai lần`);
    seen.set(field, item);
    if (JSON.stringify(item).length > MOST.item)
      faults.push(`mục “${item.name}” cùng các phương án dài quá ${formatNumber(MOST.item)} chữ`);
    const twice = item.options.find(({ text }, at) => item.options.findIndex((other) => spelling(other.text) === spelling(text)) < at);
    if (twice) faults.push(`mục “${item.name}”: phương án “${twice.text}” có hai lần`);
  }
  return faults;
}

type Cells = Readonly<Record<string, CellValue>>;

/** The table's option that an answer means; undefined for an answer that the table does not know. */
export const optionOf = (item: ScoreItem, answer: CellValue) =>
  item.options.find(({ text }) => spelling(text) === spelling(String(answer ?? '')));

export const pointsOf = (item: ScoreItem, answer: CellValue): number | undefined =>
  isTick(item) ? (answer === TICKED ? item.options[0]?.points : 0) : optionOf(item, answer)?.points;

export interface Sum {
  /** Of what is answered so far. */
  points: number;
  /** Items that need an answer and have none, or one that the table does not know; a sign without a tick is answered. */
  open: ScoreItem[];
  /** How many items have an answer. */
  answered: number;
}

export function sumOf(table: ScoreTable, cells: Cells): Sum {
  const sum: Sum = { points: 0, open: [], answered: 0 };
  for (const item of table.items) {
    const answer = cells[fieldOf(item)] ?? null;
    const points = pointsOf(item, answer);
    if (points === undefined) sum.open.push(item);
    else sum.points += points;
    if (answer !== null) sum.answered++;
  }
  return sum;
}

/** How a household came to its score. */
export type Standing =
  /** No score, and no answers. */
  | { kind: 'none' }
  /** No score yet: some items are open. */
  | { kind: 'begun'; sum: Sum }
  /** No score yet, and no item is open: two people answered apart, or the table came after the answers. */
  | { kind: 'ready'; sum: Sum }
  /** From the paper: the items are not all answered. */
  | { kind: 'typed'; score: number }
  /** Typed, and the items add up to something else. */
  | { kind: 'differs'; score: number; sum: Sum }
  | { kind: 'added'; score: number }
  /** As a table adds up that was in use before; `sum` is by the one in use. */
  | { kind: 'older'; score: number; sum: Sum };

/** @param before tables of the same column that were in use earlier. */
export function standingOf(table: ScoreTable, cells: Cells, before: readonly ScoreTable[] = []): Standing {
  const score = cells[table.scores];
  const sum = sumOf(table, cells);
  if (typeof score !== 'number') {
    if (sum.answered === 0) return { kind: 'none' };
    return { kind: sum.open.length === 0 ? 'ready' : 'begun', sum };
  }
  if (adds(sum, score)) return { kind: 'added', score };
  if (before.some((older) => older.scores === table.scores && adds(sumOf(older, cells), score))) return { kind: 'older', score, sum };
  return sum.answered > 0 && sum.open.length === 0 ? { kind: 'differs', score, sum } : { kind: 'typed', score };
}

/** Signs alone, none of them ticked, add up to the 0 that somebody wrote. */
const adds = ({ points, open }: Sum, score: CellValue): boolean => open.length === 0 && points === score;

/**
 * An answer, and the scores that follow from it. A score that is not the sum of the answers before stays: the page says that they differ,
 * and a person decides.
 * @param tables that the household is asked by.
 * @param disputed fields in conflict: nothing is added up from them.
 */
export function answerCells(
  tables: readonly ScoreTable[],
  cells: Cells,
  field: string,
  value: CellValue,
  disputed: readonly string[] = [],
): [string, CellValue][] {
  const after = { ...cells, [field]: value };
  const open = new Set(disputed.filter((each) => each !== field));
  return [
    [field, value],
    ...tables.flatMap((table): [string, CellValue][] => {
      const fields = table.items.map(fieldOf);
      if (!fields.includes(field)) return [];
      const score = cells[table.scores] ?? null;
      if (score !== null && !adds(sumOf(table, cells), score)) return [];
      const sum = sumOf(table, after);
      const complete = sum.answered > 0 && sum.open.length === 0 && !fields.some((each) => open.has(each));
      const next = complete ? sum.points : null;
      return next === score ? [] : [[table.scores, next]];
    }),
  ];
}

/** In one line: 'Cộng từ các mục', 'Ghi từ phiếu giấy', … */
export function standingText(standing: Standing): string {
  switch (standing.kind) {
    case 'none':
      return 'Chưa chấm';
    case 'begun':
      return `Còn ${standing.sum.open.length} mục chưa trả lời; các mục đã trả lời được ${formatNumber(standing.sum.points)} điểm`;
    case 'ready':
      return `Đã trả lời đủ, cộng lại là ${formatNumber(standing.sum.points)}; chưa ghi vào ô điểm`;
    case 'typed':
      return 'Ghi thẳng từ phiếu giấy, không cộng từ các mục';
    case 'differs':
      return `Ghi thẳng ${formatNumber(standing.score)}, các mục cộng lại là ${formatNumber(standing.sum.points)}`;
    case 'added':
      return 'Cộng từ các mục';
    case 'older':
      return standing.sum.open.length > 0
        ? `Cộng theo bảng điểm trước; bảng đang dùng còn ${standing.sum.open.length} mục chưa trả lời`
        : `Cộng theo bảng điểm trước; theo bảng đang dùng là ${formatNumber(standing.sum.points)}`;
  }
}

/** Remembers the names of a table's items, for `itemLabel`. */
export function learn(table: ScoreTable): ScoreTable {
  for (const item of table.items) nameItem(fieldOf(item), item.name);
  return table;
}
