/**
 * Addresses of another review than the yearly one that the person works in: /dot/REVIEW before the page's own address, such as
 * /dot/xa-nong-thuong-2025/thon/thon-3. A reload, a second tab and a shared link stay in that review.
 */
const PAGES =
  'tong-quan|xuat|bieu|so-lieu-thon|cac-buoc|giay-chung-nhan|giay-de-nghi|thuong-xuyen|doi-chieu|den-muon|ke-hoach|ban-chi-dao|so-theo-doi|van-ban(?:/mau)?(?:/[a-zA-Z]+)?';
const OF_VILLAGE = '(?:thon|nhat-ky|cac-buoc|hop)/[^/]+|cac-buoc/[^/]+/ban/[^/]+';
const ADDRESS = new RegExp(`^/dot/([a-z0-9][a-z0-9-]{0,79})(/(?:${OF_VILLAGE}|${PAGES}))?/?$`);

/** The review that an address names; null for the addresses of one's own review. */
export const reviewIn = (path: string): string | null => ADDRESS.exec(path)?.[1] ?? null;

/** The page that an address of a review opens; undefined for any other address. */
export function pageIn(path: string): string | undefined {
  const found = ADDRESS.exec(path);
  return found ? (found[2] ?? '/') : undefined;
}

export const addressIn = (review: string, page: string): string => `/dot/${review}${page === '/' ? '' : page}`;
