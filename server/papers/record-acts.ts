/** The acts of a village as a record file gives them, in the order of the steps; as if the commune's machine had recorded them. */
import type { Act, ActData, ActKind, WantedAct } from '../../src/lib/process/acts.ts';
import { ATTENDING, isAttending } from '../../src/lib/review/quorum.ts';
import { issuedText, listedOf } from '../../src/lib/process/certificate-lines.ts';
import type { Course } from '../../src/lib/process/course.ts';
import { bookOf } from '../../src/lib/process/number-book.ts';
import { needsOf } from '../../src/lib/process/needs.ts';
import { quorumCells, quorumOf } from '../../src/lib/process/quorum-cells.ts';
import { groupedHouseholds } from '../../src/lib/process/posted.ts';
import type { Classified } from '../../src/lib/review/classify.ts';
import type { WorkingDays } from '../../src/lib/review/working-days.ts';
import { Refusal } from '../report/settings.ts';
import type { RecordedActs, VillageRecord } from './record-file.ts';

export interface RecordedVillage {
  acts: Act[];
  /** What does not fit together, in words. */
  problems: string[];
}

export interface ActContext {
  village: { id: string; name: string; classified: Classified };
  course: Course;
  days: WorkingDays;
  today: string;
  /** Where the numbers of this village's certificates begin; null: as its acts say. */
  firstCertificate: number | null;
  /** Acts that other villages have. */
  before: number;
}

/** Lists are checked with the forms; here only what the record says. */
const OF_LISTS: ReadonlySet<string> = new Set(['errors', 'unsettled', 'no-households', 'step-closed']);

export function recordedActs(acts: RecordedActs, requests: VillageRecord['requests'], context: ActContext): RecordedVillage {
  const { village, course, days, today } = context;
  const recorded: Act[] = [];
  const problems: string[] = [];
  const add = <K extends ActKind>(kind: K, data: ActData<K>): string => {
    const wanted = { kind, data } as WantedAct;
    const numbers = bookOf([{ review: '', acts: recorded }]);
    const facts = {
      ...{ review: '', village: village.id, acts: recorded, certificates: new Map(), numbers, calendar: { today, days } },
      course: kind === 'met' ? asking(course, data as ActData<'met'>) : course,
    };
    if (kind !== 'issued' && kind !== 'requested' && kind !== 'refused')
      for (const { code, text } of needsOf(wanted, { ...facts, classified: village.classified, late: 0 }))
        if (!OF_LISTS.has(code)) problems.push(text);
    const id = `act:${String(context.before + recorded.length + 1).padStart(6, '0')}`;
    recorded.push({ ...wanted, id, village: village.id, by: '', at: recorded.length, role: 'commune', hash: '' } as Act);
    return id;
  };

  const asked = (requests ?? []).map(({ household, requested, refused }) => {
    const listed = household === undefined ? {} : { household: rowOf(village, household), listed: 'yes' as const };
    return { refused, of: add('requested', { ...requested, ...listed }) };
  });
  const { reviewed, checked, met, posted, sent, opinion, recognised, issued } = acts;
  // Whoever has met has closed the review before.
  if (reviewed ?? checked ?? met ?? posted ?? sent ?? opinion ?? recognised) add('reviewed', reviewed ?? {});
  if (checked) add('checked', checked);
  if (met) {
    const { agreeing: share, below, quorum } = course.conditions;
    problems.push(...unknownKinds(met));
    add('met', { ...quorumCells(quorum), share, below, ...met });
  }
  if (posted) add('posted', posted);
  const of = sent ? add('sent', sent) : '';
  if (opinion) add('opinion', { ...opinion, of });
  if (recognised) add('recognised', recognised);
  if (issued) {
    const { poor, near } = groupedHouseholds(village.classified);
    const lines = [...poor, ...near].flatMap(({ row }) => {
      const listed = listedOf(village.classified.results.get(row.id)?.class);
      return listed ? [{ household: row.id, listed }] : [];
    });
    if (lines.length > 0)
      add('issued', {
        day: issued.day,
        signer: issued.signer,
        first: context.firstCertificate ?? issued.first,
        cause: 'first',
        households: issuedText(lines),
        text: '',
      });
  }
  for (const { refused, of: request } of asked) if (refused) add('refused', { ...refused, of: request });
  return { acts: recorded, problems };
}

/** A record file may say itself who had to attend: no shipped plan does. */
const asking = (course: Course, data: ActData<'met'>): Course => ({
  ...course,
  conditions: { ...course.conditions, quorum: quorumOf(data) },
});

const unknownKinds = ({ quorumKinds = '' }: ActData<'met'>): string[] =>
  quorumKinds
    .split(' ')
    .flatMap((kind) =>
      kind === '' || isAttending(kind)
        ? []
        : [`Mục quorumKinds: không có thành phần ${kind}; có: ${ATTENDING.map(({ key }) => key).join(', ')}.`],
    );

export function rowOf({ name, classified }: ActContext['village'], code: string): string {
  const row = classified.data.households.find(({ cells }) => String(cells.code ?? '') === code);
  if (!row) throw new Refusal(`Không có hộ mã ${code} trong danh sách của ${name}.`);
  return row.id;
}
