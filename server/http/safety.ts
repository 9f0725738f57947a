/** The headers of every answer, and the checks on every request, whatever its address. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';

/** For everything that is not a page: pages bring SvelteKit's own policy with the hashes of their scripts. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** A worker follows the policy of its own file, not the page's. */
const FILES = "default-src 'self'; script-src 'self'; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // The camera reads the code of an identity card (src/lib/ui/scan); its pictures stay in the page.
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Whether the browser uses https, directly or through a proxy in front of us. */
export const isSecure = (request: IncomingMessage): boolean =>
  request.socket instanceof TLSSocket || request.headers['x-forwarded-proto'] === 'https';

/**
 * @param kind 'page' sets no policy: SvelteKit brings it, but not with a 304, where ours would replace the one that the browser had stored.
 */
export function secure(request: IncomingMessage, response: ServerResponse, kind: 'answer' | 'file' | 'page'): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (kind !== 'page') response.setHeader('content-security-policy', kind === 'answer' ? NOTHING : FILES);
  // Not for our own https: it is one of several addresses, and the plain one leads new devices to it.
  if (request.headers['x-forwarded-proto'] === 'https') response.setHeader('strict-transport-security', 'max-age=31536000');
}

/** A browser always sends the origin of a POST or a websocket; a program without a browser sends none. */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const host = request.headers['x-forwarded-host'] ?? request.headers.host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);
const JSON_TYPE = /^application\/json\b/i;

/**
 * Whether a request that may change something comes from our own page. Three checks: the origin; the site that the browser reports; and,
 * when it reports neither, a content type that no other site's form can send.
 */
export function isOwnRequest(request: IncomingMessage): boolean {
  if (CHANGES_NOTHING.has(request.method ?? '')) return true;
  if (!isSameOrigin(request)) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  if (request.headers.origin !== undefined || request.headers.cookie === undefined) return true;
  return JSON_TYPE.test(request.headers['content-type'] ?? '');
}
