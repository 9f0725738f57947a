/** What is done about a village's list in its round: recorded by the commune's machine once its conditions hold. */
import * as v from 'valibot';
import { ACT_RIGHTS, ActShape } from '../process/acts.ts';
import { may } from '../review/people.ts';
import { route } from './route.ts';

const NeedShape = v.object({ code: v.string(), text: v.string(), households: v.optional(v.array(v.string())) });

export const PostedShape = v.object({
  unit: v.string(),
  village: v.string(),
  round: v.string(),
  /** yyyy-mm-dd, both included. */
  from: v.string(),
  until: v.string(),
  places: v.string(),
  groups: v.array(
    v.object({
      name: v.string(),
      persons: v.nullable(v.number()),
      households: v.array(v.object({ head: v.string(), move: v.string() })),
    }),
  ),
});
export type Posted = v.InferOutput<typeof PostedShape>;

export const PROCESS = {
  /** A village's list while it is posted: for everybody, and nothing beyond what a notice shows. */
  posted: route({ method: 'GET', path: '/api/posted/', room: true, may: 'anybody', answer: PostedShape }),
  /** The handler checks the right that this kind of act needs. */
  act: route({
    method: 'POST',
    path: '/api/acts/',
    room: true,
    may: (person, at) => at.village !== null && ACT_RIGHTS.some((action) => may(person, action, at)),
    refusal: 'Bạn không có quyền ghi các bước rà soát của thôn này.',
    body: ActShape,
    answer: v.variant('kind', [v.object({ kind: v.literal('done') }), v.object({ kind: v.literal('missing'), needs: v.array(NeedShape) })]),
  }),
};
