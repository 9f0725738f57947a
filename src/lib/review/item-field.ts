/** The fields of a household in which the answers to a score table stand (score-table.ts), and what histories and messages call them. */

export const ITEM_FIELD = 'q.';
export const isItemField = (field: string): boolean => field.startsWith(ITEM_FIELD);

// An item has the same field in every table that asks it, so no table can give it another name.
const names = new Map<string, string>();
export const nameItem = (field: string, name: string): void => void names.set(field, name);
/** Any other field is its own name. */
export const itemLabel = (field: string): string => names.get(field) ?? (isItemField(field) ? 'Một mục của phiếu chấm điểm' : field);
