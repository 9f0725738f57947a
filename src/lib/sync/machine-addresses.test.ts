import { expect, it } from 'vitest';
import { originsToHandOut, secureFor, type MachineAddresses } from './machine-addresses.ts';

const OWN: MachineAddresses = {
  hosts: ['192.168.1.5', '10.0.0.9'],
  httpPort: 3000,
  httpsPort: 3443,
  secureHosts: ['192.168.1.5', '10.0.0.9', 'may-xa.local', 'localhost'],
  authority: { name: 'Sổ Rà Soát', sha256: 'AB', sha1: 'CD' },
};
const GIVEN: MachineAddresses = {
  ...OWN,
  secureHosts: ['rasoat.xa.vn'],
  hosts: ['rasoat.xa.vn', '192.168.1.5'],
  httpsPort: 443,
  authority: null,
};
const page = (origin: string) => ({ origin, protocol: new URL(origin).protocol, hostname: new URL(origin).hostname });

it('never hands out an address that only the machine itself can open, unless there is no other', () => {
  const lan = ['http://192.168.1.5:3000', 'http://10.0.0.9:3000'];
  for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'https://localhost:3443'])
    expect(originsToHandOut(OWN, page(origin))).toEqual(lan);
  expect(originsToHandOut({ ...OWN, hosts: [] }, page('http://localhost:3000'))).toEqual(['http://localhost:3000']);
});

it('puts the page’s own address first, as http when devices must first trust the authority', () => {
  expect(originsToHandOut(OWN, page('http://10.0.0.9:3000'))).toEqual(['http://10.0.0.9:3000', 'http://192.168.1.5:3000']);
  expect(originsToHandOut(OWN, page('https://10.0.0.9:3443'))).toEqual(['http://10.0.0.9:3000', 'http://192.168.1.5:3000']);
  expect(originsToHandOut(OWN, page('https://may-xa.local:3443'))[0]).toBe('http://may-xa.local:3000');
  expect(originsToHandOut(OWN, page('http://may-khac:3000'))[0]).toBe('http://may-khac:3000');
});

it('hands out https at once when everybody trusts the certificate, and a domain when that is the page’s address', () => {
  expect(originsToHandOut(GIVEN, page('http://localhost:3000'))).toEqual(['https://rasoat.xa.vn', 'http://192.168.1.5:3000']);
  expect(originsToHandOut(OWN, page('https://rasoat.tinh.vn'))).toEqual(['https://rasoat.tinh.vn']);
});

it('leads to https by the same name when the certificate covers it', () => {
  expect(secureFor(OWN, page('http://10.0.0.9:3000'))).toBe('https://10.0.0.9:3443');
  expect(secureFor(OWN, page('http://may-xa.local:3000'))).toBe('https://may-xa.local:3443');
  expect(secureFor(OWN, page('http://may-khac:3000'))).toBe('https://192.168.1.5:3443');
  expect(secureFor(OWN, page('http://localhost:3000'))).toBe('https://192.168.1.5:3443');
  expect(secureFor({ ...OWN, httpsPort: null }, page('http://10.0.0.9:3000'))).toBeNull();
  expect(secureFor({ ...OWN, hosts: ['fd00::2'], secureHosts: ['fd00::2'] }, page('http://[fd00::2]:3000'))).toBe('https://[fd00::2]:3443');
});
