/** Fields that requests and answers share, with the texts of their errors. */
import * as v from 'valibot';
import { ROLE_IDS } from '../review/roles.ts';
import { tidy } from '../review/text.ts';

export const PersonName = v.pipe(
  v.string('Hãy ghi họ và tên.'),
  v.transform(tidy),
  v.minLength(2, 'Hãy ghi họ và tên.'),
  v.maxLength(80, 'Họ và tên quá dài.'),
);
export const Username = v.pipe(
  v.string('Hãy ghi tên đăng nhập.'),
  v.maxLength(80, 'Tên đăng nhập quá dài.'),
  v.transform((text) => text.normalize('NFC').trim().toLowerCase()),
);
export const Password = v.pipe(v.string('Hãy ghi mật khẩu.'), v.maxLength(512, 'Mật khẩu quá dài.'));
export const Id = v.pipe(v.string(), v.maxLength(64));
export const ReviewId = v.pipe(v.string(), v.maxLength(80));
export const RoleName = v.picklist(ROLE_IDS, 'Hãy chọn vai trò.');
const VillageId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/));
export const Villages = v.union([v.literal('all'), v.pipe(v.array(VillageId), v.maxLength(200))], 'Hãy chọn thôn.');

/** A cell's value, as in the log. */
export const Value = v.nullable(v.union([v.string(), v.number()]));
export const Values = v.array(Value);
export const AssignedVillages = v.union([v.literal('all'), v.array(v.string())]);
