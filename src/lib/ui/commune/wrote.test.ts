import { expect, it } from 'vitest';
import { peopleBehind, wroteText, wroteWords, type Wrote } from './wrote.ts';

it.each([
  ['what the log knows', { claimed: 'Lan', known: 'Lan' }, { name: 'Lan', note: '' }],
  ['oneself', { claimed: 'Việt', known: 'Việt' }, { name: 'Việt (bạn)', note: '' }],
  [
    'an account that wrote under another name: its own name, and the one it wrote',
    { claimed: 'Lan', known: 'Thành' },
    { name: 'Thành', note: 'ghi tên Lan' },
  ],
  ['an account that wrote under the name of who looks', { claimed: 'Việt', known: 'Thành' }, { name: 'Thành', note: 'ghi tên Việt' }],
  ["a name that is only claimed, also one's own", { claimed: 'Việt', known: undefined }, { name: 'Việt (bạn)', note: 'theo máy ghi' }],
  ['what one has just written', { claimed: 'Việt', known: undefined, own: true }, { name: 'Việt (bạn)', note: '' }],
])('%s', (_case, wrote, words) => expect(wroteWords(wrote, 'Việt')).toEqual(words));

it('in one line', () => {
  expect(wroteText({ claimed: 'Lan', known: 'Thành' }, 'Việt')).toBe('Thành (ghi tên Lan)');
  expect(wroteText({ claimed: 'Lan', known: 'Lan' }, 'Việt')).toBe('Lan');
});

it('groups writes by their confirmed author, and marks a group by its least certain write', () => {
  const wrote: Wrote[] = [
    { claimed: 'Lan', known: 'Lan' },
    { claimed: 'Lan', known: 'Thành' },
    { claimed: 'Thành', known: 'Thành' },
    { claimed: 'Lan', known: undefined },
    { claimed: 'Việt', known: undefined, own: true },
  ];
  expect(peopleBehind(wrote, 'Việt')).toEqual([
    { name: 'Lan', words: 'Lan (theo máy ghi)', sure: false },
    { name: 'Thành', words: 'Thành (ghi tên Lan)', sure: true },
    { name: 'Việt', words: 'Việt (bạn)', sure: true },
  ]);
});
