/** How a page reacts to the browser's online and offline events. */
import { describe, expect, it } from 'vitest';
import { until } from '../../../../server/testing.ts';
import type { Channel, ChannelEvents } from './channel.ts';
import { PageLines, type Inner } from './page-lines.ts';

/** A fake connection that only records the calls. */
function connection(): { inner: Inner; open: string[]; events: Map<string, ChannelEvents>; doubts: () => number } {
  const open: string[] = [];
  const events = new Map<string, ChannelEvents>();
  let doubts = 0;
  const inner: Inner = {
    open: (_address, room, told): Channel => {
      open.push(room);
      events.set(room, told);
      return { send: () => undefined, close: () => open.splice(open.indexOf(room), 1) };
    },
    doubt: () => (doubts += 1),
    beat: () => undefined,
    leave: () => undefined,
  };
  return { inner, open, events, doubts: () => doubts };
}

function page(start: { online: boolean; reached: boolean }): {
  lines: PageLines;
  network: { online: boolean; reached: boolean };
  shared: ReturnType<typeof connection>;
  alone: ReturnType<typeof connection>;
  die: () => void;
} {
  const network = { ...start };
  const [shared, alone] = [connection(), connection()];
  let die = (): void => undefined;
  const lines = new PageLines({
    connect: (dead) => {
      die = dead;
      return shared.inner;
    },
    connectAlone: () => alone.inner,
    reaches: async () => network.reached,
    isOnline: () => network.online,
  });
  return { lines, network, shared, alone, die: () => die() };
}

function room(lines: PageLines, name: string): { told: string[]; channel: Channel } {
  const told: string[] = [];
  const channel = lines.open('', name, {
    opened: () => told.push('opened'),
    heard: () => told.push('heard'),
    closed: (code) => told.push(`closed ${code}`),
    answers: (yes) => told.push(yes ? 'here' : 'away'),
  });
  return { told, channel };
}

describe('a page whose browser reports no network', () => {
  it('closes its rooms at once, holds those opened meanwhile, and opens them when the network is back', async () => {
    const { lines, network, shared } = page({ online: true, reached: true });
    const one = room(lines, 'a');
    Object.assign(network, { online: false, reached: false });
    await lines.offline();
    expect(one.told).toEqual(['away', 'closed 1006']);
    expect(shared.open).toEqual([]);
    const [two, three] = [room(lines, 'b'), room(lines, 'c')];
    three.channel.close();
    await until(() => two.told.length > 0);
    expect([two.told, shared.open]).toEqual([['away'], []]);
    network.online = true;
    lines.online();
    expect(shared.open).toEqual(['b']);
    shared.events.get('b')?.answers(true);
    expect(two.told).toEqual(['away', 'here']);
  });

  it('ignores the browser while the commune’s machine responds, as when it is this very machine', async () => {
    const { lines, shared } = page({ online: false, reached: true });
    const one = room(lines, 'a');
    await until(() => shared.open.length === 1);
    await lines.offline();
    expect([one.told, shared.open, shared.doubts()]).toEqual([[], ['a'], 2]);
  });

  it('reports nothing and opens nothing until that is known', async () => {
    const { lines, shared } = page({ online: false, reached: false });
    const one = room(lines, 'a');
    expect([one.told, shared.open]).toEqual([[], []]);
    await until(() => one.told.length > 0);
    expect([one.told, shared.open]).toEqual([['away'], []]);
  });
});

it('makes its own connection when the shared one does not work', () => {
  const { lines, shared, alone, die } = page({ online: true, reached: true });
  room(lines, 'a');
  die();
  room(lines, 'b');
  expect([shared.open, alone.open]).toEqual([['a'], ['b']]);
});
