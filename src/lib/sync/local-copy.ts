/** The port for the copy of a room on this device, and its errors. local-copy.contract.ts is the test that every implementation runs. */
import type * as Y from 'yjs';

/** Reads what is stored beside the edits and is needed before they are loaded. */
export type ReadFirst = (copy: Pick<LocalCopy, 'getMeta' | 'whenCounted'>) => Promise<void>;

export interface LocalCopy {
  /**
   * The clock up to which each client's edits are stored on this device, known before any is loaded, so that unsent edits are counted
   * early. null when only loading tells. After a crash it may be too high, never too low.
   */
  readonly whenCounted: Promise<ReadonlyMap<number, number> | null>;
  /** Resolves when what is stored has been loaded into the document, or cannot be: then `failed` says why. */
  readonly whenLoaded: Promise<void>;
  getMeta(key: string): Promise<Uint8Array | undefined>;
  setMeta(key: string, bytes: Uint8Array): Promise<void>;
  /** Why edits cannot be stored right now; null again once they can. */
  readonly failed: LocalCopyError | null;
  onFailure(listener: (failed: LocalCopyError | null) => void): () => void;
  /** Resolves when every edit made so far is durable on this device; rejects when it could not be stored. */
  flush(): Promise<void>;
  /** Makes this the copy of another document. What is stored of the old one is replaced in one transaction. */
  replace(doc: Y.Doc, meta: ReadonlyMap<string, Uint8Array>): void;
  /** Stores what is left and closes. */
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

/** Named by person and room, so that another person on the same device never sees it. */
export const copyName = (personId: string, room: string): string => `so-ra-soat/${personId}/${room}`;
