/** What is done about a village's list in its round: recorded by the commune's machine once its conditions hold. */
import * as v from 'valibot';
import { ACT_RIGHTS, ActShape } from '../process/acts.ts';
import { may } from '../review/people.ts';
import { route } from './route.ts';

const NeedShape = v.object({ code: v.string(), text: v.string(), households: v.optional(v.array(v.string())) });

export const PROCESS = {
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
