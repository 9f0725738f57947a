/** The whole server on one port, for `rasoat serve` and for the tests. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHandler, isSameOrigin, type Handler } from './http.ts';
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
  const sockets = new Sockets(hub);
  const server = createServer(createHandler({ signIn, app, report }));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!isSameOrigin(request)) socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    else sockets.upgrade(request, socket, head, signIn.whoIs(request));
  });
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
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await hub.close();
    await sockets.close();
    server.closeAllConnections();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, hub, close: () => (closing ??= close()) };
}

export function complain(text: string, error: unknown): void {
  process.stderr.write(`${new Date().toISOString()} ${text}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
