/**
 * Meeting hubs: a laptop that serves the page where a meeting is, for days without a network. The commune gives it a token; with that the
 * hub asks the commune's machine; and a page at the hub asks the hub.
 */
import * as v from 'valibot';
import { ROLE_IDS } from '../review/roles.ts';
import { tidy } from '../review/text.ts';
import { AssignedVillages, Id, Password, Villages } from './fields.ts';
import { Done, right, route, signedIn } from './route.ts';

export const HUB_DAYS = 60;

const Hub = v.object({
  id: v.string(),
  name: v.string(),
  villages: AssignedVillages,
  /** The name of the person who made it. */
  by: v.string(),
  created: v.number(),
  expires: v.number(),
  withdrawn: v.boolean(),
  /** Its last contact, in milliseconds. */
  seen: v.nullable(v.number()),
});
export type ManagedHub = v.InferOutput<typeof Hub>;
const refusal = 'Chỉ cán bộ xã cấp mã cho máy họp.';
const manage = { may: right('hubs'), refusal } as const;

/** As the commune manages them. A token is shown once. */
export const HUB_TOKENS = {
  all: route({ ...manage, method: 'GET', path: '/api/hubs', answer: v.object({ hubs: v.array(Hub) }) }),
  add: route({
    ...manage,
    method: 'POST',
    path: '/api/hubs',
    body: v.object({
      name: v.pipe(
        v.string('Hãy ghi tên máy.'),
        v.transform(tidy),
        v.minLength(2, 'Hãy ghi tên máy, ví dụ: Máy tính nhà văn hóa Thôn 3.'),
        v.maxLength(60, 'Tên máy quá dài.'),
      ),
      villages: Villages,
    }),
    answer: v.object({ hub: Hub, token: v.string() }),
  }),
  withdraw: route({ ...manage, method: 'POST', path: '/api/hubs/withdraw', body: v.object({ id: Id }), answer: Done }),
};

const Position = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A client id, and how far its writes are known. */
const Clock = v.tuple([v.number(), v.number()]);
const Base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const Row = v.object({
  update: Base64,
  person: Id,
  device: v.pipe(v.string(), v.maxLength(400)),
  at: v.number(),
  clients: v.array(v.number()),
});
const RoomName = v.pipe(v.string(), v.maxLength(200));
/** Rows of the own tables of the admin, as they are stored: forms, confirmed standards and rules, working days. */
const Table = v.array(v.record(v.string(), v.nullable(v.union([v.string(), v.number()]))));

/** Everything but the lists that a hub needs. No password and nothing made from one. */
export const StartShape = v.object({
  /** The hub's own name, as the commune gave it. */
  name: v.string(),
  /** The commune's machine, as it is called here. */
  upstream: v.string(),
  /** The person who made the token. */
  maker: v.string(),
  review: v.object({
    id: v.string(),
    unit: v.number(),
    year: v.number(),
    plan: v.string(),
    area: v.nullable(v.string()),
    created: v.number(),
  }),
  /** The commune and what is above it. */
  units: v.array(
    v.object({ id: v.number(), parent: v.number(), level: v.picklist(['province', 'district', 'commune']), name: v.string() }),
  ),
  villages: v.array(v.string()),
  people: v.array(
    v.object({
      id: v.string(),
      username: v.string(),
      name: v.string(),
      role: v.picklist(ROLE_IDS),
      villages: AssignedVillages,
      locked: v.boolean(),
    }),
  ),
  own: v.object({ own_form: Table, confirmed_standard: Table, confirmed_rule: Table, working_year: Table }),
});
export type HubStart = v.InferOutput<typeof StartShape>;

/** A page of rows is about 1 MB, or one row that is longer; base64 is a third more. */
const MOST = 16 * 1024 * 1024;
const link = { method: 'POST', may: 'hub' } as const;

/** What a hub asks of the commune's machine, with `Authorization: Bearer TOKEN`. */
export const HUB_LINK = {
  /** `seen`: the hash of what the hub has; the rest is sent only where it differs. */
  start: route({
    ...link,
    path: '/api/hub/start',
    body: v.object({ seen: v.pipe(v.string(), v.maxLength(80)) }),
    answer: v.object({ hash: v.string(), start: v.nullable(StartShape) }),
  }),
  /** Rows of a document after a position, without those that the hub is known to have. */
  rows: route({
    ...link,
    path: '/api/hub/rows',
    most: MOST,
    body: v.object({ room: RoomName, after: Position, known: v.array(Clock) }),
    answer: v.object({
      rows: v.array(v.object({ ...Row.entries, position: Position })),
      upTo: Position,
      more: v.boolean(),
      isOther: v.boolean(),
      names: v.array(v.tuple([v.string(), v.string()])),
    }),
  }),
  take: route({
    ...link,
    path: '/api/hub/take',
    most: MOST,
    body: v.object({ room: RoomName, rows: v.pipe(v.array(Row), v.maxLength(500)) }),
    answer: v.object({
      added: v.number(),
      late: v.number(),
      known: v.number(),
      held: v.array(v.object({ index: v.number(), code: v.picklist(['author', 'gap', 'refused']), reason: v.string() })),
    }),
  }),
};

const HubStatusShape = v.object({
  name: v.string(),
  upstream: v.string(),
  /** Whether the commune's machine answered last time, and when it did last, in milliseconds; null before the first time. */
  reached: v.boolean(),
  contact: v.nullable(v.number()),
  /** Writes that are here and that the commune has not received. */
  waiting: v.number(),
  /** Why the commune's machine no longer knows this one; '' otherwise. */
  unwelcome: v.string(),
  /** What the commune does not take, by author and reason, with the number of writes. */
  held: v.array(v.object({ person: v.string(), reason: v.string(), count: v.number() })),
  troubles: v.array(v.object({ room: v.string(), text: v.string() })),
});
export type HubStatus = v.InferOutput<typeof HubStatusShape>;

/** What pages ask of a hub. Another server answers that it is none. */
export const AT_HUB = {
  status: route({ method: 'GET', path: '/api/hub-status', may: signedIn, answer: HubStatusShape }),
  /** The first password at this hub of the person who made its token, with the link that its console shows. */
  operator: route({
    method: 'POST',
    path: '/api/hub-operator',
    may: 'anybody',
    body: v.object({ token: v.pipe(v.string(), v.maxLength(200)), password: Password }),
    answer: Done,
  }),
};
