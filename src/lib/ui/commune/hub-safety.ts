/**
 * The status at the machine of a meeting. An edit takes two ways there: from this device to that machine, and from it to the commune. The
 * second is never said to be done before that machine says so.
 */
import type { HubStatus } from '$lib/api/hubs.ts';
import { numberText } from '../parts/number-text.ts';
import { momentText } from '../parts/time-text.ts';
import type { Safety } from './safety.ts';

/** @param status of the machine of the meeting; null until it has answered, or while it does not. */
export function atHub(safety: Safety, status: HubStatus | null): Safety {
  const { state, unsent } = safety;
  const count = numberText(unsent);
  const say = (text: string, short: string): Safety => ({ ...safety, text, short });
  switch (state) {
    case 'received':
      if (status && communeHas(status)) return say('Máy họp và xã đã nhận tất cả', 'Xã đã nhận');
      return say(`Máy họp đã nhận tất cả${status ? ` · ${communeLacks(status)}` : ''}`, 'Máy họp đã nhận');
    case 'away':
      return say(`Không nối được với máy họp · ${count} sửa đổi lưu trên máy này`, `Mất máy họp · ${count} chưa gửi`);
    case 'away-clean':
      return say('Không nối được với máy họp · không còn gì chờ gửi', 'Mất máy họp');
    default:
      return safety;
  }
}

const communeHas = ({ reached, waiting, held, troubles }: HubStatus): boolean =>
  reached && waiting === 0 && held.length === 0 && troubles.length === 0;

const lacking = ({ waiting, held }: HubStatus): number => waiting + held.reduce((sum, { count }) => sum + count, 0);

function communeLacks(status: HubStatus): string {
  if (status.unwelcome) return 'không gửi được về xã nữa';
  return lacking(status) > 0 ? `xã chưa nhận ${numberText(lacking(status))} lượt ghi` : 'chưa nối được với xã';
}

/** What this state means and what to do. @param reopens whether the page, once closed, opens again without that machine. */
export function meaningAtHub({ state }: Safety, reopens: boolean, status: HubStatus | null): string | null {
  const stay = reopens
    ? 'Cứ tiếp tục làm việc.'
    : 'Cứ tiếp tục làm việc nhưng đừng đóng, đừng tải lại trang: trang chỉ mở lại được khi máy họp chạy.';
  switch (state) {
    case 'received':
      if (status?.unwelcome)
        return 'Mọi sửa đổi của máy này đã ở máy họp, nhưng máy họp không gửi được về xã nữa. Hãy xin cán bộ xã mã mới rồi chạy lại máy họp với mã đó; hoặc bấm Gửi thay đổi bằng tệp và đưa tệp cho cán bộ xã.';
      if (status && communeHas(status))
        return `Mọi sửa đổi của máy này đã ở máy họp và ở xã.${reopens ? ' Có thể tắt máy.' : ' Muốn mở lại sổ ở địa chỉ này thì máy họp phải đang chạy.'}`;
      return 'Mọi sửa đổi của máy này đã ở máy họp. Máy họp gửi về xã khi có mạng; đừng xóa dữ liệu của máy họp trước lúc đó.';
    case 'away':
      return `${stay} Sửa đổi tự gửi khi máy họp trở lại. Nếu máy họp đã về xã hoặc hỏng, hãy bấm Gửi thay đổi bằng tệp và đưa tệp cho cán bộ xã: xã nhận tệp đó thay cho máy họp.`;
    case 'away-clean':
      return `Lần nối gần nhất, máy họp đã nhận mọi sửa đổi của máy này. ${stay} Nếu máy họp hỏng hẳn, hãy bấm Gửi thay đổi bằng tệp, chọn cả danh sách và đưa tệp cho cán bộ xã: trong đó có cả những gì máy họp chưa gửi về xã.`;
    default:
      return null;
  }
}

export interface Step {
  where: string;
  text: string;
  done: boolean;
}

/** The three places of an edit, in order. */
export function stepsAtHub({ state, unsent }: Safety, status: HubStatus | null): Step[] {
  const isAway = state === 'away' || state === 'away-clean' || state === 'storing';
  const here = unsent === 0 ? 'không còn gì chờ gửi' : `${numberText(unsent)} sửa đổi máy họp chưa nhận`;
  const hub = isAway ? 'không nối được' : unsent === 0 ? 'đã nhận tất cả' : 'đang nhận';
  return [
    { where: 'Trên máy này', text: here, done: unsent === 0 },
    { where: 'Máy họp', text: hub, done: !isAway && unsent === 0 },
    { where: 'Xã', ...communeStep(status) },
  ];
}

function communeStep(status: HubStatus | null): Omit<Step, 'where'> {
  if (!status) return { text: 'chưa biết: máy họp không trả lời', done: false };
  const last = status.contact === null ? 'chưa trao đổi lần nào' : `lần trao đổi gần nhất ${momentText(status.contact)}`;
  if (communeHas(status)) return { text: `đã nhận tất cả, ${last}`, done: true };
  const lacks = lacking(status);
  if (status.unwelcome) {
    const left = lacks > 0 ? `Còn ${numberText(lacks)} lượt ghi chưa gửi; ` : '';
    return { text: `${status.unwelcome} ${left}${last}`, done: false };
  }
  return { text: `${lacks > 0 ? `chưa nhận ${numberText(lacks)} lượt ghi` : 'chưa nối được'}, ${last}`, done: false };
}
