/** The people of a commune, as its officer and the admin manage them. */
import * as v from 'valibot';
import { ROLE_IDS } from '../review/roles.ts';
import { AssignedVillages, Id, PersonName, ReviewId, RoleName, Username, Villages } from './fields.ts';
import { right, route } from './route.ts';

const UnitId = v.pipe(v.number(), v.integer(), v.minValue(0));
const One = v.object({ id: Id });
const Managed = v.object({
  id: v.string(),
  username: v.string(),
  name: v.string(),
  role: v.picklist(ROLE_IDS),
  review: v.string(),
  villages: AssignedVillages,
  unit: v.number(),
  mustChange: v.boolean(),
  locked: v.boolean(),
  sessions: v.number(),
});
const Changed = v.object({ person: Managed });
/** The password is shown once. */
const WithPassword = v.object({ person: Managed, password: v.string() });
const manage = { method: 'POST', may: right('people') } as const;

export const PEOPLE = {
  all: route({ method: 'GET', path: '/api/people', may: right('people'), answer: v.object({ people: v.array(Managed) }) }),
  // Every cell shows its author's name, so people who may read a list may know who else works on it.
  colleagues: route({
    method: 'GET',
    path: '/api/colleagues',
    may: right('readRecords'),
    answer: v.object({ people: v.array(v.object({ id: v.string(), name: v.string(), villages: AssignedVillages })) }),
  }),
  add: route({
    ...manage,
    path: '/api/people',
    body: v.object({
      name: PersonName,
      username: v.optional(Username),
      role: RoleName,
      review: v.optional(ReviewId, ''),
      villages: v.optional(Villages, []),
      unit: v.optional(UnitId, 0),
    }),
    answer: WithPassword,
  }),
  change: route({
    ...manage,
    path: '/api/people/change',
    body: v.object({ id: Id, role: v.optional(RoleName), villages: v.optional(Villages), review: v.optional(ReviewId) }),
    answer: Changed,
  }),
  carry: route({
    ...manage,
    path: '/api/people/carry',
    body: v.object({ review: ReviewId, people: v.pipe(v.array(Id), v.maxLength(500)) }),
    answer: v.object({ carried: v.number() }),
  }),
  lock: route({ ...manage, path: '/api/people/lock', body: v.object({ id: Id, locked: v.boolean() }), answer: Changed }),
  endSessions: route({ ...manage, path: '/api/people/end-sessions', body: One, answer: Changed }),
  newPassword: route({ ...manage, path: '/api/people/new-password', body: One, answer: WithPassword }),
};
