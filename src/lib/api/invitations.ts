/** Inviting people by a link, and joining through one. */
import * as v from 'valibot';
import { ROLE_IDS } from '../review/roles.ts';
import { tidy } from '../review/text.ts';
import { AssignedVillages, Id, Password, PersonName, ReviewId, RoleName, Villages } from './fields.ts';
import { Done, right, route } from './route.ts';

const MOST_DAYS = 60;
const MOST_USES = 500;

const New = v.object({
  review: v.optional(ReviewId, ''),
  role: RoleName,
  villages: Villages,
  places: v.pipe(v.string(), v.transform(tidy), v.maxLength(600, 'Chọn ít thôn hơn cho một lời mời.')),
  uses: v.pipe(
    v.number('Hãy ghi số người.'),
    v.integer('Số người là số nguyên.'),
    v.minValue(1, 'Số người từ 1.'),
    v.maxValue(MOST_USES, `Nhiều nhất ${MOST_USES} người một lời mời.`),
  ),
  days: v.pipe(v.number('Hãy chọn thời hạn.'), v.minValue(0.01), v.maxValue(MOST_DAYS, `Lời mời dùng được nhiều nhất ${MOST_DAYS} ngày.`)),
});
const Token = v.pipe(v.string(), v.maxLength(200));
const Invitation = v.object({
  id: v.string(),
  review: v.string(),
  role: v.picklist(ROLE_IDS),
  villages: AssignedVillages,
  places: v.string(),
  uses: v.number(),
  used: v.number(),
  expires: v.number(),
  withdrawn: v.boolean(),
  open: v.boolean(),
  token: v.optional(v.string()),
});
/** As anybody who has the link sees it. */
const Seen = v.object({
  unit: v.string(),
  year: v.nullable(v.number()),
  role: v.picklist(ROLE_IDS),
  places: v.string(),
  expires: v.number(),
});
export type SeenInvitation = v.InferOutput<typeof Seen>;

export const INVITATIONS = {
  all: route({
    method: 'GET',
    path: '/api/invitations',
    may: right('invite'),
    answer: v.object({ invitations: v.array(Invitation) }),
  }),
  add: route({
    method: 'POST',
    path: '/api/invitations',
    may: right('invite'),
    body: New,
    answer: v.object({ invitation: Invitation }),
  }),
  withdraw: route({ method: 'POST', path: '/api/invitations/withdraw', may: right('invite'), body: v.object({ id: Id }), answer: Done }),
  look: route({
    method: 'POST',
    path: '/api/invitation/look',
    may: 'anybody',
    body: v.object({ token: Token }),
    answer: v.object({ invitation: Seen }),
  }),
  accept: route({
    method: 'POST',
    path: '/api/invitation/accept',
    may: 'anybody',
    body: v.object({ token: Token, name: PersonName, password: Password }),
    answer: v.object({ username: v.string() }),
  }),
};
