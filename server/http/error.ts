/** What a request is refused with: a stable code, and words for the person. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds after which to try again. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, text: string, retryAfter?: number) {
    super(text);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
