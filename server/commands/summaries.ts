/** `rasoat summaries`: compares every summary with its list, and with --repair writes the right ones. */
import { parseArgs } from 'node:util';
import { withOwn } from '../../src/lib/forms/registry.ts';
import { filesInUse, inUse as inUseOf, NOTHING_OWN } from '../../src/lib/forms/own.ts';
import { byEachStandard } from '../../src/lib/review/plans.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { argumentFault, failureText } from '../faults/command-faults.ts';
import type { StoredSummary } from '../log/summary-store.ts';
import { DatabaseUnusable } from '../nodes/database.ts';
import { readPeople } from '../people/accounts-db.ts';
import { OwnForms } from '../people/own-forms.ts';
import { verifySummaries } from '../summaries/verify.ts';
import { lookedIn, openToRead, summariesAt, type Readable } from './stores.ts';

const USAGE = 'Cách dùng: rasoat summaries [--repair] [--data THƯ_MỤC]';

export async function summaries(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { data: { type: 'string' }, repair: { type: 'boolean', default: false } } });
    const data = await openToRead(values.data);
    if (!data) {
      complain(`Không có dữ liệu trong ${lookedIn(values.data)}.`);
      return 2;
    }
    try {
      return await verified(data, values.repair);
    } finally {
      await data.close();
    }
  } catch (error) {
    if (argumentFault(error) !== null) complain(`Tham số không hợp lệ: ${args.join(' ')}\n${USAGE}`);
    else complain(error instanceof DatabaseUnusable ? error.message : failureText(error));
    return 2;
  }
}

async function verified({ log, at }: Readable, repair: boolean): Promise<number> {
  const own = <T>(read: (forms: OwnForms) => Promise<T>): Promise<T | null> =>
    readPeople(at, 'own_form', (query) => read(new OwnForms({ query }, Date.now)));
  const inUse = (await own((forms) => forms.inUse())) ?? inUseOf(NOTHING_OWN);
  const store = await summariesAt(at);
  try {
    const counts = new Map<string, { all: number; behind: number; wrong: number }>();
    const right: StoredSummary[] = [];
    const findings = verifySummaries(
      log,
      store,
      inUse,
      async (review, round) => {
        const files = (await own(async (forms) => filesInUse(await forms.seenFrom(review)))) ?? [];
        return byEachStandard(round).map((alone) => withOwn(files, alone));
      },
      vietnamDay(Date.now()),
    );
    for await (const { review, village, act, kind, right: one } of findings) {
      const count = counts.get(review) ?? { all: 0, behind: 0, wrong: 0 };
      counts.set(review, count);
      count.all += 1;
      if (kind !== 'right') {
        count[kind] += 1;
        right.push(one);
      }
      if (kind === 'wrong') complain(`${review}.${village}${act && ` (${act})`}: số tổng hợp khác danh sách`);
    }
    for (const [review, { all, behind, wrong }] of counts)
      say(`${review}: ${all} số tổng hợp, ${all - behind - wrong} khớp${behind > 0 ? `, ${behind} chưa theo kịp danh sách` : ''}`);
    const wrong = [...counts.values()].reduce((sum, one) => sum + one.wrong, 0);
    if (repair && right.length > 0) {
      await store.put(right);
      say(`Đã ghi lại ${right.length} số tổng hợp theo danh sách. Máy chủ đang chạy dùng các số này từ lần khởi động sau.`);
    } else if (wrong > 0) say('Chạy “rasoat summaries --repair” để ghi lại theo danh sách.');
    return wrong > 0 && !repair ? 1 : 0;
  } finally {
    store.close();
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);
