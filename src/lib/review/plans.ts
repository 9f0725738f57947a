/** Plans of a review as data: dates and reports. Sources: the plans of that district or province. */
import * as v from 'valibot';
import { draftById, draftOn, type DraftStandard } from './drafts.ts';
import { onDay } from './limits.ts';
import { addDays } from './iso-day.ts';
import { QuorumShape } from './quorum.ts';
import { POSTED_COLUMNS } from './posted-columns.ts';
import { DAY_AND_MONTH, PROCEDURES, STEPS, type ProcedureId, type StepId } from './rules.ts';
import { SERVICE_KEYS, type ServiceKey } from './services.ts';
import { standardById, standardOn, STANDARDS, type Standard } from './standards.ts';

const isoDate = v.pipe(v.string(), v.isoDate());
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const step = v.picklist(Object.keys(STEPS) as [StepId, ...StepId[]]);

/** What a plan may choose about its steps; what it leaves out is as the rules say (process/course.ts). */
const Conditions = v.object({
  /** Percent of those attending a meeting who must agree. Never less than half (khoản 3 Điều 4 Quyết định 24/2021/QĐ-TTg). */
  agreeing: v.optional(v.pipe(v.number(), v.minValue(50), v.maxValue(100))),
  /** The step from which all is done again when fewer agree. */
  below: v.optional(step),
  /** Whether the days of the meeting and of the decision must lie within the round's days. */
  within: v.optional(v.boolean()),
  /** Who must attend a meeting for it to count; nobody in particular where it is absent. */
  quorum: v.optional(QuorumShape),
});

/** Local rules about the people of a round: they warn and hold nothing up. */
const TeamRules = v.object({
  /** Reviewers of each village, at least. */
  reviewers: v.optional(v.number()),
  /** Percent of the reviewers who work at the commune, at least. */
  communeShare: v.optional(v.number()),
  /** Whether a village head may review the village whose meeting they chair. */
  headReviews: v.optional(v.boolean()),
});

const Report = v.object({
  id: v.string(),
  name: v.string(),
  /** The last day. */
  due: v.optional(isoDate),
  /** Each week of the round: 0 is Sunday, and the hour by which. */
  weekly: v.optional(v.object({ weekday: v.pipe(v.number(), v.minValue(0), v.maxValue(6)), time: v.string() })),
  /** Who receives it. */
  to: v.optional(v.string()),
  forms: v.array(v.string()),
});
export type Report = v.InferOutput<typeof Report>;

const Plan = v.object({
  id: v.string(),
  name: v.string(),
  source: v.string(),
  year: v.number(),
  from: isoDate,
  /** The round's last day; ages are full years on it. */
  to: isoDate,
  /** The day whose area counts, where the plan names one; without it, the round's last day. */
  areaDay: v.optional(isoDate),
  /** Id of a local standard; without it, the national one in force on the last day. */
  standard: v.optional(v.string()),
  /** Whether living standards are determined for the whole list: average, and where the province has bands, well-off and rich. */
  living: v.boolean(),
  /** Which review it is: steps, time limits and opinion are those that the rules have for it. Absent for the yearly one. */
  procedure: v.optional(v.picklist(Object.keys(PROCEDURES) as [ProcedureId, ...ProcedureId[]])),
  /** Its steps in order, where they are not those of the rules, and what it calls them. */
  steps: v.optional(v.array(v.object({ step, name: v.optional(v.string()) }))),
  /** The last day of a step. */
  days: v.optional(
    v.partial(v.object(Object.fromEntries(Object.keys(STEPS).map((id) => [id, isoDate])) as Record<StepId, typeof isoDate>)),
  ),
  conditions: v.optional(Conditions),
  /** Who gives the opinion, where it is not who the rules say. */
  opinion: v.optional(v.string()),
  /** Where the lists are posted. */
  places: v.optional(v.string()),
  /** What a posting shows beside name and movement; nothing more where it is absent. */
  shows: v.optional(v.array(v.picklist(POSTED_COLUMNS))),
  /** Whether visitors of the posting's page may write to the commune; not where it is absent. */
  visitors: v.optional(v.boolean()),
  /** Whether the level above sees the sums of the lists as they are, and not only as they were sent to it; not where it is absent. */
  live: v.optional(v.boolean()),
  team: v.optional(TeamRules),
  /** Percent that the year's plan of poverty reduction sets for basic services; none is set where it is absent. */
  targets: v.optional(
    v.partial(v.object(Object.fromEntries(SERVICE_KEYS.map((key) => [key, percent])) as Record<ServiceKey, typeof percent>)),
  ),
  reports: v.array(Report),
  /** Its days are those of earlier rules, because the rules in force do not say them yet (ruled-plan.ts). */
  assumed: v.optional(v.boolean()),
});
export type Plan = v.InferOutput<typeof Plan>;

