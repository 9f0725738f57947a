import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { HttpError } from '../http-error.ts';
import { addressOf, Attempts } from './attempts.ts';
import { checkPassword, firstPassword } from './passwords.ts';

const MINUTE = 60_000;
const waits = (attempts: Attempts, key = 'lan'): number => {
  try {
    attempts.begin(key);
    return 0;
  } catch (error) {
    return error instanceof HttpError ? (error.retryAfter ?? -1) : -1;
  }
};

describe('wrong guesses', () => {
  it('wait longer each time, up to a bound, and are forgotten', () => {
    let now = 0;
    const attempts = new Attempts({ free: 3, waitMs: MINUTE, longestMs: 5 * MINUTE }, () => now);
    expect([waits(attempts), waits(attempts), waits(attempts), waits(attempts)]).toEqual([0, 0, 0, 60]);
    const next: number[] = [];
    for (let i = 0; i < 4; i++) {
      now += 5 * MINUTE;
      attempts.begin('lan');
      next.push(waits(attempts));
    }
    expect(next).toEqual([120, 240, 300, 300]);
    expect(waits(attempts, 'thanh')).toBe(0);
    now += 7 * 60 * MINUTE;
    expect(waits(attempts)).toBe(0);
  });

  it('one that was right is taken back, the others stay', () => {
    const attempts = new Attempts({ free: 3, waitMs: MINUTE, longestMs: MINUTE }, () => 0);
    for (let i = 0; i < 50; i++) {
      attempts.begin('lan');
      attempts.takeBack('lan');
    }
    expect([waits(attempts), waits(attempts), waits(attempts), waits(attempts)]).toEqual([0, 0, 0, 60]);
    attempts.forgive('lan');
    expect(waits(attempts)).toBe(0);
  });
});

describe('an address', () => {
  const from = (remoteAddress: string, forwarded?: string): string => addressOf({ socket: { remoteAddress }, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} } as unknown as IncomingMessage);

  it('is the peer’s; a proxy is believed only on this machine, and only what it added itself', () => {
    expect(from('::ffff:10.0.0.7', '1.2.3.4')).toBe('10.0.0.7');
    expect(from('127.0.0.1', 'made-up, 10.0.0.9')).toBe('10.0.0.9');
    expect(from('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  });
});

describe('passwords', () => {
  const refused = (password: string, role: 'reviewer' | 'admin' = 'reviewer'): boolean => {
    try {
      checkPassword(password, role, 'ha.thi.lan');
      return false;
    } catch {
      return true;
    }
  };

  it('a PIN of six will do for villages, not for the commune; what is guessed first will not do', () => {
    expect([refused('482915'), refused('482915', 'admin'), refused('nui rung tay bac', 'admin')]).toEqual([false, true, false]);
    for (const weak of ['12345', '123456', '000000', '987654', '7890123', 'abcdef', 'matkhau', 'Mật khẩu 123', 'password1', 'ha.thi.lan', 'HA.THI.LAN', 'x'.repeat(200)]) expect([weak, refused(weak)]).toEqual([weak, true]);
  });

  it('first passwords can be read aloud and are not the same', () => {
    const made = new Set(Array.from({ length: 500 }, firstPassword));
    expect(made.size).toBe(500);
    for (const password of made) expect(password).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}$/);
  });
});
