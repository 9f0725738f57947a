import { describe, expect, it } from 'vitest';
import type { HubStatus } from '$lib/api/hubs.ts';
import { atHub, meaningAtHub, stepsAtHub } from './hub-safety.ts';
import { MAY_HOP } from './receiver.ts';
import { meaningOf, newsOf, type Safety, type SafetyState } from './safety.ts';

const safety = (state: SafetyState, unsent = 0): Safety => ({ state, unsent, late: 0, text: 'x', short: 'x' });
const hub = (change: Partial<HubStatus> = {}): HubStatus => ({
  name: 'Máy Thôn 3',
  upstream: 'Máy Xã Nông Thượng',
  reached: true,
  contact: Date.UTC(2026, 10, 12, 3),
  waiting: 0,
  unwelcome: '',
  held: [],
  troubles: [],
  ...change,
});
const HELD = { held: [{ person: 'Hà Thị Lan', reason: 'bị khóa', count: 2 }] };

describe('the status at the machine of a meeting', () => {
  it('says that the commune has all only where that machine says so', () => {
    expect(atHub(safety('received'), hub()).text).toBe('Máy họp và xã đã nhận tất cả');
    for (const status of [hub({ waiting: 1 }), hub({ reached: false }), hub(HELD), hub({ troubles: [{ room: 'x', text: 'y' }] }), null]) {
      expect(atHub(safety('received'), status).text).toMatch(/^Máy họp đã nhận tất cả/);
      expect(stepsAtHub(safety('received'), status).map(({ done }) => done)).toEqual([true, true, false]);
    }
    expect(atHub(safety('received'), hub({ waiting: 3, ...HELD })).text).toBe('Máy họp đã nhận tất cả · xã chưa nhận 5 lượt ghi');
    expect(stepsAtHub(safety('received'), hub())[2]).toMatchObject({ done: true, text: expect.stringContaining('12/11') });
  });

  it('says what to do where that machine is gone', () => {
    expect(atHub(safety('away', 4), hub()).text).toBe('Không nối được với máy họp · 4 sửa đổi lưu trên máy này');
    expect(meaningAtHub(safety('away', 4), false, null)).toMatch(/đừng đóng.*Gửi thay đổi bằng tệp/);
    expect(newsOf(safety('received'), MAY_HOP)).toBe('Máy họp đã nhận tất cả');
    expect(newsOf(safety('away', 4), MAY_HOP)).toContain('Chưa nối được với máy họp');
    expect(meaningAtHub(safety('away', 4), true, null)).not.toContain('đừng đóng');
    expect(stepsAtHub(safety('away', 4), null).map(({ text }) => text)).toEqual([
      '4 sửa đổi máy họp chưa nhận',
      'không nối được',
      'chưa biết: máy họp không trả lời',
    ]);
  });

  it('says what to do where the commune no longer knows that machine, and never that it will still be sent', () => {
    const status = hub({ reached: false, waiting: 2, unwelcome: 'Mã đã bị rút.' });
    expect(atHub(safety('received'), status).text).toBe('Máy họp đã nhận tất cả · không gửi được về xã nữa');
    expect(meaningAtHub(safety('received'), true, status)).toMatch(/xin cán bộ xã mã mới.*Gửi thay đổi bằng tệp/);
    expect(stepsAtHub(safety('received'), status)[2]?.text).toMatch(/^Mã đã bị rút\. Còn 2 lượt ghi chưa gửi/);
    expect(meaningAtHub(safety('received'), true, hub())).toContain('đã ở máy họp và ở xã');
  });

  it('names that machine in every other state too', () => {
    const states: SafetyState[] = [
      'opening',
      'waiting',
      'received',
      'sending',
      'away',
      'away-clean',
      'refused',
      'expired',
      'closed',
      'trouble',
      'late',
    ];
    for (const state of states)
      for (const reopens of [true, false])
        expect(`${meaningOf(safety(state, 1), reopens, MAY_HOP)} ${newsOf(safety(state), MAY_HOP)}`).not.toMatch(
          /(?<!cán bộ )\bxã (đã |chưa |không )?(nhận|giữ|báo|xem)|(đến|với|của|hỏi) xã/i,
        );
  });
});
