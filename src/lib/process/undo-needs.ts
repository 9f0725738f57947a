/** What taking back an act needs. */
import { isOfRequest, type Act } from './acts.ts';
import { isAboutCertificates, undoneNeeds } from './certificate-needs.ts';
import type { Facts } from './facts.ts';
import type { Need } from './need.ts';
import { undoRequestNeeds } from './request-needs.ts';
import type { Standing } from './standing.ts';

/** Acts beside the steps of the village. */
const isBeside = (act: Act): boolean => isAboutCertificates(act) || isOfRequest(act) || act.kind === 'paper';

/** Only the last step can be taken back: what came after it rests on it. Certificates rest on the recognition alone, papers on nothing. */
export function undoNeeds(of: string, standing: Standing, { review, certificates }: Facts): Need[] {
  const { acts } = standing;
  const act = acts.find(({ id }) => id === of);
  if (!act) return [{ code: 'no-act', text: 'Không có bước này, hoặc đã hủy rồi.' }];
  if (isOfRequest(act)) return undoRequestNeeds(act, standing);
  if (act.kind === 'corrected') return [{ code: 'corrected', text: 'Ô đã sửa thì sửa lại bằng một lần sửa nữa, có lý do.' }];
  if (act.kind === 'paper') return [];
  if (isAboutCertificates(act)) return undoneNeeds(act, review, certificates);
  if (act.kind === 'recognised' && acts.some((each) => isAboutCertificates(each) && each.id > act.id))
    return [{ code: 'certificates', text: 'Đã cấp hoặc thu hồi giấy chứng nhận theo quyết định này: hãy hủy các việc đó trước.' }];
  return acts.findLast((each) => !isBeside(each))?.id === of
    ? []
    : [{ code: 'not-last', text: 'Sau đó còn việc khác đã ghi: hãy hủy việc ghi sau trước.' }];
}
