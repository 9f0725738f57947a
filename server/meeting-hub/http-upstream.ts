/** The commune's machine over HTTP, as a meeting hub asks it. */
import { request as ask } from 'node:http';
import { request as askSecurely } from 'node:https';
import * as v from 'valibot';
import { HUB_LINK, type HubStart } from '../../src/lib/api/hubs.ts';
import { addressOf, type AnswerOf, type BodyOf, type Route } from '../../src/lib/api/route.ts';
import { Away, Unwelcome, type Upstream } from './upstream.ts';

export interface UpstreamAddress {
  url: URL;
  token: string;
  /** Certificates, as PEM, that are trusted besides the known ones: an address of the commune's own authority needs it. */
  ca?: string | undefined;
}

const PATIENCE_MS = 30_000;
const ANSWER_MOST = 64 * 1024 * 1024;

export class HttpUpstream implements Upstream {
  readonly #to: UpstreamAddress;
  readonly #stop: AbortSignal;

  constructor(to: UpstreamAddress, stop: AbortSignal) {
    this.#to = to;
    this.#stop = stop;
  }

  /** @param seen the hash of what is here already. */
  start(seen: string): Promise<{ hash: string; start: HubStart | null }> {
    return this.#ask(HUB_LINK.start, { seen });
  }

  async rows(room: string, after: number, known: ReadonlyMap<number, number>): ReturnType<Upstream['rows']> {
    const { rows, ...page } = await this.#ask(HUB_LINK.rows, { room, after, known: [...known] });
    return { ...page, rows: rows.map((row) => ({ ...row, update: new Uint8Array(Buffer.from(row.update, 'base64')) })) };
  }

  take(...[room, rows]: Parameters<Upstream['take']>): ReturnType<Upstream['take']> {
    const sent = rows.map(({ update, person, device, at, clients }) => ({
      update: Buffer.from(update).toString('base64'),
      person,
      device,
      at,
      clients: [...clients],
    }));
    return this.#ask(HUB_LINK.take, { room, rows: sent });
  }

  async #ask<R extends Route>(route: R, body: BodyOf<R>): Promise<AnswerOf<R>> {
    const { status, text } = await this.#send(new URL(addressOf(route), this.#to.url), JSON.stringify(body));
    const answer = parsed(text);
    const said = (answer as { error?: unknown } | null)?.error;
    const words = typeof said === 'string' ? said : `Máy của xã trả lời ${status}.`;
    if (status === 401) throw new Unwelcome('Máy của xã không nhận mã của máy họp này: mã đã hết hạn, đã bị rút, hoặc sai.');
    if (status === 403) throw new Unwelcome(words);
    // A proxy answers 404 or 502 while the server behind it is away.
    if (status >= 500 || answer === null) throw new Away(words);
    if (status !== 200) throw new Error(words);
    const shape = v.safeParse(route.answer as v.GenericSchema, answer);
    if (!shape.success) throw new Error('Máy của xã trả lời theo cách mà phiên bản này không hiểu. Hãy cập nhật cả hai máy.');
    return shape.output as AnswerOf<R>;
  }

  #send(url: URL, body: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const away = (error: NodeJS.ErrnoException): void => reject(failureOf(error));
      const send = url.protocol === 'https:' ? askSecurely : ask;
      const request = send(
        url,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${this.#to.token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
          timeout: PATIENCE_MS,
          signal: this.#stop,
          ...(this.#to.ca && { ca: this.#to.ca }),
        },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > ANSWER_MOST) request.destroy(new Error('the answer is too large'));
            chunks.push(chunk);
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
          response.on('error', away);
        },
      );
      request.on('timeout', () => request.destroy(new Error('máy của xã không trả lời')));
      request.on('error', away);
      request.end(body);
    });
  }
}

/** Of Node's TLS: nobody that this machine trusts has signed the certificate. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ở địa chỉ đó không có máy nào trả lời: máy của xã chưa chạy, hoặc sai số cổng',
  ENOTFOUND: 'không tìm thấy tên máy trong địa chỉ',
  EAI_AGAIN: 'không tìm thấy tên máy trong địa chỉ, hoặc không có mạng',
  ENETUNREACH: 'không có mạng',
  EHOSTUNREACH: 'không đến được địa chỉ đó',
  EPROTO: 'địa chỉ https:// trỏ vào cổng http, hoặc ngược lại',
};

function failureOf({ code = '', message }: NodeJS.ErrnoException): Away | Unwelcome {
  if (UNTRUSTED.has(code))
    return new Unwelcome(
      'Máy này chưa tin chứng nhận của địa chỉ máy của xã. Tải chứng nhận của xã (trang Người của xã, mục Máy họp) rồi thêm --ca với tệp đó.',
    );
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new Unwelcome('Chứng nhận của máy của xã không phải của địa chỉ đã ghi. Dùng đúng địa chỉ ở trang Người của xã.');
  return new Away(WORDS[code] ?? (code || message));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not an answer of ours: a proxy's page.
    return null;
  }
}
