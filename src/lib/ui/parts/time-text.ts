/** Times in everyday words. */

const two = (n: number): string => String(n).padStart(2, '0');
const dayOf = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** '10:42 hôm qua', '10:42 ngày 12/10', with the year if it is not this year. */
export function pastText(ms: number, now = Date.now()): string {
  const [at, today] = [new Date(ms), new Date(now)];
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const days = Math.round((dayOf(today) - dayOf(at)) / 86_400_000);
  if (days === 0) return `${clock} hôm nay`;
  if (days === 1) return `${clock} hôm qua`;
  const date = `${two(at.getDate())}/${two(at.getMonth() + 1)}`;
  return `${clock} ngày ${date}${at.getFullYear() === today.getFullYear() ? '' : `/${at.getFullYear()}`}`;
}

/** '10:42 12/10/2026' */
export const momentText = (at: number): string =>
  new Date(at).toLocaleString('vi-VN', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });
