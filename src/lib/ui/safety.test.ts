import { describe, expect, it } from 'vitest';
import type { LiveStatus } from './live-room.svelte.ts';
import { isAway, meaningOf, safetyOf } from './safety.ts';

const room = (change: Partial<LiveStatus> = {}): LiveStatus => ({
  loaded: true,
  connected: true,
  unsent: 0,
  late: 0,
  local: 'stored',
  localReason: null,
  closed: null,
  trouble: null,
  readOnly: false,
  settling: false,
  ...change,
});

describe('what is said to be safe', () => {
  it('says received only when every room is connected and nothing waits anywhere', () => {
    expect(safetyOf([room(), room()], 0)).toMatchObject({ state: 'received', unsent: 0, text: 'Xã đã nhận tất cả' });
    for (const status of [room({ unsent: 1 }), room({ connected: false }), room({ loaded: false }), room({ local: 'refused' })])
      expect(safetyOf([room(), status], 0).state).not.toBe('received');
    expect(safetyOf([room()], 2).state).toBe('waiting');
  });

  it('adds what rooms that are not open were left with', () => {
    expect(safetyOf([room({ connected: false, unsent: 3 })], 2)).toMatchObject({ state: 'away', unsent: 5, text: 'Không có mạng · 5 sửa đổi lưu trên máy này' });
  });

  it('does not speak of a lost network while the first connection is being made', () => {
    expect(safetyOf([room(), room({ connected: false, settling: true })], 0).state).toBe('opening');
  });

  it('says that an edit is sent but not yet received', () => {
    expect(safetyOf([room({ unsent: 2 })], 0).text).toBe('Đã gửi 2 sửa đổi, chờ xã nhận');
  });

  it('warns first of a browser that keeps nothing, except where nothing is written', () => {
    expect(safetyOf([room({ local: 'refused', connected: false, unsent: 1 })], 0).state).toBe('refused');
    expect(safetyOf([room({ local: 'refused', readOnly: true })], 0).state).toBe('reading');
  });

  it('says that sending waits for signing in, with how much waits', () => {
    const closed = { code: 4401, text: 'Bạn chưa đăng nhập.' };
    expect(safetyOf([room({ connected: false, closed })], 0)).toMatchObject({ state: 'expired', text: 'Cần đăng nhập lại để gửi' });
    expect(safetyOf([room(), room({ connected: false, closed, unsent: 2 })], 1)).toMatchObject({ state: 'expired', unsent: 3, text: 'Cần đăng nhập lại để gửi 3 sửa đổi' });
  });

  it('gives the reason of a closed room', () => {
    expect(safetyOf([room({ connected: false, closed: { code: 4403, text: 'Bạn không có quyền mở danh sách này.' } })], 0)).toMatchObject({
      state: 'closed',
      text: 'Bạn không có quyền mở danh sách này.',
    });
  });

  it('counts what came after the lock apart, as neither unsent nor received', () => {
    expect(safetyOf([room(), room({ late: 2 })], 0)).toMatchObject({ state: 'late', unsent: 0, late: 2, text: '2 sửa đổi đến sau khi khóa danh sách, xã giữ riêng chờ xét' });
    expect(safetyOf([room({ late: 2, unsent: 1 })], 0)).toMatchObject({ state: 'sending', unsent: 1, late: 2 });
  });

  it('says what keeps the commune from storing, also while the link comes and goes', () => {
    const trouble = 'Ổ đĩa máy của xã đã đầy, chưa lưu được. Đang thử lại.';
    for (const connected of [true, false]) expect(safetyOf([room({ trouble, connected, unsent: 3 })], 0)).toMatchObject({ state: 'trouble', text: `${trouble} 3 sửa đổi vẫn lưu trên máy này` });
  });
});

describe('what it means', () => {
  it('promises that a closed page opens again without a network only where it does', () => {
    const away = safetyOf([room({ connected: false, unsent: 1 })], 0);
    const clean = safetyOf([room({ connected: false })], 0);
    expect([away, clean, safetyOf([room()], 0)].map(isAway)).toEqual([true, true, false]);
    expect(meaningOf(away, true)).toContain('kể cả khi đóng trang rồi mở lại');
    for (const safety of [away, clean]) expect(meaningOf(safety, false)).toContain('đừng đóng, đừng tải lại trang');
    expect(meaningOf(safetyOf([room()], 0), false)).not.toContain('Có thể tắt máy');
    expect(meaningOf(safetyOf([room()], 0), false)).toContain('Muốn mở lại sổ trên máy này phải có mạng');
  });
});
