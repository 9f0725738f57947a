/** What both decisions of recognition say: the lists that they recognise, each with its figures and, where it has households, an annex. */
import type { ActOf } from '../../process/acts.ts';
import type { PaperId } from '../../process/paper-kinds.ts';

import {
  answer,
  basesAsk,
  commonValues,
  ELECTRONIC_ASK,
  lawsOf,
  OFFICE_ASKS,
  positionAsk,
  recipientsAsk,
  within,
} from '../common-values.ts';
import { HOUSEHOLD_FIELDS, listOf, type ListedHousehold } from '../list-values.ts';
import type { Ask, Field, Paper, PaperFacts, PaperRecord, PaperVillage, Values } from '../paper.ts';
import { capitals, dateWords, linesOf } from '../paper-words.ts';

const COUNTS: readonly Field[] = [
  { name: 'danh sách', about: 'Tên danh sách: Hộ nghèo', kind: 'text' },
  { name: 'số hộ', about: 'Số hộ của danh sách', kind: 'text' },
  { name: 'số nhân khẩu', about: 'Số nhân khẩu của danh sách', kind: 'text' },
  { name: 'phụ lục', about: 'Phụ lục I; văn bản chỉ có một phụ lục thì là Phụ lục', kind: 'text' },
];

const FIELDS: readonly Field[] = [
  { name: 'một số thôn', about: 'Không phải tất cả các thôn của xã', kind: 'choice' },
  { name: 'các thôn', about: 'Tên các thôn, tổ dân phố được công nhận', kind: 'text' },
  {
    name: 'từng danh sách',
    about: 'Các danh sách được công nhận',
    kind: 'list',
    fields: [
      { name: 'số thứ tự', about: 'Thứ tự của danh sách trong Điều 1', kind: 'text' },
      ...COUNTS,
      { name: 'có hộ', about: 'Danh sách có hộ, nên có phụ lục', kind: 'choice' },
    ],
  },
  {
    name: 'từng phụ lục',
    about: 'Danh sách có hộ, mỗi danh sách một phụ lục',
    kind: 'list',
    fields: [
      ...COUNTS,
      { name: 'danh sách in hoa', about: 'Tên danh sách, chữ in hoa', kind: 'text' },
      { name: 'từng hộ', about: 'Các hộ của danh sách', kind: 'list', fields: HOUSEHOLD_FIELDS },
    ],
  },
];

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
const LISTS = 'danh sách được công nhận';

interface Kind {
  id: PaperId;
  /** What the lists are called, from the rules or the plan. */
  names: (facts: PaperFacts) => readonly string[];
  /** null for a list that cannot be made from a review: it has dots, and no annex. */
  households: (name: string, villages: readonly PaperVillage[]) => readonly ListedHousehold[] | null;
  subject: (names: readonly string[], facts: PaperFacts) => string;
  /** Whether the recognition is recorded with the number of this decision. */
  records?: true;
}

