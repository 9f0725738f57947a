/** What a meeting needs before it can be recorded: people, votes that fit, and the quorum that the plan asks for. */
import type { Classified } from '../review/classify.ts';
import { attendingLabel, type Attending, type Quorum } from '../review/quorum.ts';
import { reviewedCount } from '../review/reviewed.ts';
import { attendingAt, type ActData } from './acts.ts';
import type { Need } from './need.ts';

/** People at a meeting by their kinds, and how many of them agree. */
export type MeetingCounts = Pick<ActData<'met'>, Attending | 'agreeing'>;

export function meetingNeeds(data: MeetingCounts): Need[] {
  const present = attendingAt(data);
  if (present === 0) return [{ code: 'nobody', text: 'Chưa ghi số người dự họp.' }];
  return data.agreeing > present
    ? [{ code: 'more-than-present', text: `${data.agreeing} người đồng ý, nhưng chỉ có ${present} người dự.` }]
    : [];
}

/** Each part of the quorum that is missing, by its own name. */
export function quorumNeeds(data: MeetingCounts, { people, share, kinds = [] }: Quorum, classified: Classified): Need[] {
  const present = attendingAt(data);
  const needs: Need[] = [];
  if (people !== undefined && present < people)
    needs.push({ code: 'quorum-people', text: `Kế hoạch yêu cầu ít nhất ${people} người dự họp, mới có ${present} người.` });
  const listed = reviewedCount(classified);
  // Rounded up: of 7 households half are 4.
  const least = share === undefined ? 0 : Math.ceil((listed * share) / 100);
  if (data.listed < least)
    needs.push({
      code: 'quorum-share',
      text: `Kế hoạch yêu cầu ${share} % số hộ trong danh sách có đại diện dự họp, là ${least}/${listed} hộ, mới có ${data.listed} hộ.`,
    });
  for (const kind of kinds)
    if (data[kind] === 0)
      needs.push({ code: `quorum-${kind}`, text: `Kế hoạch yêu cầu cuộc họp có ${attendingLabel(kind)}, chưa có người nào.` });
  return needs;
}
