/** The address of whoever asks, for limits on guesses and on what visitors write. */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Behind a proxy on this machine everybody would be 127.0.0.1: then, and only then, the proxy's header is trusted. */
export function addressOf(request: IncomingMessage): string {
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const told = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  const address = told && (peer === '127.0.0.1' || peer === '::1') ? told : peer;
  // One subscriber has a whole /64 of IPv6.
  return isIPv6(address) ? address.split(':').slice(0, 4).join(':') : address;
}
