/** Apart from the reader, so that what only names a bundle does not load it. */
export const BUNDLE_ENDING = '.goi-ra-soat';

/** In bytes. A season of a village is a few megabytes. */
export const BUNDLE_LIMIT = 16 * 1024 * 1024;
