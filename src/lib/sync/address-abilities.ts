/**
 * Browser abilities that exist only in a secure context: https, or the machine itself. Only this file asks for them, and each caller must
 * have a fallback for null. eslint.config.js enforces this.
 */
const browser = globalThis.navigator as Partial<Navigator> | undefined;

/** Stores the app itself on the device, so that a closed page opens again without a network. */
export const appKeeper = (): ServiceWorkerContainer | null => browser?.serviceWorker ?? null;

/** Can be asked to keep the device's copies when storage is short. */
export const storageKeeper = (): StorageManager | null => browser?.storage ?? null;

/** Locks shared by all windows of a device. */
export const windowLocks = (): LockManager | null => browser?.locks ?? null;

export const clipboard = (): Clipboard | null => browser?.clipboard ?? null;

/** Verifies signatures. */
export const signatureChecker = (): SubtleCrypto | null => (globalThis.crypto as Partial<Crypto> | undefined)?.subtle ?? null;

/** Cameras of the device. */
export const cameras = (): MediaDevices | null => browser?.mediaDevices ?? null;
