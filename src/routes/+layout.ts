// Everything is drawn on the device: the pages must work with no server in reach.
export const ssr = false;
export const prerender = false;
