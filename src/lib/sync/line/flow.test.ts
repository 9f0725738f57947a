/** Messages of many channels over one connection: whole, in order, taking turns, and within the agreed window. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inbox, Outbox, PIECE } from './flow.ts';
import { decodeFrame, encodeFrame, type Frame } from './frames.ts';

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

/** Both ends, and the frames under way between them. */
function ends(): { outbox: Outbox; wire: Frame[]; got: [number, Uint8Array | string][]; arrive: () => boolean } {
  const wire: Frame[] = [];
  const got: [number, Uint8Array | string][] = [];
  const outbox = new Outbox((frame) => wire.push(decodeFrame(encodeFrame(frame)) as Frame));
  const inbox = new Inbox((taken) => outbox.taken(taken));
  const arrive = (): boolean => {
    const frame = wire.shift();
    if (frame?.kind === 'close') got.push([frame.channel, frame.reason]);
    if (frame?.kind !== 'piece') return frame !== undefined;
    const message = inbox.take(frame);
    if (message !== null) got.push([frame.channel, message]);
    return true;
  };
  return { outbox, wire, got, arrive };
}

describe('messages over one connection', () => {
  it('arrive whole and in order within each channel, the close last', () => {
    const messages = fc.array(fc.record({ channel: fc.integer({ min: 1, max: 5 }), length: fc.oneof(fc.nat(40), fc.nat(9 * PIECE)) }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(messages, fc.array(fc.nat(6)), (sent, pauses) => {
        const { outbox, got, arrive } = ends();
        sent.forEach(({ channel, length }, i) => {
          outbox.send(channel, filled(length, i));
          for (let steps = pauses[i] ?? 0; steps > 0; steps--) arrive();
        });
        for (const channel of [1, 2, 3, 4, 5]) outbox.close(channel, 4_000, 'hết');
        while (arrive());
        for (const channel of [1, 2, 3, 4, 5]) {
          const mine = sent.flatMap((message, i) => (message.channel === channel ? [[message.length, message.length > 0 ? i : -1]] : []));
          const arrived = got
            .filter(([of]) => of === channel)
            .map(([, message]) => (typeof message === 'string' ? message : [message.length, message[0] ?? -1]));
          expect(arrived).toEqual([...mine, 'hết']);
        }
        expect([outbox.isEmpty, outbox.total]).toEqual([true, 0]);
      }),
      { numRuns: 100 },
    );
  });

  it('let a short message pass a long one that was sent before', () => {
    const { outbox, wire, got, arrive } = ends();
    outbox.send(1, filled(200 * PIECE, 1));
    // Only a window of it is under way before the other end acknowledges it.
    expect(wire.length).toBeLessThan(20);
    outbox.send(2, filled(10, 2));
    while (got.length === 0) arrive();
    expect(got[0]?.[0]).toBe(2);
    expect(outbox.waiting(1)).toBeGreaterThan(100 * PIECE);
  });

  it('are no longer sent once their channel is dropped', () => {
    const { outbox, got, arrive } = ends();
    outbox.send(1, filled(200 * PIECE, 1));
    outbox.send(2, filled(200 * PIECE, 2));
    outbox.drop(1);
    while (arrive());
    expect(got.map(([channel]) => channel)).toEqual([2]);
    expect(outbox.total).toBe(0);
  });

  it('are refused over the limit for one message and for all unfinished ones together', () => {
    const inbox = new Inbox(() => undefined, { message: 3 * PIECE, total: 4 * PIECE });
    const take = (channel: number, more: boolean): unknown => inbox.take({ kind: 'piece', channel, more, bytes: filled(PIECE, channel) });
    expect([take(1, true), take(1, true), take(1, true), take(1, false)]).toEqual([null, null, null, 'too-large']);
    expect([take(2, true), take(2, true), take(3, true), take(3, true), take(4, true)]).toEqual([null, null, null, null, 'too-large']);
    inbox.forget(2);
    expect([take(5, true), take(5, false)]).toEqual([null, filled(2 * PIECE, 5)]);
  });
});

it('skips a frame of a newer version', () => {
  expect(decodeFrame(new Uint8Array([77, 1, 2, 3]))).toBeNull();
  expect(() => decodeFrame(new Uint8Array([0, 1, 50]))).toThrow();
});
