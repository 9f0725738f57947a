/** The addresses of the commune's machine, as it reports them to its pages, and which of them to hand out to others. */
export const ADDRESS_PATH = '/api/address';
export const CERTIFICATE_PATH = '/api/certificate';

export interface MachineAddresses {
  /** On the local network, the likeliest first; empty when only the machine itself can reach it. */
  hosts: string[];
  httpPort: number;
  /** null without https. */
  httpsPort: number | null;
  /** The hosts that its certificate covers. */
  secureHosts: string[];
  /** The issuer of its certificate, when each device must first trust it; null when all devices do. */
  authority: { name: string; sha256: string; sha1: string } | null;
}

/** The part of `location` that is needed. */
export interface PageAddress {
  protocol: string;
  hostname: string;
  origin: string;
}

const originOf = (scheme: 'http' | 'https', host: string, port: number): string =>
  new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin;
const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$/.test(host);
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** The machine's https address for this host; null when it has none. */
export const secureOrigin = ({ httpsPort, secureHosts }: MachineAddresses, host: string): string | null =>
  httpsPort !== null && secureHosts.includes(bare(host)) ? originOf('https', bare(host), httpsPort) : null;

/** The https address for this page: by the same host where possible, because that host is known to be reachable. */
export function secureFor(machine: MachineAddresses, page: PageAddress): string | null {
  const hosts = isLoopback(page.hostname) ? machine.hosts : [page.hostname, ...machine.hosts];
  return hosts.map((host) => secureOrigin(machine, host)).find((origin) => origin !== null) ?? null;
}

/**
 * The origins for links and codes that are handed to others, the best first. With the commune's own authority it is the http address: its
 * page leads a device through trusting the authority. Never an address that only the machine itself can open, unless there is no other.
 */
export function originsToHandOut(machine: MachineAddresses, page: PageAddress): string[] {
  const door = (host: string): string =>
    (machine.authority ? null : secureOrigin(machine, host)) ?? originOf('http', host, machine.httpPort);
  const doors = machine.hosts.map(door);
  if (isLoopback(page.hostname)) return doors.length > 0 ? doors : [page.origin];
  const host = bare(page.hostname);
  if (machine.hosts.includes(host) || secureOrigin(machine, host) === page.origin) return [...new Set([door(host), ...doors])];
  // Reached through something else, such as a domain with its own certificate: others reach it that way too.
  return page.protocol === 'https:' ? [page.origin] : [page.origin, ...doors];
}
