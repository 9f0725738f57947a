/** Danh sách hộ cần phúc tra: a random sample of the reviewed households, and those that something speaks for; results are written by hand. */
import { nearLimit } from '../../process/agenda.ts';
import { drawSample } from '../../process/sample.ts';
import { UNSETTLED } from '../../review/formula-columns.ts';
import type { Row } from '../../review/types.ts';
import { answer, commonValues, OFFICE_ASKS } from '../common-values.ts';
import { reviewedHouseholds } from '../../review/reviewed.ts';
import type { Ask, Field, Paper, PaperFacts, PaperRecord } from '../paper.ts';
import { capitals, few, typedNumber } from '../paper-words.ts';
import { VILLAGE_FIELDS, villageValues } from '../village-values.ts';

const choice = (name: string, label: string): Ask => ({ name, label, kind: 'choice', initial: () => 'có' });
const listed = ({ village }: PaperFacts): Row[] => (village ? reviewedHouseholds(village.classified) : []);

/** A tenth of the list, and at least five: ours, no text gives a number. */
const usual = (facts: PaperFacts): number => Math.min(listed(facts).length, Math.max(5, Math.ceil(listed(facts).length / 10)));

const RANDOM = choice('chọn ngẫu nhiên', 'Chọn ngẫu nhiên một số hộ');
const COUNT: Ask = { name: 'số hộ ngẫu nhiên', label: 'Chọn ngẫu nhiên mấy hộ', kind: 'line', initial: (facts) => String(usual(facts)) };
const SEED: Ask = {
  name: 'mã chọn',
  label: 'Mã chọn ngẫu nhiên',
  kind: 'line',
  initial: ({ today }) => today.replaceAll('-', ''),
  hint: 'Mã được in trên giấy: ai ghi lại mã này, với cùng danh sách, chọn được đúng các hộ đó.',
};

/** Why a household is on it besides by chance. */
const REASONS: readonly { ask: Ask; reason: string; has: (facts: PaperFacts) => (row: Row) => boolean }[] = [
  {
    ask: choice('hộ có phản ánh', 'Hộ có phản ánh, khiếu nại'),
    reason: 'Có phản ánh',
    has: ({ village }) => {
      const about = new Set(village?.standing.complaints.map(({ act }) => act.data.household));
      return ({ id }) => about.has(id);
    },
  },
  {
    ask: choice('hộ chưa thống nhất', 'Hộ có ô ghi khác nhau, chưa thống nhất'),
    reason: 'Chưa thống nhất',
    has:
      ({ village }) =>
      ({ id, disputed = [] }) =>
        disputed.length > 0 || village?.classified.results.get(id)?.class === UNSETTLED,
  },
  {
    ask: choice('hộ sát mức', 'Hộ sát mức: vài điểm hoặc một chỉ số làm đổi kết quả'),
    reason: 'Sát mức',
    has: ({ village }) => {
      const near = village ? nearLimit(village.classified) : new Set();
      return ({ id }) => near.has(id);
    },
  },
];

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS.filter(({ name }) => name === 'cơ quan ban hành').map((ask) => ({
    ...ask,
    initial: ({ unit }: PaperFacts) => `UBND ${capitals(unit)}`,
  })),
  RANDOM,
  COUNT,
  SEED,
  ...REASONS.map(({ ask }) => ask),
  { name: 'người lập', label: 'Người lập danh sách', kind: 'line', initial: () => '' },
];

const text = (name: string, about: string): Field => ({ name, about, kind: 'text' });
const FIELDS: readonly Field[] = [
  ...VILLAGE_FIELDS,
  text('số hộ danh sách', 'Số hộ trong danh sách cần rà soát'),
  text('số hộ chọn', 'Số hộ cần phúc tra'),
  {
    name: 'từng hộ',
    about: 'Các hộ cần phúc tra',
    kind: 'list',
    fields: [
      text('stt', 'Số thứ tự'),
      text('mã hộ', 'Mã hộ'),
      text('chủ hộ', 'Họ và tên chủ hộ'),
      text('nhân khẩu', 'Số nhân khẩu'),
      text('kết quả', 'Kết quả rà soát'),
      text('lý do chọn', 'Vì sao chọn hộ này'),
    ],
  },
  { name: 'có hộ', about: 'Có hộ cần phúc tra hay không', kind: 'choice' },
];

/** Codes stay the same in a file and on a device; rows do not. */
const keyOf = ({ id, cells }: Row): string => String(cells.code ?? '') || id;
/** What is no number draws as many as usual. */
const countOf = (facts: PaperFacts, record: PaperRecord): number => typedNumber(answer(COUNT, facts, record)) ?? usual(facts);

function drawnOf(facts: PaperFacts, record: PaperRecord): Set<string> {
  if (answer(RANDOM, facts, record) === '') return new Set();
  return drawSample(listed(facts).map(keyOf), answer(SEED, facts, record).trim(), countOf(facts, record));
}

export const RECHECK: Paper = {
  id: 'recheck',
  asks: ASKS,
  fields: FIELDS,
  missing: (facts) => (listed(facts).length > 0 ? [] : ['Danh sách cần rà soát của thôn chưa có hộ nào.']),
  values: (facts, record) => {
    const { village } = facts;
    const drawn = drawnOf(facts, record);
    const asked = REASONS.filter(({ ask }) => answer(ask, facts, record) !== '').map(({ reason, has }) => ({ reason, has: has(facts) }));
    const chosen = listed(facts).flatMap((row) => {
      const reasons = [
        ...(drawn.has(keyOf(row)) ? ['Ngẫu nhiên'] : []),
        ...asked.filter(({ has }) => has(row)).map(({ reason }) => reason),
      ];
      return reasons.length > 0 ? [{ row, reasons }] : [];
    });
    return {
      ...commonValues('recheck', ASKS, facts, record),
      ...villageValues(facts),
      'số hộ ngẫu nhiên': few(drawn.size),
      'số hộ danh sách': few(listed(facts).length),
      'số hộ chọn': few(chosen.length),
      'có hộ': chosen.length > 0,
      'từng hộ': chosen.map(({ row: { id, cells }, reasons }, n) => ({
        stt: String(n + 1),
        'mã hộ': String(cells.code ?? ''),
        'chủ hộ': String(cells.head ?? 'Hộ chưa có tên'),
        'nhân khẩu': cells.size === null || cells.size === undefined ? null : String(cells.size),
        'kết quả': String(village?.classified.results.get(id)?.class ?? ''),
        'lý do chọn': reasons.join('; '),
      })),
    };
  },
};
