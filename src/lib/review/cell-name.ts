/** Whether a text can be a person's name. Only a warning, never refused: somebody may know better. */
import { doubtful, type CellProblem } from './cell-reading.ts';
import { remember } from './remember.ts';
import { fold } from './text.ts';

/** Placeholders that people write until they know the name, folded. */
const STAND_INS = new Set([
  'nguyen van a',
  'nguyen van b',
  'nguyen van c',
  'nguyen thi a',
  'nguyen thi b',
  'tran van a',
  'tran van b',
  'tran thi b',
  'le van a',
  'le van c',
  'chua ro',
  'khong ro',
  'chua biet',
  'khong biet',
  'chua co',
  'khong co',
  'khong ten',
  'chua ghi',
  'bo trong',
  'nhu tren',
  'ten',
  'ho ten',
  'ho va ten',
  'chu ho',
  'nan',
  'none',
  'null',
  'undefined',
  'n a',
  'nt',
  'value',
  'ref',
  'name',
  'test',
  'abc',
  'xxx',
  'xx',
]);

export const doubtOfName = remember((name): CellProblem | null => {
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  const doubt = (code: string, text: string): CellProblem | null => doubtful(name, code, text).problem ?? null;
  if (letters === 0) return doubt('name-no-letters', `tên '${name}' không có chữ cái nào`);
  if (letters === 1) return doubt('name-one-letter', `tên '${name}' chỉ có một chữ cái`);
  if (/\d/.test(name)) return doubt('name-with-digits', `tên '${name}' có chữ số`);
  if (STAND_INS.has(fold(name))) return doubt('name-stand-in', `'${name}' không giống tên người, có lẽ là chữ ghi tạm`);
  return null;
});
