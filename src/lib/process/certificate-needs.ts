/**
 * What issuing and withdrawing certificates need: a recognised village, a number nobody else has in that year, and at most one valid
 * certificate for a household, over all rounds of the commune.
 */
import type { Classified } from '../review/classify.ts';
import { dayText } from '../review/iso-day.ts';
import type { Row } from '../review/types.ts';
import type { Act, ActData, ActOf } from './acts.ts';
import { certificateId, issuedLines, LISTED, listedOf, type Listed } from './certificate-lines.ts';
import {
  certificateNumber,
  householdKey,
  nextNumber,
  validByHousehold,
  yearOf,
  type Certificate,
  type Certificates,
} from './certificates.ts';
import type { Need } from './need.ts';
import { recognisedIn } from './recognised.ts';
import type { Standing } from './standing.ts';

export interface CertificateFacts {
  review: string;
  village: string;
  standing: Pick<Standing, 'step' | 'closed' | 'decided'>;
  classified: Classified;
  certificates: Certificates;
}

/** A household of the village as it is recognised; `listed` is null for one that has no right to a certificate. */
export interface Holder {
  key: string;
  row: Row;
  listed: Listed | null;
}

/** In the order of the list; none before the village is recognised. */
export const holdersIn = (
  of: { review: string; village: string },
  classified: Classified,
  standing: Pick<Standing, 'step' | 'closed' | 'decided'>,
): Holder[] =>
  recognisedIn(of, classified, standing).map(({ household, result }) => ({
    key: householdKey(of.village, household),
    row: household,
    listed: listedOf(result),
  }));

const nameOf = ({ row }: Holder): string => String(row.cells.head ?? 'Hộ chưa có tên');
const called = (certificate: Certificate): string => `giấy số ${certificateNumber(certificate)} năm ${certificate.year}`;

const notRecognised: Need = { code: 'not-recognised', text: 'Thôn chưa được công nhận.' };

export function issuedNeeds(data: ActData<'issued'>, facts: CertificateFacts): Need[] {
  const { standing, certificates } = facts;
  const decision = standing.closed.get('recognition');
  if (decision?.kind !== 'recognised') return [notRecognised];
  if (data.day < decision.data.day)
    return [
      { code: 'before-decision', text: `Ngày cấp ${dayText(data.day)} là trước quyết định công nhận ngày ${dayText(decision.data.day)}.` },
    ];
  const lines = issuedLines(data.households) ?? [];
  const households = new Map(holdersIn(facts, facts.classified, standing).map((one) => [one.key, one]));
  const valid = validByHousehold(certificates);
  const year = yearOf(data.day);
  const needs: Need[] = [];
  const seen = new Set<string>();
  lines.forEach(({ household, listed, replaces }, index) => {
    const one = households.get(household);
    const used = certificates.get(certificateId(year, data.first + index));
    const current = valid.get(household);
    if (used)
      needs.push({
        code: `number-used-${used.number}`,
        text: `Số ${certificateNumber(used)} năm ${year} đã cấp rồi. Số tiếp theo còn trống: ${nextNumber(certificates, year)}.`,
      });
    if (!one || one.listed === null)
      needs.push({
        code: `not-listed-${index}`,
        text: `${one ? nameOf(one) : household}: không được công nhận là hộ nghèo, hộ cận nghèo của thôn.`,
      });
    else if (one.listed !== listed)
      needs.push({
        code: `other-result-${index}`,
        text: `${nameOf(one)}: được công nhận là ${LISTED[one.listed]}, không phải ${LISTED[listed]}.`,
      });
    else if (seen.has(household)) needs.push({ code: `twice-${index}`, text: `${nameOf(one)}: được ghi hai lần.` });
    else if (data.cause === 'first' && (current || replaces !== undefined))
      needs.push({
        code: `has-one-${index}`,
        text: current
          ? `${nameOf(one)}: đã có ${called(current)}, còn giá trị. Hãy cấp đổi, hoặc thu hồi giấy đó trước.`
          : `${nameOf(one)}: cấp mới thì không thay giấy nào.`,
      });
    else if (data.cause !== 'first' && (current === undefined || current.id !== replaces))
      needs.push({ code: `has-none-${index}`, text: `${nameOf(one)}: không có giấy còn giá trị để cấp lại, cấp đổi.` });
    else if (data.cause === 'class' && current?.listed === listed)
      needs.push({ code: `same-class-${index}`, text: `${nameOf(one)}: loại hộ không đổi.` });
    seen.add(household);
  });
  return needs;
}

export function withdrawnNeeds(data: ActData<'withdrawn'>, facts: CertificateFacts): Need[] {
  const { village, standing, certificates, classified } = facts;
  const households = new Map(holdersIn(facts, classified, standing).map((one) => [one.key, one]));
  if (data.cause === 'left' && standing.step !== null) return [notRecognised];
  return data.certificates.split('\n').flatMap((id, index, all): Need[] => {
    const certificate = certificates.get(id);
    if (!certificate || (certificate.village !== village && !households.has(certificate.household)))
      return [{ code: `unknown-${id}`, text: `Thôn không có giấy chứng nhận ${id}.` }];
    const one = households.get(certificate.household);
    if (certificate.ended || all.indexOf(id) !== index)
      return [{ code: `ended-${id}`, text: `Giấy số ${certificateNumber(certificate)} không còn giá trị.` }];
    if (data.day < certificate.act.data.day)
      return [
        {
          code: `before-${id}`,
          text: `Giấy số ${certificateNumber(certificate)} cấp ngày ${dayText(certificate.act.data.day)}, sau ngày thu hồi.`,
        },
      ];
    if (data.cause !== 'left') return [];
    if (!one)
      return [
        {
          code: `absent-${id}`,
          text: `Hộ có giấy số ${certificateNumber(certificate)} không có trong danh sách đã công nhận của đợt này.`,
        },
      ];
    if (one.listed !== null) return [{ code: `still-${id}`, text: `${nameOf(one)}: vẫn được công nhận là ${LISTED[one.listed]}.` }];
    return [];
  });
}

/** A certificate act is taken back as long as nothing rests on it: by number, whatever was recorded after it. */
export function undoneNeeds(act: ActOf<'issued' | 'withdrawn'>, review: string, certificates: Certificates): Need[] {
  const valid = validByHousehold(certificates);
  return [...certificates.values()].flatMap((certificate): Need[] => {
    if (act.kind === 'issued' && certificate.review === review && certificate.act.id === act.id && certificate.ended)
      return [
        {
          code: `rests-${certificate.id}`,
          text: `Giấy số ${certificateNumber(certificate)} đã thu hồi hoặc cấp lại sau đó: hãy hủy việc đó trước.`,
        },
      ];
    const { ended } = certificate;
    const other =
      act.kind === 'withdrawn' && ended?.review === review && ended.act.id === act.id ? valid.get(certificate.household) : undefined;
    return other ? [{ code: `other-${certificate.id}`, text: `Hộ đã có ${called(other)}: giấy cũ không thể có giá trị lại.` }] : [];
  });
}

export const isAboutCertificates = (act: Act): act is ActOf<'issued' | 'withdrawn'> => act.kind === 'issued' || act.kind === 'withdrawn';
