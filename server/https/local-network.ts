/** The addresses at which others on the local network reach this machine. */
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Networks of programs on the machine itself, where nobody else's phone is. Listed last, because some people do use them. */
const VIRTUAL = /^(docker|br-|veth|virbr|vbox|vmnet|vEthernet|tailscale|utun|zt|wsl)/i;
const ANYWHERE = new Set(['0.0.0.0', '::']);

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/**
 * The machine's addresses, likeliest first; IPv6 only when there is nothing else.
 * @param host the address that the server listens on; undefined for all.
 */
export function localAddresses(host?: string, interfaces: Interfaces = networkInterfaces()): string[] {
  if (host !== undefined && !ANYWHERE.has(host)) return isIP(host) && !isLoopback(host) ? [host] : [];
  const found = Object.entries(interfaces)
    .sort(([a], [b]) => Number(VIRTUAL.test(a)) - Number(VIRTUAL.test(b)))
    .flatMap(([, list]) => list ?? [])
    .filter(({ internal, address }) => !internal && !/^(169\.254\.|fe80:)/i.test(address));
  const four = found.filter(({ family }) => family === 'IPv4');
  return [...new Set((four.length > 0 ? four : found).map(({ address }) => address))];
}

/** Networks that the machine is in now, such as '192.0.2.0/24'. */
export const localNetworks = (interfaces: Interfaces = networkInterfaces()): string[] =>
  Object.values(interfaces).flatMap((list) =>
    (list ?? []).flatMap(({ internal, family, cidr }) => (!internal && family === 'IPv4' && cidr ? [cidr] : [])),
  );

/** 'may-xa' and 'may-xa.local', names by which some networks find it. */
export function ownNames(name: string = hostname()): string[] {
  const short = name.toLowerCase().replace(/\..*$/, '');
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(short) && short !== 'localhost' ? [short, `${short}.local`] : [];
}