export function decisionPaper({ id, names, households, subject, records }: Kind): Paper {
  const lists: Ask = {
    name: LISTS,
    label: 'Các danh sách được công nhận, mỗi dòng một danh sách',
    kind: 'items',
    initial: (facts) => names(facts).join('\n'),
    hint: 'Lấy ở bộ quy định và kế hoạch của đợt. Để trống nghĩa là chưa rõ: hãy xác nhận ở trang Bộ quy định, hoặc ghi ở đây.',
  };
  const asks: readonly Ask[] = [
    ...OFFICE_ASKS.map((ask) =>
      ask.name === 'cơ quan ban hành' ? { ...ask, initial: ({ unit }: PaperFacts) => `CHỦ TỊCH\nỦY BAN NHÂN DÂN\n${capitals(unit)}` } : ask,
    ),
    { name: 'trích yếu', label: 'Trích yếu', kind: 'line', initial: (facts) => subject(names(facts), facts) },
    lists,
    basesAsk((facts) => [...lawsOf(facts), ...opinionsOf(facts), `Theo đề nghị của Ban Chỉ đạo rà soát ${within(facts.unit)}`]),
    {
      name: 'thi hành',
      label: 'Ai thi hành (Điều 3)',
      kind: 'line',
      initial: ({ unit }) => `Ban Chỉ đạo rà soát ${within(unit)}, trưởng các thôn, tổ dân phố và các hộ gia đình có tên tại Điều 1`,
    },
    recipientsAsk(({ course }) => ['Như Điều 3', ...(course.opinion ? [`${course.opinion.who} (để báo cáo)`] : []), 'Lưu: VT']),
    positionAsk(['CHỦ TỊCH']),
    ELECTRONIC_ASK,
  ];
  return {
    id,
    asks,
    fields: FIELDS,
    recorded: (facts) => {
      // While villages wait for a decision, the next paper is theirs.
      const last = records && !facts.villages.some(({ standing }) => standing.step === 'recognition') ? lastDecision(facts) : null;
      return last && { number: numberIn(last.number), day: last.day, signer: last.signer };
    },
    missing: (facts) => (readyOf(facts).length > 0 ? [] : ['Chưa có thôn nào đến bước công nhận.']),
    values: (facts, record) => {
      const villages = decidedBy(facts, record);
      const all = linesOf(answer(lists, facts, record)).map((name) => ({ name, found: households(name, villages) }));
      const withAnnex = all.filter(({ found }) => found && found.length > 0);
      const annexOf = (name: string): string => {
        const place = withAnnex.findIndex((each) => each.name === name);
        return withAnnex.length > 1 ? `Phụ lục ${ROMAN[place] ?? place + 1}` : 'Phụ lục';
      };
      const lines = all.map(({ name, found }, n) => {
        const { lines: rows, count, persons } = found ? listOf(found) : { lines: [], count: null, persons: null };
        return {
          'số thứ tự': String(n + 1),
          'danh sách': name,
          'danh sách in hoa': capitals(name),
          'số hộ': count,
          'số nhân khẩu': persons,
          'có hộ': rows.length > 0,
          'phụ lục': annexOf(name),
          'từng hộ': rows,
        } satisfies Values;
      });
      return {
        ...commonValues(id, asks, facts, record, 'Quyết định', 'Chủ tịch Ủy ban nhân dân'),
        'một số thôn': villages.length < facts.villages.length,
        'các thôn': villages.map(({ name }) => name).join(', ') || null,
        'từng danh sách': lines,
        'từng phụ lục': lines.filter((line) => line['có hộ']),
      };
    },
  };
}

/** In their order, each once: what was said about lists that stand. */
function opinionsOf({ course, villages }: PaperFacts): string[] {
  if (!course.opinion) return [];
  const { who } = course.opinion;
  const said = villages.flatMap(({ standing }) => {
    const act = standing.closed.get('opinion');
    return act?.kind === 'opinion' && act.data.number
      ? [`Căn cứ ý kiến của ${who} tại Văn bản số ${act.data.number} ${dateWords(act.data.day)}`]
      : [];
  });
  return [...new Set(said)];
}

type Decided = ActOf<'recognised'>['data'];
const decisionOf = ({ standing }: PaperVillage): Decided | null => {
  const act = standing.closed.get('recognition');
  return act?.kind === 'recognised' ? act.data : null;
};

/** Villages that a decision may name now: at the step, or recognised. */
const readyOf = ({ villages }: PaperFacts): PaperVillage[] =>
  villages.filter((village) => village.standing.step === 'recognition' || decisionOf(village));

/** '05/QĐ-UBND' -> 5 */
const numberIn = (number: string): number | null => {
  const [digits] = /\d+/.exec(number) ?? [];
  return digits === undefined ? null : Number(digits);
};

/** The villages recognised with this number and day; before that, those at the step, and where none is, those of the last decision. */
function decidedBy(facts: PaperFacts, { number, day }: Pick<PaperRecord, 'number' | 'day'>): PaperVillage[] {
  const of = (test: (decided: Decided) => boolean): PaperVillage[] =>
    facts.villages.filter((village) => {
      const decided = decisionOf(village);
      return decided !== null && test(decided);
    });
  const recorded = number === null ? [] : of((decided) => numberIn(decided.number) === number && decided.day === day);
  if (recorded.length > 0) return recorded;
  const waiting = facts.villages.filter(({ standing }) => standing.step === 'recognition');
  if (waiting.length > 0) return waiting;
  const last = lastDecision(facts);
  return last ? of(({ number: other, day: on }) => other === last.number && on === last.day) : [];
}

const lastDecision = ({ villages }: PaperFacts): Decided | null =>
  villages
    .flatMap((village) => decisionOf(village) ?? [])
    .reduce<Decided | null>((last, each) => (last && last.day >= each.day ? last : each), null);
