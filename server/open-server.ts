/** The whole server on one port, for `rasoat serve` and for the tests. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { auditAnswer } from './audit-http.ts';
import { historyRoutes } from './history-http.ts';
import { createHandler, type Handler } from './http.ts';
import { isSameOrigin } from './http-safety.ts';
import { lateRoutes } from './late-http.ts';
import type { Person } from '../src/lib/review/people.ts';
import { PERSON_PARAM } from '../src/lib/sync/protocol.ts';
import type { SignIn } from './people/sign-in.ts';
import { Hub, type HubOptions } from './rooms/hub.ts';
import { Sockets } from './rooms/sockets.ts';

export interface ServerOptions extends Omit<HubOptions, 'report'> {
  /** Where failures are told; the error output unless said otherwise. */
  report?: HubOptions['report'];
  signIn: SignIn;
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  app?: Handler | null;
}

export interface OpenServer {
  port: number;
  hub: Hub;
  /** Commits what has been received, says goodbye, and frees the port. The log is its opener's to close. */
  close(): Promise<void>;
}

export async function openServer(options: ServerOptions): Promise<OpenServer> {
  const { signIn, port = 0, host, app = null, report = complain } = options;
  const hub = new Hub({ ...options, report });
  const sockets = new Sockets(hub, (request) => whoIsIn(signIn, request));
  const nameOf = (person: string): string => signIn.nameOf?.(person) ?? person;
  const audit = auditAnswer({ log: options.log, whoIs: (request) => signIn.whoIs(request), nameOf });
  const asking = { log: options.log, whoIs: (request: IncomingMessage) => signIn.whoIs(request), nameOf };
  const routes = { ...historyRoutes(asking), ...lateRoutes({ ...asking, hub }) };
  const server = createServer(createHandler({ signIn, app, report, health: () => hub.health, audit, routes }));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!isSameOrigin(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    void (async () => {
      try {
        await sockets.upgrade(request, socket, head);
      } catch (error) {
        report('Không mở được kết nối', error);
        socket.destroy();
      }
    })();
  });
  const recheck = watchRights(signIn, sockets, report);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await hub.close();
    await sockets.close();
    throw error;
  }
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    recheck.stop();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await hub.close();
    await sockets.close();
    server.closeAllConnections();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, hub, close: () => (closing ??= close()) };
}

/**
 * A page says whose it is: when another person has signed in on the same device meanwhile, the cookie is theirs, and
 * an earlier person's page that was asleep must not write under their name.
 */
async function whoIsIn(signIn: SignIn, request: IncomingMessage): Promise<Person | null> {
  const person = await signIn.whoIs(request);
  const said = new URL(request.url ?? '/', 'http://localhost').searchParams.get(PERSON_PARAM);
  return said === null || said === person?.id ? person : null;
}

/** Sessions also end by themselves. */
const RECHECK_MS = 5 * 60_000;

/** Closes open rooms of those whose session has ended or whose rights have changed. */
function watchRights(signIn: SignIn, sockets: Sockets, report: HubOptions['report']): { stop(): void } {
  const recheck = (personId?: string): void => {
    sockets.recheck(personId).catch((error: unknown) => report('Không xem lại được quyền', error));
  };
  const stopListening = signIn.onChange?.(recheck);
  const timer = setInterval(recheck, RECHECK_MS).unref();
  return {
    stop: () => {
      clearInterval(timer);
      stopListening?.();
    },
  };
}

export function complain(text: string, error: unknown): void {
  process.stderr.write(`${new Date().toISOString()} ${text}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
