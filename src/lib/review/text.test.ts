import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold, tidy } from './text.ts';

/** What both mean, for any text; usual letters are read one by one instead. */
const tidied = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g, '')
    .replace(/[\s\u0000-\u001F\u007F-\u009F]+/g, ' ')
    .trim();
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

it('every sign alone and among letters', () => {
  for (let code = 0; code < 0x10000; code++)
    for (const text of [String.fromCharCode(code), `a${String.fromCharCode(code)}Ế`]) {
      if (tidy(text) !== tidied(text)) expect.fail(`tidy ${code.toString(16)}`);
      if (fold(text) !== folded(text)) expect.fail(`fold ${code.toString(16)}`);
    }
});

it('texts of letters, signs, spaces and loose diacritics', () => {
  const letter = fc.constantFrom(...'aAeE9đĐơỢÿŸßİıſ .-/()  \u00a0\u0301\u0323\u00ad\u200b\n');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: letter, maxLength: 120 }), fc.string({ unit: 'binary', maxLength: 20 })), (text) => {
      expect(tidy(text)).toBe(tidied(text));
      expect(fold(text)).toBe(folded(text));
    }),
    { numRuns: 2000 },
  );
});