/** Phụ lục VI and VII of Thông tư 07/2021, as amended by Thông tư 02/2022. */
const FORMS = ['6.1', '6.2', '7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '7.7', '7.8', '7.9', '7.10', '7.11'];

const DISTRICT_OFFICE = 'Phòng Lao động - Thương binh và Xã hội huyện';

export const PLANS: readonly Plan[] = v.parse(v.array(Plan), [
  {
    id: 'bac-kan-2024',
    name: 'Rà soát hộ nghèo, hộ cận nghèo năm 2024 trên địa bàn thành phố Bắc Kạn',
    source: 'Kế hoạch của UBND thành phố Bắc Kạn, tháng 9/2024; Kế hoạch 580/KH-UBND ngày 20/8/2024 của UBND tỉnh Bắc Kạn',
    year: 2024,
    from: '2024-09-04',
    to: '2024-12-14',
    living: false,
    // Kế hoạch thực hiện công tác giảm nghèo bền vững năm 2024 của UBND thành phố Bắc Kạn, mục II.2.b.
    targets: { insurance: 100, school: 99, water: 100, toilet: 63.5, telecom: 88, means: 95 },
    reports: [
      // 'Trước ngày 05/11/2024', 'trước ngày 10/12/2024': the day before is the last one.
      { id: 'so-bo', name: 'Báo cáo kết quả sơ bộ', due: '2024-11-04', to: 'UBND thành phố', forms: ['7.1', 'so-sanh'] },
      { id: 'chinh-thuc', name: 'Báo cáo kết quả chính thức', due: '2024-12-09', to: 'UBND thành phố', forms: FORMS },
    ],
  },
  {
    id: 'tra-cu-2023',
    name: 'Rà soát hộ nghèo, hộ cận nghèo, xác định hộ có mức sống trung bình, hộ có thu nhập khá, giàu năm 2023 trên địa bàn huyện Trà Cú',
    source: 'Kế hoạch 59/KH-UBND ngày 03/7/2023 của UBND huyện Trà Cú',
    year: 2023,
    from: '2023-07-03',
    to: '2023-12-31',
    standard: 'tra-vinh-2021',
    living: true,
    // Mục 6.3: the district checks before the meeting.
    steps: [
      { step: 'review' },
      { step: 'check', name: 'Tổ chức kiểm tra, phúc tra lại kết quả rà soát' },
      { step: 'meeting' },
      { step: 'posting' },
      { step: 'opinion' },
      { step: 'recognition' },
    ],
    places: 'nhà văn hóa hoặc nhà sinh hoạt cộng đồng ấp, khóm, trụ sở UBND xã, loa truyền thanh',
    // Mục IV.3 và ghi chú 5.
    team: { reviewers: 2, communeShare: 50, headReviews: false },
    reports: [
      { id: 'tien-do', name: 'Báo cáo tiến độ', weekly: { weekday: 4, time: '15:00' }, to: DISTRICT_OFFICE, forms: ['10'] },
      // 'Trước ngày 10/8/2023'.
      { id: 'so-bo', name: 'Báo cáo kết quả sơ bộ', due: '2023-08-09', to: DISTRICT_OFFICE, forms: ['11'] },
      {
        id: 'chinh-thuc',
        name: 'Báo cáo kết quả chính thức',
        due: '2023-08-31',
        to: DISTRICT_OFFICE,
        forms: [...FORMS, '8A', '8B', '9.4', '9.5', '9.7', '9.8', '9.9'],
      },
      {
        id: 'quan-ly',
        name: 'Danh sách quản lý hộ nghèo, hộ cận nghèo năm 2023',
        due: '2023-12-31',
        to: DISTRICT_OFFICE,
        forms: ['12', '13'],
      },
    ],
  },
  {
    id: 'hai-duong-2024',
    name: 'Rà soát hộ nghèo, hộ cận nghèo năm 2024 và xác định hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp có mức sống trung bình tỉnh Hải Dương',
    source: 'Kế hoạch của UBND tỉnh Hải Dương, ngày 24/6/2024',
    year: 2024,
    from: '2024-09-01',
    to: '2024-12-14',
    living: true,
    // Rà soát từ 01/9 đến 15/11; công nhận từ 01/12; báo cáo UBND tỉnh 'trước ngày 10/12/2024'.
    days: { review: '2024-11-15', recognition: '2024-12-14' },
    reports: [{ id: 'chinh-thuc', name: 'Báo cáo kết quả chính thức về UBND tỉnh', due: '2024-12-09', to: 'UBND tỉnh', forms: FORMS }],
  },
]);

export const planById = (id: string): Plan | undefined => PLANS.find((plan) => plan.id === id);

/** As it was published, or as the law has it: without what a commune has changed. */
export const shippedPlan = (id: string): Plan | undefined => planById(id) ?? periodicById(id);

/** The yearly round when no plan is named: 01 September to 14 December (Quyết định 24/2021/QĐ-TTg, Điều 3). */
export const periodicPlan = (year: number): Plan => ({
  id: `dinh-ky-${year}`,
  name: `Rà soát định kỳ hộ nghèo, hộ cận nghèo năm ${year}`,
  source: 'Quyết định 24/2021/QĐ-TTg',
  year,
  from: `${year}-09-01`,
  to: `${year}-12-14`,
  living: false,
  reports: [{ id: 'chinh-thuc', name: 'Báo cáo kết quả chính thức', due: `${year}-12-10`, forms: FORMS }],
});

export interface Month {
  year: number;
  /** 1 to 12. */
  month: number;
}

const two = (number: number): string => String(number).padStart(2, '0');
const MONTHLY_PLAN = /^thang-(\d{4})-(0[1-9]|1[0-2])$/;
export const monthlyPlanId = ({ year, month }: Month): string => `thang-${year}-${two(month)}`;

/** @returns null for a plan that is not a monthly one. */
export function monthOf(plan: string): Month | null {
  const [, year, month] = MONTHLY_PLAN.exec(plan) ?? [];
  return year && month ? { year: Number(year), month: Number(month) } : null;
}

export const monthAfter = ({ year, month }: Month): Month => (month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 });
const dayIn = ({ year, month }: Month, day: number): string => `${year}-${two(month)}-${two(day)}`;

