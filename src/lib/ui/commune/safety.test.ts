import { describe, expect, it } from 'vitest';
import type { RoomStatus } from '$lib/sync/room-connection.ts';
import { isAway, meaningOf, safetyOf } from './safety.ts';

const room = (change: Partial<RoomStatus> = {}): RoomStatus => ({
  loaded: true,
  counted: true,
  reach: 'here',
  answered: true,
  connected: true,
  unsent: 0,
  late: 0,
  local: 'stored',
  localReason: null,
  closed: null,
  trouble: null,
  readOnly: false,
  ...change,
});

describe('the status of edits', () => {
  it('says received only if every room is connected and nothing is pending anywhere', () => {
    expect(safetyOf([room(), room()], 0, true)).toMatchObject({ state: 'received', unsent: 0, text: 'Xã đã nhận tất cả' });
    for (const status of [
      room({ unsent: 1 }),
      room({ answered: false }),
      room({ reach: 'away' }),
      room({ counted: false }),
      room({ local: 'refused' }),
    ])
      expect(safetyOf([room(), status], 0, true).state).not.toBe('received');
    expect(safetyOf([room()], 2, true).state).toBe('waiting');
  });

  it('says nothing until it is known what the device stores and what was acknowledged', () => {
    for (const reach of ['asking', 'here', 'away'] as const)
      expect(safetyOf([room(), room({ counted: false, answered: false, reach })], 41_327, true)).toMatchObject({
        state: 'opening',
        text: 'Đang mở…',
        unsent: 41_327,
      });
    expect(safetyOf([room({ answered: false, reach: 'asking', unsent: 3 })], 0, true)).toMatchObject({
      state: 'opening',
      text: 'Đang mở…',
    });
    expect(safetyOf([room({ answered: false, unsent: 3 })], 0, true)).toMatchObject({ state: 'opening', text: 'Đang nối với xã…' });
  });

  it('does not wait for a list to be read, or for what others wrote', () => {
    expect(safetyOf([room({ loaded: false, connected: false })], 0, true).state).toBe('received');
  });

  it('adds the remembered unsent edits of rooms that are not open', () => {
    expect(safetyOf([room({ reach: 'away', connected: false, unsent: 3 })], 2, false)).toMatchObject({
      state: 'away',
      unsent: 5,
      text: 'Không có mạng · 5 sửa đổi lưu trên máy này',
    });
  });

  it('does not report a lost network when only the server does not answer, whatever is still open', () => {
    expect(safetyOf([room(), room({ reach: 'away', unsent: 1 })], 0, true)).toMatchObject({
      state: 'away',
      text: 'Không nối được với xã · 1 sửa đổi lưu trên máy này',
    });
    expect(safetyOf([room({ reach: 'away' })], 0, true)).toMatchObject({
      state: 'away-clean',
      text: 'Không nối được với xã · không còn gì chờ gửi',
    });
  });

  it('promises nothing about an edit that is not durable on this device yet', () => {
    expect(safetyOf([room(), room({ reach: 'away', unsent: 2, local: 'storing' })], 0, false)).toMatchObject({
      state: 'storing',
      text: 'Đang lưu trên máy này…',
    });
    expect(safetyOf([room({ unsent: 2, local: 'storing' })], 0, true).state).toBe('sending');
  });

  it('says that an edit is being sent, never that it was sent', () => {
    expect(safetyOf([room({ unsent: 2 })], 0, true).text).toBe('Đang gửi 2 sửa đổi…');
  });

  it('warns first of a browser that stores nothing, unless the person only reads', () => {
    expect(safetyOf([room({ local: 'refused', connected: false, unsent: 1 })], 0, true).state).toBe('refused');
    expect(safetyOf([room({ local: 'refused', readOnly: true })], 0, true).state).toBe('reading');
  });

  it('says that sending waits for signing in, and how many edits wait', () => {
    const closed = { code: 4401, text: 'Bạn chưa đăng nhập.' };
    expect(safetyOf([room({ connected: false, closed })], 0, true)).toMatchObject({ state: 'expired', text: 'Cần đăng nhập lại để gửi' });
    expect(safetyOf([room(), room({ connected: false, closed, unsent: 2 })], 1, true)).toMatchObject({
      state: 'expired',
      unsent: 3,
      text: 'Cần đăng nhập lại để gửi 3 sửa đổi',
    });
  });

  it('gives the reason for a closed room', () => {
    expect(
      safetyOf([room({ connected: false, closed: { code: 4403, text: 'Bạn không có quyền mở danh sách này.' } })], 0, true),
    ).toMatchObject({
      state: 'closed',
      text: 'Bạn không có quyền mở danh sách này.',
    });
  });

  it('counts late edits separately, neither unsent nor received', () => {
    expect(safetyOf([room(), room({ late: 2 })], 0, true)).toMatchObject({
      state: 'late',
      unsent: 0,
      late: 2,
      text: '2 sửa đổi đến sau khi khóa danh sách, xã giữ riêng chờ xét',
    });
    expect(safetyOf([room({ late: 2, unsent: 1 })], 0, true)).toMatchObject({ state: 'sending', unsent: 1, late: 2 });
  });

  it('says why the server cannot store, also while the connection comes and goes', () => {
    const trouble = 'Ổ đĩa máy của xã đã đầy, chưa lưu được. Đang thử lại.';
    for (const connected of [true, false])
      expect(safetyOf([room({ trouble, connected, unsent: 3 })], 0, true)).toMatchObject({
        state: 'trouble',
        text: `${trouble} 3 sửa đổi vẫn lưu trên máy này`,
      });
  });
});

describe('the meaning of the status', () => {
  it('promises that a closed page opens again without a network only if it does', () => {
    const away = safetyOf([room({ reach: 'away', unsent: 1 })], 0, false);
    const clean = safetyOf([room({ reach: 'away' })], 0, false);
    expect([away, clean, safetyOf([room()], 0, true)].map(isAway)).toEqual([true, true, false]);
    expect(meaningOf(away, true)).toContain('kể cả khi đóng trang rồi mở lại');
    for (const safety of [away, clean]) expect(meaningOf(safety, false)).toContain('đừng đóng, đừng tải lại trang');
    expect(meaningOf(safetyOf([room()], 0, true), false)).not.toContain('Có thể tắt máy');
    expect(meaningOf(safetyOf([room()], 0, true), false)).toContain('Muốn mở lại sổ trên máy này phải có mạng');
  });
});
