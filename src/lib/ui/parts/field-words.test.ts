import { expect, it } from 'vitest';
import { fieldWords } from './field-words.ts';

const fine = {
  valueMissing: false,
  badInput: false,
  rangeUnderflow: false,
  rangeOverflow: false,
  stepMismatch: false,
  tooShort: false,
  tooLong: false,
};

it.each([
  [{ valueMissing: true }, { type: 'text' }, 'Hãy ghi vào ô này.'],
  [{ valueMissing: true }, { type: 'select-one' }, 'Hãy chọn một mục.'],
  [{ valueMissing: true }, { type: 'checkbox' }, 'Hãy đánh dấu ô này.'],
  [{ valueMissing: true, badInput: true }, { type: 'number' }, 'Hãy ghi một số.'],
  [{ rangeUnderflow: true }, { type: 'number', min: '2022' }, 'Số nhỏ nhất là 2022.'],
  [{ rangeOverflow: true }, { type: 'number', max: '2100' }, 'Số lớn nhất là 2100.'],
  [{ stepMismatch: true }, { type: 'number' }, 'Hãy ghi số nguyên.'],
])('%j %j', (wrong, field, words) => expect(fieldWords({ ...fine, ...wrong }, field)).toBe(words));
