/** Asking the commune's machine: JSON both ways, and in words what went wrong. */
export class AskError extends Error {
  /** 'away' when nothing answered. */
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

const AWAY = 'Không liên lạc được với xã. Hãy kiểm tra mạng rồi thử lại.';
const TIMEOUT = 15_000;

/** @throws AskError */
export async function ask<T>(method: 'GET' | 'POST', address: string, body?: object): Promise<T> {
  let answer: Response;
  let content: unknown;
  try {
    answer = await fetch(address, {
      method,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    content = await answer.json();
  } catch (error) {
    console.warn(method, address, error);
    throw new AskError('away', AWAY);
  }
  if (answer.ok) return content as T;
  const { code, error } = (content ?? {}) as { code?: string; error?: string };
  throw new AskError(code ?? String(answer.status), error ?? AWAY);
}

export const reasonOf = (error: unknown): string => {
  if (error instanceof AskError) return error.message;
  console.error(error);
  return 'Chưa làm được. Hãy thử lại.';
};
