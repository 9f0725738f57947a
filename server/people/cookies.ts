/**
 * Cookies by the line they travel on. A host's http and https addresses share their cookies: what came by https must not
 * go out in the clear, and http may not overwrite it, so each line has names of its own.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSecure } from '../http/safety.ts';

/** Browsers take such a name over https only, with Secure. */
const SECURE = '__Secure-';

/** The request's cookies of its own line, under the names that the server gave them. */
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
    // A meeting hub speaks plain http, where a Secure cookie would be thrown away.
    response.appendHeader('set-cookie', secure ? `${SECURE}${/;\s*secure/i.test(cookie) ? cookie : `${cookie}; Secure`}` : cookie);
  }
}
