/**
 * The copy of a room on this device: the port, and what may go wrong with it. local-copy.contract.ts is the test
 * that every implementation runs.
 */
import type * as Y from 'yjs';

/** What is kept beside the edits, and to be known before they are read. */
export type ReadFirst = (copy: Pick<LocalCopy, 'getMeta' | 'whenCounted'>) => Promise<void>;

export interface LocalCopy {
  /**
   * How far each writer's edits lie on this device, told before any is read, so that what is unsent is known soon;
   * null where only reading tells. Perhaps more than lies here, where the device was cut off, and never less.
   */
  readonly whenCounted: Promise<ReadonlyMap<number, number> | null>;
  /** Resolves when what is stored has been read into the document, or cannot be: then `failed` says why. */
  readonly whenLoaded: Promise<void>;
  getMeta(key: string): Promise<Uint8Array | undefined>;
  setMeta(key: string, bytes: Uint8Array): Promise<void>;
  /** What keeps edits from being stored right now; null again once they are. */
  readonly failed: LocalCopyError | null;
  onFailure(listener: (failed: LocalCopyError | null) => void): () => void;
  /** Resolves when every edit made so far is durable on this device; rejects when it could not be made so. */
  flush(): Promise<void>;
  /** From now on it is the copy of this document: what was stored of the former one goes, in one step with what comes. */
  replace(doc: Y.Doc, meta: ReadonlyMap<string, Uint8Array>): void;
  /** Stores what is left and lets go. */
  close(): Promise<void>;
}

const TEXTS = {
  unavailable: 'Trình duyệt không cho lưu dữ liệu trên máy này. Đóng trang là mất những gì chưa gửi.',
  full: 'Máy này hết chỗ lưu. Hãy giải phóng bộ nhớ, và đừng đóng trang trước khi đã gửi hết.',
  closed: 'Kho dữ liệu trên máy bị đóng hoặc bị xóa. Đừng đóng trang trước khi đã gửi hết.',
  damaged: 'Một phần dữ liệu lưu trên máy này bị hỏng, không đọc được.',
} as const;

export type LocalCopyErrorCode = keyof typeof TEXTS;

export class LocalCopyError extends Error {
  readonly code: LocalCopyErrorCode;

  constructor(code: LocalCopyErrorCode, cause?: unknown) {
    super(TEXTS[code], { cause });
    this.name = 'LocalCopyError';
    this.code = code;
  }
}

/** By person and room: another person on the same device never sees it. */
export const copyName = (personId: string, room: string): string => `so-ra-soat/${personId}/${room}`;
