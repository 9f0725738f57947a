/** One room opened on this device: the list, its local copy, the link to the server, the other tabs, and the status. */
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
  /** The device's connection; by default the page's own. */
  lines?: Lines;
  /** Opens the local copy; by default in IndexedDB. */
  openCopy?: (name: string, doc: Y.Doc, readFirst: ReadFirst) => LocalCopy;
  BroadcastChannelImpl?: typeof BroadcastChannel;
  clock?: () => number;
  /** Separates the windows of one person; by default the browser's locks. */
  locks?: LockManager;
}

export interface OpenRoom {
  readonly list: SharedList;
  readonly awareness: Awareness;
  readonly status: StatusStore;
  /** Resolves when the local copy has been loaded and the list can be shown. */
  readonly whenLoaded: Promise<void>;
  /** Shows the others which cell this person is in. */
  place(row?: string, field?: string): void;
  /** Restores what this person could undo here before, and stores it from now on. Any write does the same. */
  rememberUndo(): void;
  /** Stores something of this person's beside the list on this device; it is removed with their copies. */
  keep(key: string, value: unknown): Promise<void>;
  kept(key: string): Promise<unknown>;
  /** The unsent edits as one update, for a rescue file. */
  unsent(): UnsentEdits;
  /** Applies edits from a rescue file; those already here change nothing. */
  take(update: Uint8Array): void;
  /** Connects again after the server has closed permanently, e.g. once the person is signed in. */
  connect(): void;
  close(): Promise<void>;
}

/** Where the late clocks are stored. Devices in use have them under this word. */
const LATE = 'apart';
/** Neither the network nor the copy: the server cannot open or store. */
const TROUBLES = new Set<number>([CLOSE.loadFailed.code, CLOSE.notStored.code]);
const STORE_ACKED_MS = 200;
const LINE = 'line';
/** The room has other edits under one of our client ids, or a comment that we may not sign: our edits are rewritten under another id. */
const RENEWABLE = new Set<number>([CLOSE.contradicts.code, CLOSE.notYours.code, CLOSE.signedAsOther.code]);
/** After this many without success in between, tell the user instead of retrying forever. */
const MOST_RENEWALS = 8;

export function openRoom(options: RoomOptions): OpenRoom {
  const { room, person, url, mayWrite, device = '', lines = pageLines() } = options;
  const name = copyName(person.id, room);
  // Keeps an overwritten entry until the server has had it, because it may have to be compared.
  const newDoc = (): Y.Doc => new Y.Doc({ gcFilter: (item) => receipts.mayForget(item) });
  let doc = newDoc();
  // Created before the copy, so that the list's index is up to date before any other listener hears of a change.
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
  /** Identifies this build of the copy; a rebuilt copy has a new line. */
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
  /** Created once the copy is loaded: Yjs encodes every update for each link that listens. */
  let provider: WebsocketProvider | null = null;
  let heard: ServerMessages | null = null;
  const place = (row?: string, field?: string): void => {
    const presence: Presence = { person: { id: person.id, name: person.name }, ...(row && { row }), ...(field && { field }) };
    awareness.setLocalState({ ...presence });
  };
  place();
  /** Yjs takes another client id when it hears of somebody under its own; y-websocket's awareness must follow. */
  const followId = (): void => {
    if (awareness.clientID === doc.clientID) return;
    awareness.states.delete(awareness.clientID);
    awareness.clientID = doc.clientID;
    place();
  };
  doc.on('afterTransactionCleanup', followId);

  /** Edits being stored on this device. A tab that is closed before they are durable loses them, so nothing is promised yet. */
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
  /** While the list is still to be loaded, unsent edits are counted and the server reports what it has. */
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
      // Otherwise another tab's edits would arrive as if from the server.
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
      // Set again for a new clock: otherwise the others take a state that they know for an old one, for up to 15 s.
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

  /** Counted since everything was last received. */
  let renewals = 0;
  receipts.onChange(() => {
    if (receipts.unsent === 0) renewals = 0;
  });
  /** @param theirs the result when another tab has already done the same. */
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
  // Not for every open room: the home page opens all villages' rooms and undoes nothing.
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
    // As if written here: stored on this device, and sent.
    take: (update) => {
      const { upTo, differ } = agreement(doc, Y.decodeUpdate(update));
      if (differ.size === 0) Y.applyUpdate(doc, update, 'rescue');
      else takeEdits(doc, update, new Map([...upTo].filter(([client]) => differ.has(client))), person.name, 'rescue');
    },
  };
}

/**
 * Stores what was acknowledged, for the next reload. Storing late is harmless: the count is too high until the server has answered, never
 * too low.
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

/** The address of the device's connection: the same for all rooms of one person. */
const addressOf = (url: string, params: Record<string, string>): string =>
  `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}${ROOM_PATH}?${new URLSearchParams(params).toString()}`;

const textOf = (bytes: Uint8Array | undefined): string => (bytes ? new TextDecoder().decode(bytes) : '');
