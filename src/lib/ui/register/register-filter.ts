/** Finds households in the register. */
import { STATES, type RegisterHousehold, type RegisterState } from '$lib/process/register.ts';
import { certificateNumber } from '$lib/process/certificates.ts';
import { fold } from '$lib/review/text.ts';

export const WHICH = {
  ...STATES,
  valid: 'Có giấy chứng nhận còn giá trị',
  none: 'Nghèo, cận nghèo mà chưa có giấy',
  missed: 'Chưa có kết quả, không được chép sang đợt sau',
  doubt: 'Cần xem lại mã hộ',
} as const satisfies Record<RegisterState | 'valid' | 'none' | 'missed' | 'doubt', string>;
export type Which = keyof typeof WHICH | '';

export interface RegisterQuestion {
  text: string;
  village: string;
  which: Which;
}

export function findIn(households: readonly RegisterHousehold[], { text, village, which }: RegisterQuestion): RegisterHousehold[] {
  const words = fold(text).split(' ').filter(Boolean);
  return households.filter((one) => {
    if (village !== '' && one.village !== village) return false;
    if (!isAbout(one, which)) return false;
    if (words.length === 0) return true;
    const found = fold(
      [one.head, one.code, one.village, ...one.years.map(({ entry }) => entry.head), ...one.certificates.map(certificateNumber)].join(' '),
    );
    return words.every((word) => found.includes(word));
  });
}

const hasValid = ({ certificates }: RegisterHousehold): boolean => certificates.some(({ ended }) => !ended);

function isAbout(one: RegisterHousehold, which: Which): boolean {
  switch (which) {
    case '':
      return true;
    case 'valid':
      return hasValid(one);
    case 'none':
      return (one.state === 'poor' || one.state === 'near') && !hasValid(one);
    case 'missed':
      return one.missed;
    case 'doubt':
      return one.doubts.length > 0;
    default:
      return one.state === which;
  }
}
