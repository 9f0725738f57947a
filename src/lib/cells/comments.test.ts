import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { callsIn, commentWrites, isAbout, readComments, resolveWrites } from './comments.ts';
import { fieldLabel } from './field-label.ts';
import { SharedList } from './shared-list.ts';

const at = (seconds: number) => () => Date.UTC(2020, 0, 1) + seconds * 1000;

describe('comments', () => {
  it('are rows of the list, read in the order they were written, and resolved by a write', () => {
    const doc = new Y.Doc();
    const lan = new SharedList(doc, 'lan', at(20));
    lan.write(commentWrites('b', { row: 'h:1', field: 'b1', text: 'Xem lại điểm B1', mentions: ['thanh', 'hieu'], task: true }));
    new SharedList(doc, 'thanh', at(10)).write(commentWrites('a', { row: 'h:1', text: 'Hộ đi vắng' }));
    const [first, second] = readComments(lan);
    expect(first).toEqual({
      id: 'a',
      row: 'h:1',
      field: null,
      text: 'Hộ đi vắng',
      mentions: [],
      task: false,
      resolved: false,
      author: 'thanh',
      at: 10,
      claimed: null,
      write: { client: doc.clientID, clock: 6 },
    });
    expect(second).toMatchObject({ id: 'b', field: 'b1', mentions: ['thanh', 'hieu'], task: true, resolved: false, author: 'lan' });
    expect(isAbout(second!, { row: 'h:1', field: 'b1' })).toBe(true);
    expect(isAbout(second!, { row: 'h:1', field: null })).toBe(false);
    lan.write(resolveWrites([second!]));
    expect(readComments(lan).map(({ resolved }) => resolved)).toEqual([false, true]);
  });

  it('mention a person once for each thread, until the thread is resolved', () => {
    const list = new SharedList(new Y.Doc(), 'lan');
    list.write(commentWrites('a', { row: 'h:1', field: 'b1', text: 'xem lại', mentions: ['thanh'] }));
    list.write(commentWrites('b', { row: 'h:1', field: 'b1', text: 'nhắc lại', mentions: ['thanh'] }));
    list.write(commentWrites('c', { row: 'h:1', text: 'cả hộ', mentions: ['thanh', 'hieu'] }));
    const calls = (person: string) => callsIn(readComments(list), person).map(({ text }) => text);
    expect([calls('thanh').sort(), calls('hieu'), calls('lan')]).toEqual([['cả hộ', 'nhắc lại'], ['cả hộ'], []]);
    list.write(resolveWrites(readComments(list).filter(({ field }) => field === 'b1')));
    expect(calls('thanh')).toEqual(['cả hộ']);
  });

  it('have labels in the history', () => {
    expect(['text', 'mentions', 'resolved', 'new'].map((field) => fieldLabel('c:1', field))).toEqual([
      'Ý kiến',
      'Gọi ai',
      'Đã giải quyết',
      'new',
    ]);
  });

  it('are ignored when their text was undone or when they are about nothing', () => {
    const list = new SharedList(new Y.Doc(), 'lan');
    list.write(commentWrites('a', { row: 'h:1', text: 'nhầm' }));
    list.undo();
    list.set('c:odd', 'text', 'lạc');
    expect(readComments(list)).toEqual([]);
  });
});
