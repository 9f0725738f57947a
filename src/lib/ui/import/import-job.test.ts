/** What an import suggests and asks before anything is written. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Row } from '$lib/review/types.ts';
import type { WorkbookReading } from '$lib/workbook/read.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ImportJob } from './import-job.svelte.ts';

const readInWorker = vi.hoisted(() => vi.fn());
vi.mock('$lib/workbook/read-in-worker.ts', () => ({ readInWorker }));
afterEach(() => vi.clearAllMocks());

async function jobWith(file: Partial<WorkbookReading>, ours: { unit: string }): Promise<ImportJob> {
  const nothing = { unit: '', villages: [], households: [], members: [] };
  readInWorker.mockResolvedValue({ data: nothing, problems: [], questions: [], results: [], columns: [], formulaValues: [], ...file });
  const rooms: Pick<Rooms, 'unit' | 'villages' | 'standards' | 'roundReading' | 'reviewData'> & { commune: unknown } = {
    ...ours,
    villages: [],
    standards: [],
    roundReading: { ...ours, year: null, round: null, problem: null },
    reviewData: () => Promise.resolve({ ...nothing, ...ours }),
    commune: { list: { snapshotRow: () => ({}) } },
  };
  const job = new ImportJob(rooms as Rooms);
  await job.read(new File([], 'danh-sach.xlsx'));
  expect(job.failure).toBe('');
  return job;
}
const dated = (...dates: string[]): Row[] =>
  dates.map((reviewedOn, i) => ({ id: `h:${i}`, sheet: 'list01', cells: { code: String(i), village: 'Thôn 1', reviewedOn } }));
const listsOf = (unit: string, households: Row[] = []): Partial<WorkbookReading> => ({
  data: { unit, villages: [], households, members: [] },
});

it('a different name is another commune, a different spelling is not', async () => {
  expect((await jobWith(listsOf('Xã Hoà Bình'), { unit: 'Xã Hòa Bình' })).otherUnit).toBe('');
  expect((await jobWith(listsOf('Xã Tân Lạp'), { unit: 'Xã Tân Lập' })).otherUnit).toBe('Xã Tân Lạp');
});

it('a village called like the sum of all is not added', async () => {
  const listed = (village: string): Row[] => [{ id: 'h:1', sheet: 'list01', cells: { code: '1', head: 'Lò Văn An', village } }];
  const job = await jobWith(listsOf('Xã A', listed('Tổng số')), { unit: 'Xã A' });
  job.round.area = 'rural';
  expect([job.sumNames, job.mayAccept]).toEqual([['Tổng số'], false]);
  // The person says which village those households are of.
  job.placed['Tổng số'] = 'Thôn 1';
  expect([job.sumNames, job.mayAccept]).toEqual([[], true]);
});

it('if two years have equally many households it suggests the later', async () => {
  expect((await jobWith(listsOf('Xã A', dated('12/11/2022', '12/11/2023')), { unit: '' })).round.year).toBe(2023);
});
