/** Trả lời không công nhận: the letter to a household whose request in a monthly review is refused. */
import { REQUEST_KINDS, type ActOf } from '../../process/acts.ts';
import { readNumber } from '../../process/number-book.ts';
import { resultOf } from '../../process/requests.ts';
import { liveActs } from '../../process/standing.ts';
import { commonValues, OFFICE_ASKS, positionAsk, recipientsAsk, within } from '../common-values.ts';
import { paragraphFields, paragraphValues } from '../paragraphs.ts';
import type { Ask, Field, Paper, PaperFacts } from '../paper.ts';
import { dateWords } from '../paper-words.ts';
import { VILLAGE_FIELDS, villageValues } from '../village-values.ts';

const requestOf = ({ acts, about }: PaperFacts): ActOf<'requested'> | undefined =>
  liveActs(acts).find((act): act is ActOf<'requested'> => act.kind === 'requested' && act.id === about);
const refusalOf = ({ acts, about }: PaperFacts): ActOf<'refused'> | undefined =>
  liveActs(acts).findLast((act): act is ActOf<'refused'> => act.kind === 'refused' && act.data.of === about);

const REASON: Ask = {
  name: 'lý do',
  label: 'Lý do không công nhận',
  kind: 'text',
  initial: (facts) => refusalOf(facts)?.data.text ?? '',
};

/** What each request asks for, within a sentence. */
const ASKED = {
  enter: 'công nhận hộ nghèo, hộ cận nghèo',
  leave: 'công nhận hộ thoát nghèo, hộ thoát cận nghèo',
} as const;

const ASKS: readonly Ask[] = [
  ...OFFICE_ASKS,
  {
    name: 'kính gửi',
    label: 'Kính gửi',
    kind: 'line',
    initial: (facts) => {
      const request = requestOf(facts);
      return request ? `Ông (bà) ${request.data.from}, ${facts.village?.name ?? ''}, ${within(facts.unit)}` : '';
    },
  },
  REASON,
  recipientsAsk(({ village }) => ['Như trên', village?.name ?? 'Thôn', 'Lưu: VT']),
  // Công nhận is the chairman's own power, and so is not to.
  positionAsk(['CHỦ TỊCH']),
];

const text = (name: string, about: string): Field => ({ name, about, kind: 'text' });
const FIELDS: readonly Field[] = [
  ...VILLAGE_FIELDS,
  text('chủ hộ', 'Họ và tên chủ hộ'),
  text('người nộp giấy', 'Người nộp giấy đề nghị'),
  text('ngày nhận', 'Ngày nhận giấy đề nghị'),
  text('mẫu giấy', 'Mẫu của giấy đề nghị: Mẫu số 01'),
  text('đề nghị', 'Đề nghị công nhận gì'),
  { name: 'theo phiếu a', about: 'Không đưa vào danh sách rà soát, theo Phiếu A', kind: 'choice' },
  text('số tiêu chí', 'Số tiêu chí Phiếu A của hộ'),
  text('kết quả rà soát', 'Kết quả rà soát của hộ'),
  ...paragraphFields([REASON]),
];

export const REFUSAL: Paper = {
  id: 'refusal',
  asks: ASKS,
  fields: FIELDS,
  recorded: (facts) => {
    const refusal = refusalOf(facts)?.data;
    return refusal ? { number: readNumber(refusal.number)?.number ?? null, day: refusal.day, signer: '' } : null;
  },
  missing: (facts) =>
    facts.about === ''
      ? ['Hãy chọn giấy đề nghị.']
      : requestOf(facts)
        ? []
        : ['Không thấy giấy đề nghị này: có thể đã hủy. Hãy chọn giấy đề nghị khác.'],
  warnings: (facts) => (refusalOf(facts) ? [] : ['Chưa ghi “Trả lời không công nhận” cho giấy đề nghị này.']),
  values: (facts, record) => {
    const request = requestOf(facts)?.data;
    const { village } = facts;
    const result = request && village ? resultOf(request.household, { classified: village.classified }).result : null;
    return {
      ...commonValues('refusal', ASKS, facts, record),
      ...villageValues(facts),
      ...paragraphValues([REASON], facts, record),
      'chủ hộ': request?.head ?? null,
      'người nộp giấy': request?.from ?? null,
      'ngày nhận': request ? dateWords(request.day) : null,
      'mẫu giấy': request ? REQUEST_KINDS[request.ask].form : null,
      'đề nghị': request ? ASKED[request.ask] : null,
      'theo phiếu a': request?.listed === 'no',
      'số tiêu chí': request?.formA === undefined ? null : String(request.formA),
      'kết quả rà soát': typeof result === 'string' ? result : null,
    };
  },
};
