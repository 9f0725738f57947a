/**
 * What browsers give a page only at https or on the machine itself (a secure context). The one place that asks for any
 * of it: whoever calls must have another way where the answer is null. eslint.config.js holds that.
 */
const browser = globalThis.navigator as Partial<Navigator> | undefined;

/** What keeps the app itself on the device, so that a closed page opens again without a network. */
export const appKeeper = (): ServiceWorkerContainer | null => browser?.serviceWorker ?? null;

/** What can be asked not to throw the device's copies away when space is short. */
export const storageKeeper = (): StorageManager | null => browser?.storage ?? null;

/** What several windows of one device take turns by. */
export const windowLocks = (): LockManager | null => browser?.locks ?? null;

export const clipboard = (): Clipboard | null => browser?.clipboard ?? null;
