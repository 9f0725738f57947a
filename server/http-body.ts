/** Reading what a request brings: bounded, JSON, and of the shape that is expected. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { HttpError } from './http-error.ts';

const BODY_LIMIT = 64 * 1024;

const unreadable = (): HttpError => new HttpError(400, 'not-json', 'Dữ liệu gửi lên không đọc được.');

export async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new HttpError(413, 'too-large', 'Dữ liệu gửi lên quá lớn.');
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw unreadable();
  }
  if (typeof body !== 'object' || body === null) throw unreadable();
  return body as Record<string, unknown>;
}

/** Unknown fields are left out; the first thing wrong is said in the words of the schema. */
export async function read<T extends v.GenericSchema>(schema: T, request: IncomingMessage): Promise<v.InferOutput<T>> {
  const result = v.safeParse(schema, await bodyOf(request));
  if (result.success) return result.output;
  throw new HttpError(400, 'not-filled-in', result.issues[0].message);
}