/**
 * '01/9' or, in a month, '15', as a day of that year or month.
 * @returns null for another kind of text, or a day that does not exist; in a short month its last day.
 */
export function isoDayOf(text: string, { year, month }: { year: number; month?: number }): string | null {
  const [, day = '', of] = DAY_AND_MONTH.exec(text) ?? [];
  if (day === '' || (of === undefined) !== (month !== undefined)) return null;
  const within = { year, month: month ?? Number(of) };
  const last = addDays(dayIn(monthAfter(within), 1), -1);
  const wanted = dayIn(within, Number(day));
  return wanted <= last ? wanted : month === undefined ? null : last;
}

/**
 * The review during the year: each month once, from the 15th (Quyết định 24/2021/QĐ-TTg, Điều 3); its results are reported on the 5th of the
 * next month, from February to September (Điều 7).
 */
export function monthlyPlan(of: Month): Plan {
  const next = monthAfter(of);
  return {
    id: monthlyPlanId(of),
    name: `Rà soát thường xuyên tháng ${of.month} năm ${of.year}`,
    source: 'Quyết định 24/2021/QĐ-TTg',
    year: of.year,
    from: dayIn(of, 15),
    to: addDays(dayIn(next, 1), -1),
    living: false,
    procedure: 'during',
    reports:
      next.month >= 2 && next.month <= 9
        ? [{ id: 'thuong-xuyen', name: 'Báo cáo kết quả rà soát thường xuyên', due: dayIn(next, 5), forms: ['6.1', '6.2'] }]
        : [],
  };
}

export type Area = 'rural' | 'urban';

/** All that decides how a list is read: the plan, the standard, and the day on which ages are computed. */
export interface Round {
  plan: Plan;
  /** The main one: the lists of the plan are made by it. */
  standard: Standard;
  /** By these the same survey is classified as well, each with results and forms of its own. */
  beside?: readonly Standard[];
  /** yyyy-mm-dd */
  lastDay: string;
  /** For villages whose area is not given on the sheet Thôn. */
  area?: Area;
  /** yyyy-mm-dd: the day from which that area is so, and the area before. */
  areaFrom?: string;
  areaBefore?: Area;
  /** yyyy-mm-dd: the day whose area counts, where somebody or the plan named it; without it, the last day (areas.ts). */
  areaDay?: string;
}

