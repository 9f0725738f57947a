/**
 * Cookies for each protocol. A host's http and https addresses share their cookies: a cookie from https must not be sent in the clear, and
 * http must not overwrite it. So each protocol has its own names.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSecure } from '../http/safety.ts';

/** Browsers accept a name with this prefix over https only, with Secure. */
const SECURE = '__Secure-';

/** The cookies of the request's own protocol, under the names that the server gave them. */
export function cookiesOf(request: IncomingMessage): string {
  const secure = isSecure(request);
  return (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(SECURE) === secure)
    .map((part) => (secure ? part.slice(SECURE.length) : part))
    .join('; ');
}

export function setCookies(request: IncomingMessage, response: ServerResponse, cookies: readonly string[]): void {
  const secure = isSecure(request);
  for (const cookie of cookies) {
    // A meeting hub uses plain http, where a browser would discard a Secure cookie.
    response.appendHeader('set-cookie', secure ? `${SECURE}${/;\s*secure/i.test(cookie) ? cookie : `${cookie}; Secure`}` : cookie);
  }
}
