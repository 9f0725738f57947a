/** Ids of new rows: made on the device that adds the row, and never changed. */

/** An id begins with the time and the index within the batch, so that sorting by id keeps the order in which rows were added. */
export function newIds(prefix: string, count: number): string[] {
  const time = Date.now().toString(36);
  return Array.from({ length: count }, (_, index) => {
    const random = crypto.getRandomValues(new Uint32Array(2));
    const place = count === 1 ? '' : index.toString(36).padStart(4, '0');
    return `${prefix}${time}${place}${[...random].map((part) => part.toString(36).padStart(7, '0')).join('')}`;
  });
}

export const newId = (prefix: string): string => newIds(prefix, 1)[0] ?? '';
