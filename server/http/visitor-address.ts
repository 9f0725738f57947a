/** The address of whoever asks, for limits on guesses and on what visitors write. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Proxies whose word about who asks is taken. One on this machine always is one: nobody else can come from there. */
export class Proxies {
  readonly #list = new BlockList();

  /**
   * @param addresses of machines (10.0.0.5) or networks (10.0.0.0/24).
   * @throws RangeError with the one that is none
   */
  constructor(addresses: readonly string[] = []) {
    this.#list.addSubnet('127.0.0.0', 8);
    this.#list.addAddress('::1', 'ipv6');
    for (const address of addresses) {
      const [machine = '', bits] = address.split('/');
      const family = isIP(machine) === 6 ? 'ipv6' : 'ipv4';
      const most = family === 'ipv6' ? 128 : 32;
      const prefix = Number(bits ?? most);
      if (isIP(machine) === 0 || bits === '' || !Number.isInteger(prefix) || prefix < 8 || prefix > most)
        throw new RangeError(`Địa chỉ của máy trung chuyển không hợp lệ: ${address}`);
      this.#list.addSubnet(machine, prefix, family);
    }
  }

  has(address: string): boolean {
    return isIP(address) !== 0 && this.#list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

let proxies = new Proxies();

/** For the whole program, because it has one way in. */
export const trustProxies = (trusted: Proxies): void => void (proxies = trusted);

/** Behind a proxy everybody would have its address: then, and only then, its header is trusted, and only what it added itself. */
export function addressOf(request: IncomingMessage): string {
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const told = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  const address = told && proxies.has(peer) ? told : peer;
  // One subscriber has a whole /64 of IPv6.
  return isIPv6(address) ? address.split(':').slice(0, 4).join(':') : address;
}
