/** Quyết định công nhận hộ có mức sống trung bình, hộ có thu nhập khá, giàu (Mẫu 9.6): the bands that the round's standard has. */
import { within } from '../common-values.ts';
import { livingNames, listOfLiving } from '../living-lists.ts';
import { decisionPaper } from './decision-values.ts';

export const LIVING_DECISION = decisionPaper({
  id: 'livingDecision',
  names: ({ round }) => livingNames(round.standard),
  households: listOfLiving,
  subject: (names, { unit, round }) =>
    `Công nhận danh sách ${names.map((name) => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1)).join(', ')} trên địa bàn ${within(unit)} năm ${round.plan.year}`,
});
