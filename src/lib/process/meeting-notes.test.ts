import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '../cells/shared-list.ts';
import { ActShape } from './acts.ts';
import { MeetingNotes } from './meeting-notes.ts';
import { meeting } from './testing.ts';
import * as v from 'valibot';

const notesOf = (): MeetingNotes => new MeetingNotes(new SharedList(new Y.Doc(), 'Lan'));

it('says what was noted about a household in a line, the reason for another result only with that result', () => {
  const notes = notesOf();
  notes.setTalk('h1', 'agree', '20');
  notes.setTalk('h1', 'against', '5');
  notes.setTalk('h1', 'text', 'Nhà dột');
  notes.setTalk('h2', 'text', 'Mới mua xe');
  expect(notes.line('h1', 'Hà Văn Tư')).toBe('Hộ Hà Văn Tư: 20 người đồng ý, 5 người không đồng ý. Nhà dột');
  expect(notes.line('h2', 'Bàn Thị A')).toBe('Hộ Bàn Thị A: Mới mua xe');
  notes.setTalk('h1', 'result', 'poor');
  expect(notes.line('h1', 'Hà Văn Tư')).toBe('Hộ Hà Văn Tư: 20 người đồng ý, 5 người không đồng ý');
  expect(notes.line('h3', 'Ma Văn B')).toBe('');
});

it('forgets a household whose notes were all taken away', () => {
  const notes = notesOf();
  notes.setTalk('h1', 'agree', '20');
  expect(notes.noted).toEqual(['h1']);
  notes.setTalk('h1', 'agree', '');
  expect(notes.noted).toEqual([]);
});

it('is kept by the act in its paragraphs', () => {
  const { data } = meeting(30);
  const act = v.parse(ActShape, { kind: 'met', data: { ...data, text: ' Nhất  trí.\n\nHộ A: 20 người đồng ý ' } });
  expect(act.data).toMatchObject({ text: 'Nhất trí.\nHộ A: 20 người đồng ý' });
});
