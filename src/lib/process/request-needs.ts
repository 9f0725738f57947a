/** What a request, its answer and its withdrawal need before they can be recorded. */
import { NEAR_POOR, POOR } from '../review/columns.ts';
import type { ActData, ActOf } from './acts.ts';
import type { Facts } from './facts.ts';
import type { Need } from './need.ts';
import { isToList, mayRefuse } from './requests.ts';
import type { Standing } from './standing.ts';

const one = (code: string, text: string): Need[] => [{ code, text }];

export function requestNeeds(data: ActData<'requested'>, { step, acts }: Standing, { classified, known = null }: Facts): Need[] {
  const { plan, standard } = classified.round;
  if ((plan.procedure ?? 'yearly') === 'yearly')
    return one('not-monthly', 'Giấy đề nghị được ghi trong đợt rà soát thường xuyên của một tháng.');
  if (data.ask === 'enter' && data.formA === undefined) return one('no-form-a', 'Chưa ghi số tiêu chí Phiếu A.');
  if (data.household !== '' && !known)
    return one('no-household', 'Không tìm thấy hộ này trong các đợt của xã. Hãy tìm lại, hoặc ghi là hộ mới.');
  const result = known?.result ?? '';
  if (data.ask === 'leave' && result !== POOR && result !== NEAR_POOR)
    return one('not-on-list', 'Hộ không ở trong danh sách hộ nghèo, hộ cận nghèo nên không có gì để thoát.');
  if (data.ask === 'enter' && result === POOR) return one('poor-already', 'Hộ đang là hộ nghèo.');
  if (data.note && acts.some((act) => act.kind === 'requested' && act.data.note === data.note))
    return one('note-requested', 'Ý kiến này đã được ghi thành giấy đề nghị rồi.');
  const open = acts.some((act) => act.kind === 'requested' && act.data.household === data.household && !answered(act.id, acts));
  if (data.household !== '' && open) return one('asked-already', 'Hộ này đã có giấy đề nghị trong tháng, chưa trả lời.');
  return isToList(data, standard) && step !== 'review'
    ? one('list-closed', 'Danh sách của thôn đã chốt: ghi giấy này vào tháng sau, hoặc hủy bước chốt rồi ghi.')
    : [];
}

const answered = (request: string, acts: Standing['acts']): boolean =>
  acts.some((act) => (act.kind === 'refused' || act.kind === 'retracted') && act.data.of === request);

export function requestAnswerNeeds(kind: 'refused' | 'retracted', of: string, standing: Standing, { classified }: Facts): Need[] {
  const request = standing.acts.find((act) => act.id === of);
  if (request?.kind !== 'requested') return one('no-request', 'Không có giấy đề nghị này.');
  if (answered(of, standing.acts)) return one('answered-already', 'Giấy này đã có kết quả rồi.');
  if (kind === 'refused')
    return mayRefuse(request.data, { standing, classified })
      ? []
      : one('not-refused-yet', 'Chỉ trả lời không công nhận khi cuộc họp đã thống nhất và kết quả không như hộ đề nghị.');
  return standing.step === null && request.data.listed === 'yes'
    ? one('recognised', 'Thôn đã được công nhận: kết quả của hộ đã có, không rút được nữa.')
    : [];
}

export function undoRequestNeeds(act: ActOf<'requested' | 'refused' | 'retracted'>, { step, acts }: Standing): Need[] {
  if (act.kind === 'refused') return [];
  const request = act.kind === 'requested' ? act : acts.find(({ id }) => id === act.data.of);
  if (act.kind === 'requested' && answered(act.id, acts)) return one('answered-already', 'Giấy này đã có kết quả: hãy hủy kết quả trước.');
  return request?.kind === 'requested' && request.data.listed === 'yes' && step !== 'review'
    ? one('list-closed', 'Danh sách của thôn đã chốt: hãy hủy bước chốt trước.')
    : [];
}
