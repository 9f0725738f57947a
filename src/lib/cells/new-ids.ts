/** Ids of new rows: made where the row is made, and never changed. */

/** Begins with the time and the place among those made at once, so that rows stand in the order they were added everywhere. */
export function newIds(prefix: string, count: number): string[] {
  const time = Date.now().toString(36);
  return Array.from({ length: count }, (_, index) => {
    const random = crypto.getRandomValues(new Uint32Array(2));
    const place = count === 1 ? '' : index.toString(36).padStart(4, '0');
    return `${prefix}${time}${place}${[...random].map((part) => part.toString(36).padStart(7, '0')).join('')}`;
  });
}

export const newId = (prefix: string): string => newIds(prefix, 1)[0] ?? '';
