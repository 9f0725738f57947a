import { expect, it } from 'vitest';
import { wroteWords } from './wrote.ts';

it.each([
  ['what the log knows', { claimed: 'Lan', known: 'Lan' }, { name: 'Lan', note: '' }],
  ['oneself', { claimed: 'Việt', known: 'Việt' }, { name: 'Việt (bạn)', note: '' }],
  ['an account that wrote under another name: its own name, and the one it wrote', { claimed: 'Lan', known: 'Thành' }, { name: 'Thành', note: 'ghi tên Lan' }],
  ['an account that wrote under the name of who looks', { claimed: 'Việt', known: 'Thành' }, { name: 'Thành', note: 'ghi tên Việt' }],
  ['a name that is only claimed, also one\'s own', { claimed: 'Việt', known: undefined }, { name: 'Việt (bạn)', note: 'theo máy ghi' }],
  ['what one has just written', { claimed: 'Việt', known: undefined, own: true }, { name: 'Việt (bạn)', note: '' }],
])('%s', (_case, wrote, words) => expect(wroteWords(wrote, 'Việt')).toEqual(words));
