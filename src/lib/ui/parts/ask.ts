/** Requests to the server: JSON both ways, and errors in words. */
import * as v from 'valibot';
import { addressOf, type AnswerOf, type Question, type Route } from '$lib/api/route.ts';

export class AskError extends Error {
  /** 'away' if nothing answered; 'outdated' if the page cannot read the server's answer. */
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

const AWAY = 'Không liên lạc được với máy chủ. Hãy kiểm tra mạng rồi thử lại.';
const OUTDATED = 'Trang này không đọc được câu trả lời của xã, có lẽ vì trang đã cũ. Hãy tải lại trang rồi thử lại.';
const Refusal = v.object({ code: v.optional(v.string()), error: v.optional(v.string()) });
const TIMEOUT = 15_000;

/**
 * The answer must have the shape given in the table of routes, otherwise it is refused: an answer of another version
 * is not the same as no network.
 * @throws AskError
 */
export async function ask<R extends Route & { answer: v.GenericSchema }>(
  route: R,
  ...[question]: Record<never, never> extends Question<R> ? [Question<R>?] : [Question<R>]
): Promise<AnswerOf<R>> {
  const { method } = route;
  const address = addressOf(route, question);
  const file = route.file ? (question?.body as BodyInit | undefined) : undefined;
  const body = method !== 'POST' ? undefined : (file ?? JSON.stringify(question?.body ?? {}));
  let answer: Response;
  let content: unknown;
  try {
    answer = await fetch(address, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    content = await answer.json();
  } catch (error) {
    console.warn(method, address, error);
    throw new AskError('away', AWAY);
  }
  if (!answer.ok) {
    const { code, error } = v.is(Refusal, content) ? content : {};
    throw new AskError(code ?? String(answer.status), error ?? AWAY);
  }
  const read = v.safeParse(route.answer, content);
  if (read.success) return read.output as AnswerOf<R>;
  console.warn(method, route.path, v.flatten(read.issues));
  throw new AskError('outdated', OUTDATED);
}

export const reasonOf = (error: unknown): string => {
  if (error instanceof AskError) return error.message;
  console.error(error);
  return 'Chưa làm được. Hãy thử lại.';
};
