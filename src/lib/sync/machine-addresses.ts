/** By which addresses the commune's machine is reached, as it tells its pages; and which of them to hand to others. */
export const ADDRESS_PATH = '/api/address';
export const CERTIFICATE_PATH = '/api/certificate';

export interface MachineAddresses {
  /** On the local network, the likeliest first; empty where the machine can only be reached from itself. */
  hosts: string[];
  httpPort: number;
  /** Null without https. */
  httpsPort: number | null;
  /** What its certificate is for. */
  secureHosts: string[];
  /** Whose certificate it is, where each device must first be told to trust it; null where all do. */
  authority: { name: string; sha256: string; sha1: string } | null;
}

/** What location says of the page. */
export interface PageAddress {
  protocol: string;
  hostname: string;
  origin: string;
}

const originOf = (scheme: 'http' | 'https', host: string, port: number): string =>
  new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin;
const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$/.test(host);
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** The https address of the machine by this name; null where it has none. */
export const secureOrigin = ({ httpsPort, secureHosts }: MachineAddresses, host: string): string | null =>
  httpsPort !== null && secureHosts.includes(bare(host)) ? originOf('https', bare(host), httpsPort) : null;

/** The https address for whoever is on this page: by the same name where it can be, so that it is surely reached. */
export function secureFor(machine: MachineAddresses, page: PageAddress): string | null {
  const hosts = isLoopback(page.hostname) ? machine.hosts : [page.hostname, ...machine.hosts];
  return hosts.map((host) => secureOrigin(machine, host)).find((origin) => origin !== null) ?? null;
}

/**
 * What links and codes for others may begin with, the best first. Of the commune's own authority it is the http address:
 * that page leads a device through trusting it. Never an address that only the machine itself can open, unless there is no other.
 */
export function originsToHandOut(machine: MachineAddresses, page: PageAddress): string[] {
  const door = (host: string): string =>
    (machine.authority ? null : secureOrigin(machine, host)) ?? originOf('http', host, machine.httpPort);
  const doors = machine.hosts.map(door);
  if (isLoopback(page.hostname)) return doors.length > 0 ? doors : [page.origin];
  const host = bare(page.hostname);
  if (machine.hosts.includes(host) || secureOrigin(machine, host) === page.origin) return [...new Set([door(host), ...doors])];
  // Reached through something else, such as a domain with a certificate of its own: that is how others reach it.
  return page.protocol === 'https:' ? [page.origin] : [page.origin, ...doors];
}
