/** Which passwords are accepted, and first passwords that can be read out over a telephone. */
import { randomInt } from 'node:crypto';
import { fold } from '../../src/lib/review/text.ts';
import { ROLES, type Role } from '../../src/lib/review/roles.ts';
import { HttpError } from '../http/error.ts';

export const PIN_LENGTH = 6;
const STAFF_LENGTH = 10;
const LONGEST = 128;
const COMMON = /^(mat ?khau|password|qwerty|abc|admin|quantri|xa|thon|vietnam)[\d!@#. ]*$/;
/** Without 0 and o, 1 and l: first passwords are read aloud and copied by hand. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

const lengthFor = (role: Role): number => (ROLES[role].secret === 'pin' ? PIN_LENGTH : STAFF_LENGTH);

/** @throws HttpError that says what is wrong with it. */
export function checkPassword(password: string, role: Role, username: string): void {
  const least = lengthFor(role);
  if ([...password].length < least) throw refuse(`Mật khẩu cần ít nhất ${least} ký tự.`);
  if (password.length > LONGEST) throw refuse(`Mật khẩu dài quá ${LONGEST} ký tự.`);
  if (isSequence(password) || COMMON.test(fold(password)) || password.toLowerCase() === username)
    throw refuse('Mật khẩu này quá dễ đoán. Hãy chọn mật khẩu khác, không phải dãy số liền nhau hay tên đăng nhập.');
}

export const firstPassword = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');

const refuse = (text: string): HttpError => new HttpError(400, 'weak-password', text);

/** '111111', '123456', '987654', '7890123': every step is the same, -1, 0 or 1, where 0 follows 9. */
function isSequence(text: string): boolean {
  const round = /^\d+$/.test(text) ? 10 : Infinity;
  const steps = [...text].slice(1).map((letter, i) => {
    const step = letter.charCodeAt(0) - text.charCodeAt(i);
    return Math.abs(step) === round - 1 ? -Math.sign(step) : step;
  });
  return Math.abs(steps[0] ?? 2) <= 1 && steps.every((step) => step === steps[0]);
}
