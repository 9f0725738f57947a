import type { Handle } from '@sveltejs/kit';

/** A page at plain http may ask the same machine's https address, to find out whether this device trusts it. */
export const handle: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const policy = response.headers.get('content-security-policy');
  if (policy)
    response.headers.set(
      'content-security-policy',
      policy.replace("connect-src 'self'", `connect-src 'self' https://${event.url.hostname}:*`),
    );
  return response;
};
