/** One room opened on this device: the list, its local copy, the link to the server, other tabs, and the status. */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Presence } from '../cells/presence.ts';
import { SharedList } from '../cells/shared-list.ts';
import { agreement } from './agreement.ts';
import { allCounted, startCounting } from './counting-first.ts';
import { CrossTab, type Renewed } from './cross-tab.ts';
import { IndexedDbCopy } from './indexeddb-copy.ts';
import type { Channel, ChannelEvents, Lines } from './line/channel.ts';
import { OpenedAhead } from './line/opened-ahead.ts';
import { pageLines } from './line/page-lines.ts';
import { roomSocketOf } from './line/room-socket.ts';
import { copyName, type LocalCopy, type ReadFirst } from './local-copy.ts';
import { CLOSE, closeText, PERSON_PARAM, ROOM_PATH } from './protocol.ts';
import { Receipts } from './receipts.ts';
import { renewInto, takeEdits } from './renewal.ts';
import { ACKED, unsentEdits, type UnsentEdits } from './rescue.ts';
import { StatusStore, type RoomStatus } from './room-status.ts';
import { ServerMessages, serverVector } from './server-messages.ts';
import { keepUndo, type UndoMemory } from './undo-memory.ts';
import { takeShelf } from './undo-shelf.ts';

export type { RoomStatus } from './room-status.ts';

export interface RoomOptions {
  room: string;
  person: { id: string; name: string };
  /** The server's address, e.g. 'https://example.vn' or 'ws://…'. */
  url: string;
  mayWrite: boolean;
  /** Names this device in the server's log. */
  device?: string;
  /** The device's connection; the page's own unless said otherwise. */
  lines?: Lines;
  /** Where edits are kept; IndexedDB unless said otherwise. */
  openCopy?: (name: string, doc: Y.Doc, readFirst: ReadFirst) => LocalCopy;
  BroadcastChannelImpl?: typeof BroadcastChannel;
  clock?: () => number;
  /** Keeps windows of one person apart; the browser's own unless said otherwise. */
  locks?: LockManager;
}

export interface OpenRoom {
  readonly list: SharedList;
  readonly awareness: Awareness;
  readonly status: StatusStore;
  /** Resolves when the local copy has been read and the list can be shown. */
  readonly whenLoaded: Promise<void>;
  /** Shows the others which cell this person is in. */
  place(row?: string, field?: string): void;
  /** Brings back what this person can undo here from before, and keeps it from now on; writing anything does so, too. */
  rememberUndo(): void;
  /** Keeps something of this person's beside the list on this device; it goes with their copies. */
  keep(key: string, value: unknown): Promise<void>;
  kept(key: string): Promise<unknown>;
  /** The edits not known to be at the commune's, as one update, for a rescue file. */
  unsent(): UnsentEdits;
  /** Takes edits from a rescue file; what is here already changes nothing. */
  take(update: Uint8Array): void;
  /** Tries again after the server has closed for good, e.g. once signed in. */
  connect(): void;
  close(): Promise<void>;
}

/** Where the late clocks are stored. Devices in use have them under this word. */
const LATE = 'apart';
/** Not the network, nor the copy: the commune's machine cannot open or store. */
const TROUBLES = new Set<number>([CLOSE.loadFailed.code, CLOSE.notStored.code]);
const STORE_ACKED_MS = 200;
const LINE = 'line';
/** The room has other edits under an id of ours, or a comment that is not ours to sign: ours are written anew, under another. */
const RENEWABLE = new Set<number>([CLOSE.contradicts.code, CLOSE.notYours.code, CLOSE.signedAsOther.code]);
/** Without a word of success between: then somebody is told, rather than that it goes on for ever. */
const MOST_RENEWALS = 8;

