/** HTTP: /api is answered here, in JSON with Vietnamese error texts; every other address belongs to the app. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACCOUNT } from '../../src/lib/api/account.ts';
import { MACHINE } from '../../src/lib/api/machine.ts';
import type { Route } from '../../src/lib/api/route.ts';
import { answered, Answers, DONE, type Answered } from '../http/answering.ts';
import { isEndless } from '../http/body.ts';
import { HttpError } from '../http/error.ts';
import { isOwnRequest, secure } from '../http/safety.ts';
import { faultOf } from '../faults/log-fault.ts';
import type { SignIn } from '../people/sign-in.ts';
import type { Health } from '../rooms/hub-health.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpOptions {
  signIn: SignIn;
  /** The built app's request handler; null until it is built. */
  app: Handler | null;
  report: (text: string, error: unknown) => void;
  health: () => Health;
  /** The routes of the rooms. */
  answers?: readonly Answered[];
  /** Why a route is not answered on this machine; null when it is. */
  refused?: (route: Route) => string | null;
}

/** adapter-node's handler, made by `npm run build`. */
export async function loadApp(file: URL): Promise<Handler | null> {
  if (!existsSync(file)) return null;
  const { handler } = (await import(file.href)) as { handler: Handler };
  return handler;
}

export const NOT_BUILT = 'Chưa có giao diện: hãy chạy “npm run build” rồi khởi động lại máy chủ.';

export function createHandler({ signIn, app, report, health, answers: more = [], refused }: HttpOptions): Handler {
  const answers = new Answers([...own(signIn, health), ...(signIn.answers ?? []), ...more]);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('cache-control', 'no-store');
    const found = answers.find(request.method ?? '', request.url ?? '/');
    try {
      if (!found) throw new HttpError(404, 'no-such-address', 'Không có địa chỉ này.');
      const refusal = refused?.(found.route);
      if (refusal) throw new HttpError(409, 'at-hub', refusal);
      const body = await found.answer(request, response, signIn);
      json(response, response.statusCode, body);
    } catch (error) {
      if (error instanceof HttpError) return refuse(response, error);
      // The person gets a number to read out, and the log has the details; neither names the person.
      const id = randomBytes(4).toString('hex');
      const { code, refusal } = faultOf(error);
      report(`Lỗi ${id} khi trả lời ${request.method} ${found?.route.path ?? ''}`, error);
      if (code === 'failed')
        json(response, 500, { code, error: `Máy của xã gặp lỗi. Hãy thử lại; nếu vẫn lỗi, báo cho xã mã lỗi ${id}.`, id });
      else json(response, 503, { code, error: refusal, id });
    }
  };

  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const isApi = path === '/api' || path.startsWith('/api/');
    // Pages have no dot in their last part; everything under /_app/ is a file of the build.
    const isPage = app !== null && !isApi && !path.startsWith('/_app/') && !/\.[^/]*$/.test(path);
    secure(request, response, isApi || !app ? 'answer' : isPage ? 'page' : 'file');
    if (!isOwnRequest(request)) refuse(response, new HttpError(403, 'other-origin', 'Yêu cầu đến từ một trang khác nên bị từ chối.'));
    else if (isApi) void answer(request, response);
    // Pages are only read: a body sent to one is not read.
    else if (isEndless(request, 0)) refuse(response, new HttpError(405, 'no-such-address', 'Không có địa chỉ này.'));
    else if (app) app(request, response);
    else response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(NOT_BUILT);
  };
}

const own = (signIn: SignIn, health: () => Health): Answered[] => [
  // 503 when edits cannot be stored, for monitoring.
  answered(MACHINE.health, ({ response }) => {
    const state = health();
    if (!state.ok) response.statusCode = 503;
    return state;
  }),
  answered(ACCOUNT.me, ({ request, response }) => signIn.me(request, response)),
  answered(ACCOUNT.enterDemo, ({ request, response, body: { id } }) => {
    if (!signIn.enter) throw new HttpError(404, 'not-a-demo', 'Chỉ bản dùng thử mới vào được theo cách này.');
    const person = signIn.enter(id, request, response);
    if (!person) throw new HttpError(400, 'no-such-person', 'Không có người này trong bản dùng thử.');
    return { ...DONE, person };
  }),
  answered(ACCOUNT.leave, async ({ request, response }) => {
    await signIn.leave(request, response);
    return DONE;
  }),
];

function refuse(response: ServerResponse, { status, code, message, retryAfter }: HttpError): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  json(response, status, { code, error: message });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  // A route that sends a file has sent its answer already.
  if (response.headersSent) return void response.end();
  // A long body that was not read is still arriving, and Node would read all of it to reuse the connection.
  if (status === 413 || isEndless(response.req)) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
