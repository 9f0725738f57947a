/** An act in one line, for the steps and for what was recorded. */
import { attendingAt, ISSUE_CAUSES, REQUEST_KINDS, WITHDRAWAL_CAUSES, type Act, type ActData } from '$lib/process/acts.ts';
import { issuedLines } from '$lib/process/certificate-lines.ts';
import { columnOf } from '$lib/review/columns.ts';
import { itemLabel } from '$lib/review/item-field.ts';
import { dayText } from '$lib/review/iso-day.ts';
import { numberText } from '$lib/process/number-book.ts';
import { paperKind } from '$lib/process/paper-kinds.ts';
import { cellText } from '$lib/process/list-changes.ts';
import { isAgreed } from '$lib/process/standing.ts';

const OUTCOMES = { agreed: 'thống nhất', again: 'rà soát lại' } as const;
const RESULTS = { poor: 'hộ nghèo', near: 'hộ cận nghèo', none: 'không nghèo' } as const;

/** 'dưới một nửa nên rà soát lại' */
const tooFewText = ({ share = 50, below }: ActData<'met'>): string =>
  `, dưới ${share === 50 ? 'một nửa' : `${share}%`} nên ${below === 'meeting' ? 'họp lại' : below === 'check' ? 'kiểm tra, họp lại' : 'rà soát lại'}`;

/** 'Điểm B1: 73 → 80'. A personal value is not part of the act: it stands in the history of its cell. */
export function correctionText({
  member,
  field,
  value,
  before,
}: Pick<ActData<'corrected'>, 'member' | 'field' | 'value' | 'before'>): string {
  const sheet = (['list01', 'list02', 'members'] as const).find((each) => columnOf(each, field)) ?? 'list01';
  const label = `${columnOf(sheet, field)?.label ?? itemLabel(field)}${member && ' của một thành viên'}`;
  if (value === null && before === null) return `${label}: giá trị xem ở lịch sử của ô`;
  return `${label}: ${cellText({ sheet }, field, before)} → ${cellText({ sheet }, field, value)}`;
}

/** @param nameOf a household's name. */
export function actText(act: Act, nameOf: (household: string) => string): string {
  switch (act.kind) {
    case 'requested':
      return `${act.data.head}: ${REQUEST_KINDS[act.data.ask].name.toLowerCase()}, nhận ngày ${dayText(act.data.day)}. Lý do: ${act.data.text}${
        act.data.listed === 'yes' ? act.data.why && `. Vẫn đưa vào rà soát: ${act.data.why}` : '. Không đưa vào danh sách'
      }`;
    case 'refused':
      return `Ngày ${dayText(act.data.day)}${act.data.number && `, văn bản số ${act.data.number}`}: ${act.data.text}`;
    case 'retracted':
      return `Ngày ${dayText(act.data.day)}: ${act.data.text}`;
    case 'reviewed':
      return act.data.none === undefined ? 'Danh sách đã chốt và khóa' : `Chốt là không có hộ nào phải rà soát: ${act.data.none}`;
    case 'checked':
      return `Ngày ${dayText(act.data.day)}: ${OUTCOMES[act.data.outcome]}`;
    case 'met':
      return `Ngày ${dayText(act.data.day)} tại ${act.data.place}: ${act.data.agreeing}/${attendingAt(act.data)} người dự đồng ý${
        isAgreed(act.data) ? '' : tooFewText(act.data)
      }`;
    case 'decided':
      return `${nameOf(act.data.household)}: cuộc họp kết luận ${RESULTS[act.data.result]}, vì ${act.data.text}`;
    case 'posted':
      return `Từ ngày ${dayText(act.data.from)} tại ${act.data.places}`;
    case 'complaint':
      return `${nameOf(act.data.household)}, nhận ngày ${dayText(act.data.day)} từ ${act.data.from}: ${act.data.text}`;
    case 'dismissed':
      return `Ý kiến số ${Number(act.data.of.replace(/\D/g, ''))}: ${act.data.text}`;
    case 'answered':
      return `Ngày ${dayText(act.data.day)}: ${act.data.outcome === 'changed' ? 'kết quả thay đổi, niêm yết lại' : 'giữ nguyên'}. ${act.data.text}`;
    case 'corrected':
      return `${nameOf(act.data.household)}, ${correctionText(act.data)}. Lý do: ${act.data.text}`;
    case 'sent':
      return `Ngày ${dayText(act.data.day)}, gửi ${act.data.to}${act.data.number && `, văn bản số ${act.data.number}`}`;
    case 'remark':
      return `${nameOf(act.data.household)}: ${act.data.text}`;
    case 'replied':
      return act.data.text;
    case 'opinion':
      return `Ngày ${dayText(act.data.day)}: ${OUTCOMES[act.data.outcome]}${act.data.number && `, văn bản số ${act.data.number}`}`;
    case 'recognised':
      return `Quyết định ${act.data.number} ngày ${dayText(act.data.day)}, ${act.data.signer} ký`;
    case 'issued': {
      const count = issuedLines(act.data.households)?.length ?? 0;
      const { first, day, signer, cause, text } = act.data;
      const numbers = count > 1 ? `số ${first} đến ${first + count - 1}` : `số ${first}`;
      return `${ISSUE_CAUSES[cause]}: ${count} giấy, ${numbers}/GCN-HN.HCN, ngày ${dayText(day)}, ${signer} ký${text && `. ${text}`}`;
    }
    case 'withdrawn': {
      const { day, cause, certificates, text } = act.data;
      return `${WITHDRAWAL_CAUSES[cause]}: ${certificates.split('\n').length} giấy (${certificates.replaceAll('\n', ', ')}), ngày ${dayText(day)}. ${text}`;
    }
    case 'paper': {
      const { name, symbol } = paperKind(act.data.paper);
      const number = act.data.number === undefined || symbol === null ? '' : `, số ${numberText({ number: act.data.number, symbol })}`;
      return `${name}${number}, ngày ${dayText(act.data.day)}${act.data.signer && `, ${act.data.signer} ký`}`;
    }
    case 'undone':
      return `Lý do: ${act.data.text}`;
  }
}
