/** The caller's own account: who it is, signing in and out, the password. */
import * as v from 'valibot';
import { ROLE_IDS } from '../review/roles.ts';
import { AssignedVillages, Password, PersonName, Username } from './fields.ts';
import { ReviewShape } from './reviews.ts';
import { Done, route } from './route.ts';

const PersonShape = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(ROLE_IDS),
  review: v.string(),
  villages: AssignedVillages,
  unit: v.optional(v.object({ level: v.picklist(['province', 'district', 'commune']), name: v.string() })),
  reviews: v.optional(v.array(v.string())),
  alongside: v.optional(v.array(v.string())),
  only: v.optional(v.array(v.string())),
});
/** What happened to the round that this person works in: it was corrected, put aside, brought back, or they were moved to another. */
const ToldShape = v.object({ id: v.number(), kind: v.picklist(['corrected', 'aside', 'back']), before: v.string(), after: v.string() });
export const MeShape = v.object({
  demo: v.boolean(),
  person: v.nullable(PersonShape),
  /** The people that one may enter as, in the demo. */
  people: v.optional(v.array(PersonShape)),
  username: v.optional(v.string()),
  mustChange: v.optional(v.boolean()),
  /** The commune has locked this person's account: their lists stay closed on the device, also without a network. */
  locked: v.optional(v.boolean()),
  reviews: v.optional(v.array(ReviewShape)),
  told: v.optional(v.nullable(ToldShape)),
  /** This is the machine of a meeting. `keeper`: the name of the person who made its token. `waits`: whose password is set by the link that its console shows. */
  hub: v.optional(
    v.object({
      name: v.string(),
      upstream: v.string(),
      keeper: v.string(),
      waits: v.nullable(v.object({ name: v.string(), username: v.string() })),
    }),
  ),
});
export type Me = v.InferOutput<typeof MeShape>;

const NO_SUCH_PERSON = 'Không có người này trong bản dùng thử.';

export const ACCOUNT = {
  me: route({ method: 'GET', path: '/api/me', may: 'anybody', answer: MeShape }),
  enterDemo: route({
    method: 'POST',
    path: '/api/demo/enter',
    may: 'anybody',
    body: v.object({ id: v.string(NO_SUCH_PERSON) }, NO_SUCH_PERSON),
    answer: v.object({ ...Done.entries, person: v.nullable(PersonShape) }),
  }),
  enter: route({
    method: 'POST',
    path: '/api/enter',
    may: 'anybody',
    body: v.object({ username: Username, password: Password }),
    answer: MeShape,
  }),
  leave: route({ method: 'POST', path: '/api/leave', may: 'anybody', answer: Done }),
  leaveEverywhere: route({ method: 'POST', path: '/api/leave-everywhere', may: 'session', answer: Done }),
  changePassword: route({
    method: 'POST',
    path: '/api/password',
    may: 'session',
    body: v.object({ current: Password, next: Password }),
    answer: Done,
  }),
  /** Creates the first admin, with the token of the link that the server's own window shows. */
  first: route({
    method: 'POST',
    path: '/api/first',
    may: 'anybody',
    body: v.object({ token: v.pipe(v.string(), v.maxLength(200)), name: PersonName, username: Username, password: Password }),
    answer: Done,
  }),
};
