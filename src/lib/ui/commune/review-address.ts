/**
 * Addresses of a review that is only read: /dot/REVIEW before the page's own address, such as
 * /dot/xa-nong-thuong-2025/thon/thon-3. A reload, a second tab and a shared link stay in that review.
 */
const ADDRESS = /^\/dot\/([a-z0-9][a-z0-9-]{0,79})(\/(?:thon|nhat-ky)\/[^/]+|\/(?:xuat|bieu|so-lieu-thon))?\/?$/;

/** The review that an address names; null for the addresses of one's own review. */
export const reviewIn = (path: string): string | null => ADDRESS.exec(path)?.[1] ?? null;

/** The page that an address of a review opens; undefined for any other address. */
export function pageIn(path: string): string | undefined {
  const found = ADDRESS.exec(path);
  return found ? (found[2] ?? '/') : undefined;
}

export const addressIn = (review: string, page: string): string => `/dot/${review}${page === '/' ? '' : page}`;
