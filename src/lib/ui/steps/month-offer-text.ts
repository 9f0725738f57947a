import { isListed, type MonthOffer } from '$lib/process/month-results.ts';

/** 'Trong năm, thôn này có 2 hộ được công nhận, 1 hộ được đưa ra theo tháng mà danh sách này chưa ghi.' */
export function monthOfferText({ added, changed, differ, doubts }: MonthOffer): string {
  const all = [...added, ...[...changed, ...differ, ...doubts].map(({ result }) => result)];
  const came = all.filter(isListed).length;
  const parts = [...(came > 0 ? [`${came} hộ được công nhận`] : []), ...(all.length > came ? [`${all.length - came} hộ được đưa ra`] : [])];
  return `Trong năm, thôn này có ${parts.join(', ')} theo tháng mà danh sách này chưa ghi.`;
}
