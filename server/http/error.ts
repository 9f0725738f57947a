/** The refusal of a request: a stable code, and a text for the person. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  /** In seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, text: string, retryAfter?: number) {
    super(text);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