export interface RoundChoice {
  plan?: string;
  standard?: string;
  /** Ids of the standards beside the main one. */
  beside?: readonly string[];
  /** yyyy-mm-dd; the round's last day, when it differs from the plan's. */
  date?: string;
  /** Year of a periodic round. */
  year?: number;
  area?: Area;
  areaFrom?: string;
  areaBefore?: Area;
  areaDay?: string;
}

export class RoundError extends Error {}

/**
 * @param confirmed draft standards whose missing numbers were confirmed, and provinces' own.
 * @throws RoundError that names what is unknown.
 */
export function chooseRound(choice: RoundChoice, confirmed: readonly Standard[] = []): Round {
  const named = choice.plan === undefined ? undefined : shippedPlan(choice.plan);
  if (choice.plan !== undefined && !named)
    throw new RoundError(`Không có kế hoạch '${choice.plan}'. Có: ${PLANS.map((p) => p.id).join(', ')}`);
  const year = choice.year ?? Number(choice.date?.slice(0, 4) ?? NaN);
  if (!named && Number.isNaN(year)) throw new RoundError("Không biết năm rà soát: cột 'Ngày rà soát' trống, hãy thêm --date hoặc --plan");
  const plan = named ?? periodicPlan(year);
  const lastDay = choice.date ?? plan.to;
  const wanted = choice.standard ?? plan.standard;
  const draft = wanted === undefined ? draftOn(lastDay) : undefined;
  const standard = draft ? confirmedOf(draft, confirmed) : wanted === undefined ? standardOn(lastDay) : standardNamed(wanted, confirmed);
  if (!standard) throw new RoundError(`Chưa có bộ chuẩn cho ngày ${lastDay}`);
  const beside = (choice.beside ?? []).map((id) => standardNamed(id, confirmed));
  const twice = [standard, ...beside].find(({ id }, index, all) => all.findIndex((other) => other.id === id) < index);
  if (twice) throw new RoundError(`Bộ chuẩn '${twice.id}' được chọn hai lần`);
  const inForce = (of: Standard): Standard => onDay(of, lastDay);
  const { area, areaFrom, areaBefore, areaDay = plan.areaDay } = choice;
  return {
    plan,
    standard: inForce(standard),
    lastDay,
    area,
    ...(areaFrom !== undefined && { areaFrom }),
    ...(areaBefore !== undefined && { areaBefore }),
    ...(areaDay !== undefined && { areaDay }),
    ...(beside.length > 0 && { beside: beside.map(inForce) }),
  };
}

/** The round, or in words why there is none. */
export function roundOrWhy(choice: RoundChoice, confirmed: readonly Standard[]): Round | string {
  try {
    return chooseRound(choice, confirmed);
  } catch (error) {
    if (error instanceof RoundError) return error.message;
    throw error;
  }
}

/** The round of lists in which a meeting decided otherwise than the scores say. It decides by the main standard. */
export const withDecisions = (round: Round): Round =>
  round.standard.decided ? round : { ...round, standard: { ...round.standard, decided: true } };

/** The main one first. */
export const standardsOf = ({ standard, beside = [] }: Pick<Round, 'standard' | 'beside'>): [Standard, ...Standard[]] => [
  standard,
  ...beside,
];

/** The round by each of its standards alone, the main one first. */
export const byEachStandard = ({ beside = [], ...round }: Round): [Round, ...Round[]] => [
  round,
  ...beside.map((standard): Round => ({ ...round, standard })),
];

function standardNamed(id: string, confirmed: readonly Standard[]): Standard {
  const draft = draftById(id);
  const standard = draft ? confirmedOf(draft, confirmed) : (standardById(id) ?? confirmed.find((own) => own.id === id));
  if (!standard) throw new RoundError(`Không có bộ chuẩn '${id}'. Có: ${[...STANDARDS, ...confirmed].map((s) => s.id).join(', ')}`);
  return standard;
}

/** Nothing is classified by unconfirmed numbers. */
function confirmedOf(draft: DraftStandard, confirmed: readonly Standard[]): Standard {
  const standard = confirmed.find(({ id }) => id === draft.id);
  if (!standard)
    throw new RoundError(
      `“${draft.name}”${draft.cite && ` (${draft.cite})`} chưa dùng được: còn số chưa có văn bản xác định. Người quản trị ghi các số đó và xác nhận ở trang Bộ quy định.`,
    );
  return standard;
}

function periodicById(id: string): Plan | undefined {
  const month = monthOf(id);
  if (month) return monthlyPlan(month);
  const year = /^dinh-ky-(\d{4})$/.exec(id)?.[1];
  return year ? periodicPlan(Number(year)) : undefined;
}
