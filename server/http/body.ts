/** Reads a request's body: limited in size; JSON of the expected shape, or a file. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { HttpError } from './error.ts';

const BODY_LIMIT = 64 * 1024;
/** For people who are not signed in: a name, a password, an invitation. */
export const VISITOR_LIMIT = 4 * 1024;

const unreadable = (): HttpError => new HttpError(400, 'not-json', 'Dữ liệu gửi lên không đọc được.');

const tooLarge = (): HttpError => new HttpError(413, 'too-large', 'Dữ liệu gửi lên quá lớn.');

/** Whether the body may be larger than the limit: then do not wait for the rest of it. */
export function isEndless(request: IncomingMessage, limit = BODY_LIMIT): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return !request.complete;
  return Number(request.headers['content-length'] ?? 0) > limit;
}

export async function bytesOf(request: IncomingMessage, limit = BODY_LIMIT): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function bodyOf(request: IncomingMessage, limit = BODY_LIMIT): Promise<Record<string, unknown>> {
  const bytes = await bytesOf(request, limit);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw unreadable();
  }
  if (typeof body !== 'object' || body === null) throw unreadable();
  return body as Record<string, unknown>;
}

/** Unknown fields are dropped. The first error is reported in the schema's words, never in the library's. */
export async function read<T extends v.GenericSchema>(schema: T, request: IncomingMessage, limit = BODY_LIMIT): Promise<v.InferOutput<T>> {
  const result = v.safeParse(schema, await bodyOf(request, limit), {
    message: () => 'Dữ liệu gửi lên thiếu hoặc sai một mục. Hãy tải lại trang rồi thử lại.',
  });
  if (result.success) return result.output;
  throw new HttpError(400, 'not-filled-in', result.issues[0].message);
}
