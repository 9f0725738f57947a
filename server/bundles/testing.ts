/** Keys for tests. */
import { randomBytes } from 'node:crypto';
import { keyOf, type OwnKey } from './own-key.ts';

/** A new one each time. */
export const testKey = (): OwnKey => keyOf(randomBytes(32));
