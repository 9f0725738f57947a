import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { HttpError } from '../http/error.ts';
import { addressOf, Proxies, trustProxies } from '../http/visitor-address.ts';
import { Attempts } from './attempts.ts';
import { Guesses } from './guesses.ts';
import { KnownDevices } from './known-devices.ts';
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
  it('require a longer wait each time, up to a limit, and are forgotten', () => {
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

  it('a right guess is taken back, the others stay', () => {
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

describe('guesses at a name', () => {
  const devices = new KnownDevices(Buffer.alloc(32, 7));
  const from = (remoteAddress: string, cookie?: string): IncomingMessage =>
    ({ socket: { remoteAddress }, headers: { ...(cookie && { cookie }) } }) as unknown as IncomingMessage;
  /** The cookie of a device that these people have signed in on. */
  const knownTo = (...people: string[]): string => {
    let cookie = '';
    const response = { appendHeader: (_name: string, value: string) => (cookie = value.split(';')[0] ?? '') } as unknown as ServerResponse;
    for (const person of people) devices.remember(from('10.0.0.1', cookie), response, person);
    return cookie;
  };
  /** @returns seconds to wait; 0 when the guess is allowed. */
  const wait = (guesses: Guesses, name: string, request: IncomingMessage, right = false): number => {
    try {
      const guess = guesses.begin(name, request);
      if (right) guess.right();
      return 0;
    } catch (error) {
      return error instanceof HttpError ? (error.retryAfter ?? -1) : -1;
    }
  };
  const attack = (guesses: Guesses, name = 'lan'): void => {
    for (let i = 0; i < 70; i++) wait(guesses, i % 2 ? name : `ai.do${i}`, from('10.0.0.1'));
    for (let i = 0; i < 60; i++) wait(guesses, name, from(`10.0.1.${i}`));
  };

  it('from strangers lock a person out of no device known to be theirs', () => {
    const guesses = new Guesses(devices, () => 0);
    attack(guesses);
    expect(wait(guesses, 'lan', from('10.0.0.1'))).toBeGreaterThan(0);
    const laptop = knownTo('thanh', 'lan');
    for (let i = 0; i < 20; i++) expect(wait(guesses, 'lan', from('10.0.0.1', `x=y; ${laptop}; z=1`), true)).toBe(0);
    expect(wait(guesses, 'thanh', from('10.0.0.1', laptop), true)).toBe(0);
    // A known device gets no separate count for other people's names, and a forged cookie is not accepted.
    attack(guesses, 'viet');
    const [device, mark] = knownTo('lan').split('=')[1]?.split('.') ?? [];
    const madeUp = [
      `${'A'.repeat(16)}.${mark}`,
      `${device}.${'A'.repeat(22)}`,
      `${device}`,
      '..',
      `${device}.${mark}.${'é'.repeat(11)}`,
    ].map((value) => `so-ra-soat-may=${value}`);
    for (const cookie of [...madeUp, knownTo('viet')])
      expect([cookie, wait(guesses, 'lan', from('10.0.0.1', cookie)) > 0]).toEqual([cookie, true]);
    for (const cookie of [laptop, ...madeUp]) expect([cookie, wait(guesses, 'viet', from('10.0.0.1', cookie)) > 0]).toEqual([cookie, true]);
  });

  it("made on a known device are limited like anybody's", () => {
    const guesses = new Guesses(devices, () => 0);
    const phone = from('10.0.0.1', knownTo('lan'));
    expect(Array.from({ length: 7 }, () => wait(guesses, 'lan', phone) > 0)).toEqual([false, false, false, false, false, true, true]);
  });

  it('from many addresses slow a new device by two minutes at most', () => {
    let now = 0;
    const guesses = new Guesses(devices, () => now);
    attack(guesses);
    const slowed = wait(guesses, 'lan', from('10.9.9.9'));
    expect([slowed > 0, slowed <= 120]).toEqual([true, true]);
    now += slowed * 1000;
    expect(wait(guesses, 'lan', from('10.9.9.9'), true)).toBe(0);
    expect(wait(guesses, 'lan', from('10.9.9.9'), true)).toBe(0);
  });

  it('of a signed-in person at their own password are counted separately', () => {
    const guesses = new Guesses(devices, () => 0);
    attack(guesses);
    expect(() => guesses.beginSignedIn('lan')).not.toThrow();
    for (let i = 0; i < 4; i++) guesses.beginSignedIn('lan');
    expect(() => guesses.beginSignedIn('lan')).toThrow(HttpError);
  });
});

describe('an address', () => {
  const from = (remoteAddress: string, forwarded?: string): string =>
    addressOf({ socket: { remoteAddress }, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} } as unknown as IncomingMessage);

  it('is the peer’s; a proxy is trusted only on this machine, and only for what it added itself', () => {
    expect(from('::ffff:10.0.0.7', '1.2.3.4')).toBe('10.0.0.7');
    expect(from('127.0.0.1', 'made-up, 10.0.0.9')).toBe('10.0.0.9');
    expect(from('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  });

  it('a proxy on another machine is trusted where the server was told of it', () => {
    trustProxies(new Proxies(['10.0.0.5', '172.28.0.0/24', 'fd00::/64']));
    try {
      expect(from('10.0.0.5', '1.2.3.4, 10.9.9.9')).toBe('10.9.9.9');
      expect(from('::ffff:172.28.0.77', '10.9.9.9')).toBe('10.9.9.9');
      expect(from('fd00::7', '10.9.9.9')).toBe('10.9.9.9');
      expect(from('127.0.0.1', '10.9.9.9')).toBe('10.9.9.9');
      expect(from('10.0.0.6', '10.9.9.9')).toBe('10.0.0.6');
      expect(from('172.28.1.77', '10.9.9.9')).toBe('172.28.1.77');
      expect(from('', '10.9.9.9')).toBe('');
    } finally {
      trustProxies(new Proxies());
    }
    expect(from('10.0.0.5', '10.9.9.9')).toBe('10.0.0.5');
    // A typing error must not trust everybody.
    for (const wrong of ['', 'caddy', '10.0.0', '10.0.0.0/', '0.0.0.0/0', '10.0.0.0/33', '10.0.0.0/x'])
      expect(() => new Proxies([wrong]), wrong).toThrow(RangeError);
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

  it('a six-digit PIN is enough for villages, not for the commune; obvious passwords are refused', () => {
    expect([refused('482915'), refused('482915', 'admin'), refused('nui rung tay bac', 'admin')]).toEqual([false, true, false]);
    for (const weak of [
      '12345',
      '123456',
      '000000',
      '987654',
      '7890123',
      'abcdef',
      'matkhau',
      'Mật khẩu 123',
      'password1',
      'ha.thi.lan',
      'HA.THI.LAN',
      'x'.repeat(200),
    ])
      expect([weak, refused(weak)]).toEqual([weak, true]);
  });

  it('first passwords can be read aloud and differ', () => {
    const made = new Set(Array.from({ length: 500 }, firstPassword));
    expect(made.size).toBe(500);
    for (const password of made) expect(password).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}$/);
  });
});
