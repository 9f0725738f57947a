/** A certificate's state in words. */
import { WITHDRAWAL_CAUSES } from '$lib/process/acts.ts';
import { certificateNumber, type Certificate, type Certificates } from '$lib/process/certificates.ts';
import { dayText } from '$lib/review/iso-day.ts';

export const issuedWords = (certificate: Certificate): string =>
  `Số ${certificateNumber(certificate)}, ngày ${dayText(certificate.act.data.day)}`;

export function stateWords({ id, ended }: Certificate, all: Certificates): string {
  if (!ended) return 'Còn giá trị';
  const { act } = ended;
  if (act.kind === 'withdrawn') return `Thu hồi ngày ${dayText(act.data.day)}: ${WITHDRAWAL_CAUSES[act.data.cause].toLowerCase()}`;
  const next = [...all.values()].find(({ replaces }) => replaces === id);
  return next ? `Đã thay bằng số ${certificateNumber(next)} năm ${next.year}` : 'Đã thay bằng giấy khác';
}
