import { expect, it } from 'vitest';
import { localAddresses, ownNames } from './local-network.ts';

const address = (ip: string, more = {}) =>
  ({
    address: ip,
    family: ip.includes(':') ? ('IPv6' as const) : ('IPv4' as const),
    internal: false,
    netmask: '',
    mac: '',
    cidr: `${ip}/24`,
    scopeid: 0,
    ...more,
  }) as never;

it('lists what others can reach, real networks before those of programs on the machine', () => {
  const interfaces = {
    lo: [address('127.0.0.1', { internal: true })],
    docker0: [address('172.17.0.1')],
    wlan0: [address('192.168.1.5'), address('fd00::5')],
    eth0: [address('169.254.3.3'), address('10.0.0.9')],
  };
  expect(localAddresses(undefined, interfaces)).toEqual(['192.168.1.5', '10.0.0.9', '172.17.0.1']);
  expect(localAddresses('0.0.0.0', interfaces)).toEqual(localAddresses(undefined, interfaces));
  expect(localAddresses('10.0.0.9', interfaces)).toEqual(['10.0.0.9']);
  for (const host of ['127.0.0.1', 'localhost', '::1']) expect(localAddresses(host, interfaces)).toEqual([]);
  expect(localAddresses(undefined, { wlan0: [address('fe80::1'), address('fd00::5')] })).toEqual(['fd00::5']);
});

it('has a name only if it is valid in an address', () => {
  expect(ownNames('May-Xa.noi-bo')).toEqual(['may-xa', 'may-xa.local']);
  for (const name of ['localhost', 'máy xã', '']) expect(ownNames(name)).toEqual([]);
});
