import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Messages } from './messages.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const texts = (messages: Messages): string[] => messages.list.map(({ text }) => text);

it('a message repeated by every key is shown once, and disappears after its time', () => {
  const messages = new Messages();
  messages.say('Đã chép.');
  for (const _ of 'abc') messages.say('Cột này tự tính.', { kind: 'warning' });
  expect(texts(messages)).toEqual(['Đã chép.', 'Cột này tự tính.']);
  vi.runAllTimers();
  expect(texts(messages)).toEqual([]);
});

it('two messages with buttons are two, whatever their texts', () => {
  const messages = new Messages();
  for (const _ of 'ab') messages.say('Đã xóa một hộ.', { action: { label: 'Hoàn tác', run: () => undefined } });
  expect(texts(messages)).toEqual(['Đã xóa một hộ.', 'Đã xóa một hộ.']);
});
