/** The whole server on its http port and on its https port, for `rasoat serve` and for the tests. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Server as SecureServer } from 'node:https';
import { fullHistoryAnswers } from '../history/full-history-http.ts';
import { addressAnswers } from '../https/address-http.ts';
import type { Certificate } from '../https/certificate.ts';
import { localAddresses } from '../https/local-network.ts';
import { bundleAnswers, type BundleDesk } from '../bundles/bundle-http.ts';
import { historyAnswers } from '../history/history-http.ts';
import { notAHub, refusedAtHub } from '../meeting-hub/at-hub.ts';
import { upstreamAnswers } from '../meeting-hub/upstream-http.ts';
import type { Answered } from '../http/answering.ts';
import { recordsIn } from '../people/review-records.ts';
import { createHandler, type Handler } from './requests.ts';
import type { NamesOf } from '../http/names.ts';
import { isSameOrigin } from '../http/safety.ts';
import { isAfterMeeting } from '../process/after-meeting.ts';
import { processAnswers } from '../process/act-http.ts';
import { villageMoveAnswers, VillageMoves } from '../process/village-moves.ts';
import { paperAnswers } from '../process/paper-http.ts';
import type { TemplateStore } from '../log/template-store.ts';
import { registerAnswers } from '../process/register-http.ts';
import { CommuneRounds } from '../process/commune-rounds.ts';
import type { FormFile } from '../../src/lib/forms/form-file.ts';
import { inUse, NOTHING_OWN, type InUse } from '../../src/lib/forms/own.ts';
import { lateAnswers } from '../rooms/late/late-http.ts';
import { parseRoom, type Person } from '../../src/lib/review/people.ts';
import type { MachineAddresses } from '../../src/lib/sync/machine-addresses.ts';
import { PERSON_PARAM } from '../../src/lib/sync/protocol.ts';
import type { SignIn } from '../people/sign-in.ts';
import { withOwn } from '../../src/lib/forms/registry.ts';
import { byEachStandard } from '../../src/lib/review/plans.ts';
import { SummaryStore } from '../log/summary-store.ts';
import { Hub, type HubOptions } from '../rooms/hub.ts';
import { SummaryKeeper } from '../summaries/keeper.ts';
import { summaryAnswers } from '../summaries/summary-http.ts';
import { Sockets } from '../rooms/sockets.ts';
import { writerThrough } from '../rooms/writer.ts';

export interface ServerOptions extends Omit<HubOptions, 'report' | 'follower'> {
  /** Receives failures; standard error by default. */
  report?: HubOptions['report'];
  signIn: SignIn;
  /** Like the log, closed by the caller. */
  templates: TemplateStore;
  /** Like the log, closed by the caller; without one, summaries are made anew at each start. */
  summaries?: SummaryStore;
  /** Signs bundles, and knows whose to trust; like the log, closed by the caller. */
  bundles?: BundleDesk;
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  app?: Handler | null;
  /** The same over https; port 0 takes any free one. */
  https?: { port: number; certificate: Certificate } | null;
  /** At a meeting hub: what pages ask of it. What is done only at the commune's machine is then refused. */
  atHub?: readonly Answered[];
  /** Names of the machine in the network, listed before its addresses. */
  names?: readonly string[];
  /** Called when the machine's addresses or its certificate have changed. */
  onAddresses?: (addresses: MachineAddresses) => void;
}

export interface OpenServer {
  port: number;
  addresses: MachineAddresses;
  hub: Hub;
  summaries: SummaryKeeper;
  /** Commits what has been received, closes the connections and frees the ports. The caller closes the log. */
  close(): Promise<void>;
}

/**
 * Longer than Caddy 2 keeps a connection without requests (two minutes). With Node's five seconds it would now and then send a step or a
 * sign-in into one that is just being closed, and a POST is not sent a second time.
 */
const KEEP_IDLE_MS = 150_000;

