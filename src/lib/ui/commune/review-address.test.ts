import { describe, expect, it } from 'vitest';
import { addressIn, pageIn, reviewIn } from './review-address.ts';

describe('addresses of another review', () => {
  it('name the review, and the page to open', () => {
    for (const page of [
      '/',
      '/thon/thon-3',
      '/nhat-ky/xa-a-2025.thon-3',
      '/xuat',
      '/bieu',
      '/tong-quan',
      '/so-lieu-thon',
      '/cac-buoc',
      '/cac-buoc/thon-3',
      '/cac-buoc/thon-3/ban/act:000001',
      '/hop/thon-3',
      '/giay-de-nghi',
      '/van-ban/minutes',
      '/van-ban/mau',
      '/van-ban/mau/minutes',
    ]) {
      const address = addressIn('xa-a-2025', page);
      expect([reviewIn(address), pageIn(address)]).toEqual(['xa-a-2025', page]);
    }
    expect(addressIn('xa-a-2025', '/')).toBe('/dot/xa-a-2025');
  });

  it('do not exist for pages that only one’s own review has', () => {
    for (const address of [
      '/',
      '/dot',
      '/thon/thon-3',
      '/dot/',
      '/dot/XA',
      '/dot/xa-a-2025/nhap',
      '/dot/xa-a-2025/moi',
      '/dot/xa-a-2025/thon/',
      '/dot/xa-a-2025/thon/a/b',
      '/dot/xa-a-2025/cac-buoc/a/b',
      '/dot/../api/me',
    ])
      expect([reviewIn(address), pageIn(address)]).toEqual([null, undefined]);
  });
});
