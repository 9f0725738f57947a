/** An act in one line, for the steps and for what was recorded. */
import { attendingAt, REQUEST_KINDS, type Act } from '$lib/process/acts.ts';
import { dayText } from '$lib/review/iso-day.ts';
import { isAgreed } from '$lib/process/standing.ts';

const OUTCOMES = { agreed: 'thống nhất', again: 'rà soát lại' } as const;
const RESULTS = { poor: 'hộ nghèo', near: 'hộ cận nghèo', none: 'không nghèo' } as const;

/** @param nameOf a household's name. */
export function actText(act: Act, nameOf: (household: string) => string): string {
  switch (act.kind) {
    case 'requested':
      return `${act.data.head}: ${REQUEST_KINDS[act.data.ask].name.toLowerCase()}, nhận ngày ${dayText(act.data.day)}. Lý do: ${act.data.text}${
        act.data.listed === 'yes' ? act.data.why && `. Vẫn đưa vào rà soát: ${act.data.why}` : '. Không đưa vào danh sách'
      }`;
    case 'refused':
      return `Ngày ${dayText(act.data.day)}${act.data.number && `, văn bản số ${act.data.number}`}: ${act.data.text}`;
    case 'withdrawn':
      return `Ngày ${dayText(act.data.day)}: ${act.data.text}`;
    case 'reviewed':
      return 'Danh sách đã chốt và khóa';
    case 'checked':
      return `Ngày ${dayText(act.data.day)}: ${OUTCOMES[act.data.outcome]}`;
    case 'met':
      return `Ngày ${dayText(act.data.day)} tại ${act.data.place}: ${act.data.agreeing}/${attendingAt(act.data)} người dự đồng ý${
        isAgreed(act.data) ? '' : ', dưới một nửa nên rà soát lại'
      }`;
    case 'decided':
      return `${nameOf(act.data.household)}: cuộc họp kết luận ${RESULTS[act.data.result]}, vì ${act.data.text}`;
    case 'posted':
      return `Từ ngày ${dayText(act.data.from)} tại ${act.data.places}`;
    case 'complaint':
      return `${nameOf(act.data.household)}, nhận ngày ${dayText(act.data.day)} từ ${act.data.from}: ${act.data.text}`;
    case 'answered':
      return `Ngày ${dayText(act.data.day)}: ${act.data.outcome === 'changed' ? 'kết quả thay đổi, niêm yết lại' : 'giữ nguyên'}. ${act.data.text}`;
    case 'corrected':
      return `${nameOf(act.data.household)}: ${act.data.text}`;
    case 'sent':
      return `Ngày ${dayText(act.data.day)}, gửi ${act.data.to}${act.data.number && `, văn bản số ${act.data.number}`}`;
    case 'opinion':
      return `Ngày ${dayText(act.data.day)}: ${OUTCOMES[act.data.outcome]}${act.data.number && `, văn bản số ${act.data.number}`}`;
    case 'recognised':
      return `Quyết định ${act.data.number} ngày ${dayText(act.data.day)}, ${act.data.signer} ký`;
    case 'undone':
      return `Lý do: ${act.data.text}`;
  }
}