export function openRoom(options: RoomOptions): OpenRoom {
  const { room, person, url, mayWrite, device = '', lines = pageLines() } = options;
  const name = copyName(person.id, room);
  // Until the commune has had an entry it is kept, overwritten or not: it may have to be compared.
  const newDoc = (): Y.Doc => new Y.Doc({ gcFilter: (item) => receipts.mayForget(item) });
  let doc = newDoc();
  // Before the copy: the list's own index is up to date whenever anything else hears of a change.
  const list = new SharedList(doc, person.name, options.clock);
  const receipts = new Receipts(doc, mayWrite);
  const isCounted = startCounting();
  const readFirst: ReadFirst = async (stored) => {
    try {
      const acked = await stored.getMeta(ACKED);
      if (acked) receipts.restore(acked, await stored.getMeta(LATE));
      line = textOf(await stored.getMeta(LINE));
      const clocks = await stored.whenCounted;
      if (clocks && !closed) openAhead(clocks);
    } finally {
      isCounted();
    }
    await allCounted();
  };
  /** Which making of this copy it is. */
  let line = '';
  const copy = options.openCopy?.(name, doc, readFirst) ?? new IndexedDbCopy(name, doc, undefined, readFirst);
  const status = new StatusStore({
    loaded: false,
    counted: false,
    reach: 'asking',
    answered: false,
    connected: false,
    unsent: 0,
    late: 0,
    local: 'stored',
    localReason: null,
    closed: null,
    trouble: null,
    readOnly: !mayWrite,
  });

  const awareness = new Awareness(doc);
  /** Made once the copy has been read: Yjs encodes what comes into a document for every link that listens. */
  let provider: WebsocketProvider | null = null;
  let heard: ServerMessages | null = null;
  const place = (row?: string, field?: string): void => {
    const presence: Presence = { person: { id: person.id, name: person.name }, ...(row && { row }), ...(field && { field }) };
    awareness.setLocalState({ ...presence });
  };
  place();
  /** Yjs itself takes another id when it hears of somebody under its own; y-websocket then speaks for it, and must know it. */
  const followId = (): void => {
    if (awareness.clientID === doc.clientID) return;
    awareness.states.delete(awareness.clientID);
    awareness.clientID = doc.clientID;
    place();
  };
  doc.on('afterTransactionCleanup', followId);

  /** Edits on their way to this device: a tab that is closed before they are durable loses them, so nothing is promised. */
  let storing = 0;
  const kept = (): Pick<RoomStatus, 'local' | 'localReason'> => {
    const { failed } = copy;
    return {
      local: failed ? 'refused' : storing > 0 ? 'storing' : 'stored',
      localReason: failed && { code: failed.code, text: failed.message },
    };
  };
  const tellCopy = (): void => status.update(kept());
  const followStoring = (): void => {
    storing += 1;
    const stored = (): void => {
      storing -= 1;
      tellCopy();
    };
    copy.flush().then(stored, stored);
  };
  copy.onFailure(tellCopy);
  receipts.onChange(() => {
    if (!status.current.counted) return;
    if (status.current.loaded && receipts.unsent > status.current.unsent) followStoring();
    status.update({ unsent: receipts.unsent, late: receipts.late, ...kept() });
  });
  const tellCounted = (): void => status.update({ counted: true, unsent: receipts.unsent, late: receipts.late });
  const answered = (): void => status.update({ answered: true });
  const answers = (yes: boolean): void => status.update({ reach: yes ? 'here' : 'away' });
  const address = addressOf(url, { [PERSON_PARAM]: person.id, ...(device && { device }) });
  let ahead: OpenedAhead | null = null;
  const openChannel = (events: ChannelEvents): Channel => {
    const opened = ahead;
    ahead = null;
    return opened?.take(events) ?? lines.open(address, room, events);
  };
  /** What is unsent is counted, and the server says what it has, while the list itself is still to be read. */
  const openAhead = (clocks: ReadonlyMap<number, number>): void => {
    receipts.hasUnread(clocks);
    tellCounted();
    const heard = (message: Uint8Array): void => {
      const vector = serverVector(message);
      if (!vector) return;
      receipts.serverHas(vector);
      answered();
    };
    ahead = new OpenedAhead((events) => lines.open(address, room, events), {
      heard,
      closed: () => status.update({ answered: false }),
      answers,
    });
  };
  const link = (): WebsocketProvider => {
    const made = new WebsocketProvider(address, room, doc, {
      awareness,
      connect: false,
      // Another tab's edits would come in as if from the server.
      disableBc: true,
      maxBackoffTime: 2_500,
      WebSocketPolyfill: roomSocketOf(openChannel, receipts, answers),
    });
    const messages = new ServerMessages(made, doc, receipts, { stored: () => status.update({ trouble: null }), answered });
    heard = messages;
    made.on('sync', (synced: boolean) =>
      status.update(synced ? { connected: true, closed: null, ...(!mayWrite && { trouble: null }) } : { connected: false }),
    );
    made.on('status', ({ status: state }) => {
      // With a new clock: the others take a state they have seen before for an old one, for up to 15 s.
      if (state === 'connected') awareness.setLocalState(awareness.getLocalState());
      else status.update({ connected: false, ...(state === 'disconnected' && { answered: false }) });
    });
    made.on('connection-close', (event) => {
      const trouble = event && TROUBLES.has(event.code) ? closeText(event.code, event.reason) : null;
      if (trouble) status.update({ trouble });
    });
    made.on('closed', ({ code, reason }) => {
      if (RENEWABLE.has(code) && messages.same && ++renewals <= MOST_RENEWALS) renew(messages.same, null);
      else status.update({ connected: false, answered: false, closed: { code, text: closeText(code, reason) } });
    });
    return made;
  };

  /** Since everything was received. */
  let renewals = 0;
  receipts.onChange(() => {
    if (receipts.unsent === 0) renewals = 0;
  });
  /** @param theirs another tab has done the same already. */
  const renew = (same: ReadonlyMap<number, number>, theirs: Renewed | null): void => {
    heard?.close();
    provider?.destroy();
    const [old, shared] = [doc, receipts.sharedUpTo(same)];
    doc = newDoc();
    renewInto(doc, old, shared, person.name, theirs?.update);
    receipts.follow(doc, shared);
    list.follow(doc);
    awareness.doc = doc;
    awareness.states.clear();
    awareness.meta.clear();
    followId();
    doc.on('afterTransactionCleanup', followId);
    line = theirs?.line ?? `${Date.now()}.${doc.clientID}`;
    copy.replace(
      doc,
      new Map([
        [ACKED, receipts.encode()],
        [LATE, receipts.encodeLate()],
        [LINE, new TextEncoder().encode(line)],
      ]),
    );
    tab?.follow(doc, line, theirs ? null : { line, update: Y.encodeStateAsUpdate(doc), same: Y.encodeStateVector(new Map(same)) });
    provider = link();
    connect();
  };

  const acknowledged = storeAcked(copy, receipts);
  let tab: CrossTab | null = null;
  let undo: UndoMemory | null = null;
  let closed = false;
  const connect = (): void => {
    status.update({ closed: null });
    provider?.connect();
  };
  const whenLoaded = start();
  // Not for every room that is open: the home page opens all villages' and undoes nothing.
  const rememberUndo = (): void => {
    if (!mayWrite || undo || closed) return;
    void whenLoaded.then(() => {
      if (!copy.failed) undo ??= keepUndo(list.undoStack, copy, () => takeShelf(name, options.locks));
    });
  };
  list.undoStack.onChange(rememberUndo);

  async function start(): Promise<void> {
    await copy.whenLoaded;
    if (closed) return;
    receipts.hasUnread(new Map());
    receipts.onChange(acknowledged.later);
    tellCopy();
    tellCounted();
    status.update({ loaded: true });
    const Channel = options.BroadcastChannelImpl ?? globalThis.BroadcastChannel;
    if (Channel) tab = new CrossTab(name, doc, line, Channel, (renewed) => renew(Y.decodeStateVector(renewed.same), renewed));
    provider = link();
    connect();
  }

  const close = async (): Promise<void> => {
    closed = true;
    ahead?.close();
    provider?.destroy();
    heard?.close();
    tab?.close();
    await whenLoaded;
    await acknowledged.now();
    await undo?.close();
    await copy.close();
    receipts.destroy();
    list.destroy();
    doc.destroy();
  };
  return {
    list,
    awareness,
    status,
    whenLoaded,
    place,
    rememberUndo,
    connect,
    close,
    keep: (key, value) => copy.setMeta(key, new TextEncoder().encode(JSON.stringify(value))),
    kept: async (key) => {
      const bytes = await copy.getMeta(key);
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
    },
    unsent: () => unsentEdits(doc, receipts.encode()),
    // As if written here: kept on this device, and sent.
    take: (update) => {
      const { upTo, differ } = agreement(doc, Y.decodeUpdate(update));
      if (differ.size === 0) Y.applyUpdate(doc, update, 'rescue');
      else takeEdits(doc, update, new Map([...upTo].filter(([client]) => differ.has(client))), person.name, 'rescue');
    },
  };
}

/**
 * Keeps what was acknowledged across a reload. Late is harmless: the count is then too high until the server has
 * answered, never too low.
 */
function storeAcked(copy: LocalCopy, receipts: Receipts): { later(): void; now(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stored = '';
  const now = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const [acked, late] = [receipts.encode(), receipts.encodeLate()];
    const both = `${acked.join()}/${late.join()}`;
    if (copy.failed || stored === both) return;
    try {
      await copy.setMeta(ACKED, acked);
      await copy.setMeta(LATE, late);
      stored = both;
    } catch (error) {
      // The copy itself reports a store that refuses edits; a lost acknowledgement only means asking again.
      console.warn('acknowledgement not stored', error);
    }
  };
  return { later: () => (timer ??= setTimeout(() => void now(), STORE_ACKED_MS)), now };
}

/** Of the device's connection: the same for all rooms of one person. */
const addressOf = (url: string, params: Record<string, string>): string =>
  `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}${ROOM_PATH}?${new URLSearchParams(params).toString()}`;

const textOf = (bytes: Uint8Array | undefined): string => (bytes ? new TextDecoder().decode(bytes) : '');
