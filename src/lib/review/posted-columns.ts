/**
 * The columns that a posting may show beside name and movement. Closed: nothing else can be chosen, whatever a plan says, and none of them
 * is shown before the commune chooses it.
 */
import { columnOf } from './columns.ts';

export const POSTED_COLUMNS = ['size', 'ethnic', 'lastYear'] as const;
export type PostedColumn = (typeof POSTED_COLUMNS)[number];

export const isPostedColumn = (key: string): key is PostedColumn => (POSTED_COLUMNS as readonly string[]).includes(key);
export const postedLabel = (key: PostedColumn): string => columnOf('list01', key)?.label ?? key;
