/** What the commune has asked a village to check: comments that are tasks, until somebody resolves them. */
import { readComments, type Comment } from './comments.ts';
import type { SharedList } from './shared-list.ts';

export const openTasks = (list: SharedList): Comment[] => readComments(list).filter(({ task, resolved }) => task && !resolved);
