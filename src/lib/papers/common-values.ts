/** The fields that all papers have: who issues it, its number, day, legal bases, recipients and signer. */
import { entriesOn, rulesOn } from '../review/rules-in-force.ts';
import type { RuleSet } from '../review/rules.ts';
import { tidy } from '../review/text.ts';
import { paperKind, type PaperId } from '../process/paper-kinds.ts';
import type { Ask, Field, PaperFacts, PaperRecord, Value, Values } from './paper.ts';
import { bookNumber, capitals, closedItems, dateParts, dateWords, linesOf } from './paper-words.ts';

/** 'Xã Kim Sơn' -> 'Kim Sơn': the place that a paper is dated from. A unit that is called by a number keeps its kind: 'Phường 1'. */
export const placeOf = (unit: string): string =>
  tidy(unit).replace(/^(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(?!\d)/iu, '');
/** 'Xã Kim Sơn' -> 'xã Kim Sơn', within a sentence. */
export const within = (unit: string): string =>
  tidy(unit).replace(/^(Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố|Tỉnh)(?=\s)/u, (kind) => kind.toLocaleLowerCase('vi'));

/** The rules that a paper of the round follows. */
export const rulesOfPaper = ({ rules, round, today }: Pick<PaperFacts, 'rules' | 'round' | 'today'>): RuleSet | undefined =>
  rulesOn(round.lastDay, rules) ?? rulesOn(today, rules);

/** The first citation of each law that governs this kind of review: kind, number, day, body and subject. */
export function lawsOf(facts: Pick<PaperFacts, 'rules' | 'round' | 'today' | 'day'>, ids?: readonly string[]): string[] {
  const set = rulesOfPaper(facts);
  if (!set) return [];
  // A round that is over is not brought into today's law by a day that is still to be written.
  const day = facts.day || (facts.today < facts.round.lastDay ? facts.today : facts.round.lastDay);
  const laws = entriesOn(set, 'law', day < set.from ? facts.round.lastDay : day);
  const procedure = facts.round.plan.procedure ?? 'yearly';
  return laws.flatMap(({ id, value, procedures }) =>
    value && (procedures?.includes(procedure) ?? true) && (!ids || ids.includes(id)) ? [`Căn cứ ${value.cited} ${value.subject}`] : [],
  );
}

/** On a letter, a decision and a report; minutes have none of it. */
export const OFFICE_ASKS: readonly Ask[] = [
  {
    name: 'cơ quan chủ quản',
    label: 'Cơ quan cấp trên, dòng đầu bên trái',
    kind: 'line',
    initial: () => '',
    hint: 'Để trống nếu không ghi.',
    optional: true,
    lasting: true,
  },
  {
    name: 'cơ quan ban hành',
    label: 'Cơ quan ban hành',
    kind: 'text',
    initial: ({ unit }) => `ỦY BAN NHÂN DÂN\n${capitals(unit)}`,
    lasting: true,
  },
  { name: 'địa danh', label: 'Địa danh, trước ngày tháng', kind: 'line', initial: ({ unit }) => placeOf(unit), lasting: true },
];

export const basesAsk = (initial: (facts: PaperFacts) => readonly string[]): Ask => ({
  name: 'căn cứ',
  label: 'Căn cứ, mỗi dòng một văn bản',
  kind: 'items',
  initial: (facts) => initial(facts).join('\n'),
});

export const recipientsAsk = (initial: (facts: PaperFacts) => readonly string[]): Ask => ({
  name: 'nơi nhận',
  label: 'Nơi nhận, mỗi dòng một nơi',
  kind: 'items',
  initial: (facts) => initial(facts).join('\n'),
  lasting: true,
});

/** @param initial 'CHỦ TỊCH', or in two lines 'TM. ỦY BAN NHÂN DÂN' and 'CHỦ TỊCH'. */
export const positionAsk = (initial: readonly string[]): Ask => ({
  name: 'chức vụ',
  label: 'Chức vụ của người ký, như ghi trên văn bản',
  kind: 'text',
  initial: () => initial.join('\n'),
  hint: 'Người ký thay: ghi KT. CHỦ TỊCH ở dòng trên, PHÓ CHỦ TỊCH ở dòng dưới.',
  lasting: true,
});

/** Who signs what the People's Committee issues; what is the chairman's own power carries 'CHỦ TỊCH' alone. */
export const COMMITTEE_POSITION = positionAsk(['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']);

/** A paper with annexes: they say what they belong to, but not where they are signed as electronic documents. */
export const ELECTRONIC_ASK: Ask = {
  name: 'văn bản điện tử',
  label: 'Ký số, gửi bản điện tử (phụ lục không ghi số và ngày)',
  kind: 'choice',
  initial: () => '',
};

const FIELDS: readonly Field[] = [
  { name: 'tên xã', about: 'Tên xã, phường', kind: 'text' },
  { name: 'xã', about: 'Tên xã trong câu, chữ thường ở đầu', kind: 'text' },
  { name: 'ngày', about: 'Ngày của văn bản', kind: 'text' },
  { name: 'tháng', about: 'Tháng của văn bản', kind: 'text' },
  { name: 'năm', about: 'Năm của văn bản', kind: 'text' },
  { name: 'năm rà soát', about: 'Năm của đợt rà soát', kind: 'text' },
  { name: 'chuẩn', about: 'Tên chuẩn nghèo của đợt', kind: 'text' },
  { name: 'thẩm quyền', about: 'Người có thẩm quyền, chữ in hoa', kind: 'text' },
  { name: 'người ký', about: 'Họ và tên người ký', kind: 'text' },
];
/** Of a paper that has a number in the office's book. */
const NUMBER_FIELDS: readonly Field[] = [
  { name: 'số', about: 'Số văn bản', kind: 'text' },
  { name: 'ký hiệu', about: 'Ký hiệu sau số', kind: 'text' },
  { name: 'kèm theo', about: 'Dòng dưới tên phụ lục', kind: 'text' },
];
/** Lists of an answer's lines, by the name of the ask. */
const LINES: Readonly<Record<string, Field>> = {
  'căn cứ': { name: 'từng căn cứ', about: 'Các căn cứ', kind: 'list', fields: [{ name: 'căn cứ', about: 'Một căn cứ', kind: 'text' }] },
  'nơi nhận': {
    ...{ name: 'từng nơi nhận', about: 'Các nơi nhận', kind: 'list' },
    fields: [{ name: 'nơi nhận', about: 'Một nơi nhận', kind: 'text' }],
  },
  'chức vụ': {
    ...{ name: 'từng dòng chức vụ', about: 'Chức vụ người ký', kind: 'list' },
    fields: [{ name: 'dòng chức vụ', about: 'Một dòng', kind: 'text' }],
  },
};

/** Of every paper, as far as it has a number and asks for these answers. */
export const commonFields = (id: PaperId, asks: readonly Ask[]): Field[] => [
  ...FIELDS,
  ...(paperKind(id).symbol === null ? [] : NUMBER_FIELDS),
  ...asks.flatMap(({ name }) => LINES[name] ?? []),
];

/** What a person has answered, or what stands there at first. */
export const answer = (ask: Ask, facts: PaperFacts, { texts, day }: Pick<PaperRecord, 'texts'> & Partial<PaperRecord>): string =>
  texts[ask.name] ?? ask.initial(day ? { ...facts, day } : facts);

/** Each answer under its own name: a choice as yes or no, an empty text as dots, an empty line that may be left out as no. */
function answersOf(asks: readonly Ask[], facts: PaperFacts, record: PaperRecord): Record<string, Value> {
  return Object.fromEntries(
    asks.map((ask): [string, Value] => {
      const text = answer(ask, facts, record).trim();
      if (ask.kind === 'choice') return [ask.name, text !== ''];
      if (ask.kind === 'day') return [ask.name, text === '' ? null : dateWords(text)];
      return [ask.name, text === '' ? (ask.optional ? false : null) : text];
    }),
  );
}

/**
 * @param name how the paper is called where it is cited: 'Quyết định'.
 * @param by whose it is, before the commune's name.
 */
export function commonValues(
  id: PaperId,
  asks: readonly Ask[],
  facts: PaperFacts,
  record: PaperRecord,
  name = 'Văn bản',
  by = 'Ủy ban nhân dân',
): Values {
  const { unit, round } = facts;
  const { number, day, signer } = record;
  const text = (field: string): string => {
    const ask = asks.find((each) => each.name === field);
    return ask ? answer(ask, facts, record) : '';
  };
  const { symbol } = paperKind(id);
  const { day: date, month, year } = dateParts(day);
  const shownNumber = number === null ? null : bookNumber(number);
  const isElectronic = text(ELECTRONIC_ASK.name) !== '';
  const cited =
    isElectronic || number === null || day === '' ? 'số      /      ngày    tháng    năm' : `số ${shownNumber}/${symbol} ${dateWords(day)}`;
  return {
    'tên xã': unit,
    xã: within(unit),
    ...(symbol !== null && {
      số: shownNumber,
      'ký hiệu': symbol,
      'kèm theo': `Kèm theo ${name} ${cited} của ${by} ${within(unit)}`,
    }),
    ...(day === '' ? { ngày: '…', tháng: '…', năm: String(round.plan.year) } : { ngày: date, tháng: month, năm: year }),
    'năm rà soát': String(round.plan.year),
    chuẩn: round.standard.name,
    'thẩm quyền': `CHỦ TỊCH ỦY BAN NHÂN DÂN ${capitals(unit)}`,
    'từng căn cứ': closedItems(linesOf(text('căn cứ'))).map((each) => ({ 'căn cứ': each })),
    'từng nơi nhận': closedItems(linesOf(text('nơi nhận'))).map((each) => ({ 'nơi nhận': each })),
    'từng dòng chức vụ': linesOf(text('chức vụ')).map((each) => ({ 'dòng chức vụ': each })),
    'người ký': signer || null,
    ...answersOf(asks, facts, record),
  };
}