export async function openServer(options: ServerOptions): Promise<OpenServer> {
  const { signIn, port = 0, host, app = null, report = complain, https = null, names = [] } = options;
  const used = async (): Promise<InUse> => (await signIn.inUse?.()) ?? inUse(NOTHING_OWN);
  const ownForms = async (review: string | null): Promise<readonly FormFile[]> => (await signIn.ownForms?.(review)) ?? [];
  const store = options.summaries ?? SummaryStore.inMemory();
  const summaries = new SummaryKeeper({
    log: options.log,
    store,
    report,
    inUse: used,
    ownForms: () => ownForms(null),
    formsOf: async (review, round) => {
      const files = await ownForms(review);
      return byEachStandard(round).map((alone) => withOwn(files, alone));
    },
  });
  const hub = new Hub({ ...options, report, follower: summaries });
  summaries.follow(hub);
  const sockets = new Sockets(
    hub,
    (request) => whoIsIn(signIn, request),
    (reviews) => signIn.namesIn?.(reviews) ?? Promise.resolve(new Map()),
  );
  const namesOf: NamesOf = async (people) => {
    const ids = [...new Set(people)];
    const names = await signIn.namesOf?.(ids);
    // Whoever has no account here may be known from another server.
    const authors = await options.bundles?.origins.authorNames(ids.filter((id) => !names?.has(id)));
    return (person) => names?.get(person) ?? authors?.get(person) ?? person;
  };
  /** So that nobody waits for it: the rounds of the latest year, which those above the communes look at. */
  const warm = async (): Promise<void> => {
    const { reviews } = (await signIn.tree?.()) ?? { reviews: [] };
    const year = Math.max(...reviews.map((review) => review.year));
    await summaries.warm(reviews.filter((review) => review.year === year).map(({ id }) => id));
  };
  const authority = https?.certificate.authority ?? null;
  const addressesNow = (): MachineAddresses => ({
    hosts: [...names, ...localAddresses(host)],
    httpPort: portOf(server),
    httpsPort: secureServer ? portOf(secureServer) : null,
    secureHosts: https?.certificate.current.hosts ?? [],
    authority: authority && { name: authority.name, sha256: authority.sha256, sha1: authority.sha1 },
  });
  const rounds = new CommuneRounds(options.log, async (review) => (await signIn.roundsOf?.(review)) ?? [{ review, year: 0, aside: false }]);
  const of = { log: options.log, namesOf };
  const moves = new VillageMoves({ hub, log: options.log, assignments: signIn.assignments ?? null, report });
  const answers = [
    ...historyAnswers(of),
    ...fullHistoryAnswers(of),
    ...lateAnswers({
      ...of,
      hub,
      isAgreed: async (room) => isAfterMeeting(options.log, room, await used()),
      // Of a village that was merged, what was accepted goes where its households are now.
      accepted: async (by, room) => {
        const place = parseRoom(room);
        if (place?.village) await moves.follow(by, place.review, place.village);
      },
    }),
    ...villageMoveAnswers(moves),
    ...processAnswers({ hub, log: options.log, inUse: used, rounds, templates: options.templates }),
    ...paperAnswers({ log: options.log, rounds, templates: options.templates }),
    ...registerAnswers({ log: options.log, inUse: used, rounds }),
    ...summaryAnswers({ summaries, log: options.log, inUse: used, tree: async () => (await signIn.tree?.()) ?? null }),
    ...(options.bundles ? bundleAnswers({ ...of, ...options.bundles, hub }) : []),
    ...addressAnswers(addressesNow, authority),
    ...(options.atHub ?? notAHub()),
    ...(signIn.hubs
      ? upstreamAnswers({ hub, log: options.log, desk: signIn.hubs, villages: recordsIn(options.log).villages, namesOf })
      : []),
    ...(signIn.roomAnswers?.(writerThrough(hub, 'máy của xã')) ?? []),
  ];
  const handler = createHandler({
    signIn,
    app,
    report,
    health: () => hub.health,
    answers,
    ...(options.atHub && { refused: refusedAtHub }),
  });
  const server = createServer(handler);
  const secureServer = https
    ? createSecureServer({ key: https.certificate.current.key, cert: https.certificate.current.cert }, handler)
    : null;
  const servers: readonly Server[] = secureServer ? [server, secureServer] : [server];
  for (const each of servers) each.keepAliveTimeout = KEEP_IDLE_MS;
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
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
  };
  for (const each of servers) each.on('upgrade', upgrade);
  const recheck = watchRights(signIn, sockets, report);
  try {
    await listen(server, port, host);
    if (secureServer) await listen(secureServer, https?.port ?? 0, host);
  } catch (error) {
    for (const each of servers) each.close();
    await hub.close();
    await summaries.close();
    await sockets.close();
    throw error;
  }
  void warm().catch((error: unknown) => report('Không tổng hợp được số liệu', error));
  const stopFollowing =
    secureServer && https
      ? followPlaces(https.certificate, () => options.onAddresses?.(addressesNow()), secureServer, report)
      : () => undefined;
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    recheck.stop();
    stopFollowing();
    const closed = Promise.all(servers.map((each) => new Promise<void>((resolve) => each.close(() => resolve()))));
    await hub.close();
    await summaries.close();
    if (!options.summaries) store.close();
    await sockets.close();
    for (const each of servers) each.closeAllConnections();
    await closed;
  };
  return { port: portOf(server), addresses: addressesNow(), hub, summaries, close: () => (closing ??= close()) };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const listen = (server: Server, port: number, host?: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

const LOOK_AGAIN_MS = 60_000;

/** A laptop moves to another network, and certificates expire: both are followed. @returns a function that stops it. */
function followPlaces(certificate: Certificate, tell: () => void, server: SecureServer, report: HubOptions['report']): () => void {
  const look = async (): Promise<void> => {
    if (!(await certificate.renew())) return;
    server.setSecureContext({ key: certificate.current.key, cert: certificate.current.cert });
    tell();
  };
  const timer = setInterval(
    () => void look().catch((error: unknown) => report('Không làm mới được chứng nhận', error)),
    LOOK_AGAIN_MS,
  ).unref();
  return () => clearInterval(timer);
}

/**
 * A page says which person it belongs to. If another person has signed in on the device meanwhile, the cookie is
 * theirs, and an earlier person's sleeping page must not write under their name.
 */
async function whoIsIn(signIn: SignIn, request: IncomingMessage): Promise<Person | null> {
  const person = await signIn.whoIs(request);
  const said = new URL(request.url ?? '/', 'http://localhost').searchParams.get(PERSON_PARAM);
  return said === null || said === person?.id ? person : null;
}

/** Sessions also expire by themselves. */
const RECHECK_MS = 5 * 60_000;

/** Closes open rooms of people whose session has ended or whose rights have changed. */
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
