/**
 * What the QR code of an identity card says. The card of 2021 has seven parts between '|': number, old number (may be empty), name, birth
 * ddMMyyyy, sex, residence, day of issue; that of 2024 has the same and four more, often empty. Only what is certain is taken: the residence
 * is of the old units, and what stands after the sex differs between cards.
 */
import { fold } from './text.ts';

export interface IdentityCard {
  /** 12 digits. */
  number: string;
  /** '' where it cannot be read for certain. */
  name: string;
  /** dd/mm/yyyy */
  birth: string;
  sex: 'Nam' | 'Nữ' | '';
}

const NUMBER = /^\d{12}$/;
const DAY = /^(\d{2})(\d{2})(\d{4})$/;
/** Letters of any script with their marks, and what stands between parts of a name: Y' Bhăm, H-Đơk. */
const NAME = /^\p{L}[\p{L}\p{M} .'’-]*$/u;

/**
 * @param text as a camera has read it, or as a hand-held scanner has typed it: there an input method may have added a narrow space or taken
 *   letters apart.
 * @returns null for any other text.
 */
export function readIdentityCard(text: string): IdentityCard | null {
  const parts = text
    .replaceAll(/[\u202F\uFEFF\r\n\t]/g, '')
    .normalize('NFC')
    .split('|')
    .map((part) => part.trim());
  const [number = ''] = parts;
  const at = parts.findIndex((part, n) => n > 0 && birthOf(part) !== '');
  if (!NUMBER.test(number) || at < 0) return null;
  const name = at > 1 ? (parts[at - 1] ?? '') : '';
  return {
    number,
    name: NAME.test(name) ? name.replaceAll(/\s+/g, ' ') : '',
    birth: birthOf(parts[at] ?? ''),
    sex: sexOf(parts[at + 1] ?? ''),
  };
}

function birthOf(part: string): string {
  const [, day = '', month = '', year = ''] = DAY.exec(part) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDay = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1 && Number(year) > 1850;
  return isDay ? `${day}/${month}/${year}` : '';
}

function sexOf(part: string): IdentityCard['sex'] {
  const folded = fold(part);
  return folded === 'nam' ? 'Nam' : folded === 'nu' ? 'Nữ' : '';
}

/** Whether two texts are one name, whatever their tones and whatever stands between its parts; a person still looks at it. */
export const isSameName = (a: string, b: string): boolean => fold(a) !== '' && fold(a) === fold(b);
