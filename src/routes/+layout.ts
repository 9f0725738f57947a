// Everything is rendered on the device: the pages must work without reaching a server.
export const ssr = false;
export const prerender = false;
