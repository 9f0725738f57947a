/** Which papers a record file asks for: each with its facts, its record, and what its file is called. */
import type { PaperFacts, PaperRecord, Recorded } from '../../src/lib/papers/paper.ts';
import { paperOf } from '../../src/lib/papers/values/papers.ts';
import { PAPER_IDS, paperKind, type PaperId } from '../../src/lib/process/paper-kinds.ts';
import { Refusal } from '../report/settings.ts';
import { ofRecord } from './facts.ts';
import type { ForPaper, PapersRecord } from './record-file.ts';

export interface Job {
  paper: PaperId;
  facts: PaperFacts;
  record: PaperRecord;
  /** Village and household, for the file's name and for what is said of it. */
  village: string;
  about: string;
}

/** What can be made from the lists of several communes. */
export const OF_SEVERAL: readonly PaperId[] = PAPER_IDS.filter((id) => paperKind(id).of === 'commune' && paperKind(id).step === 'summary');

/** @returns the ids, and whether somebody asked for each of them. */
export function wantedPapers(record: PapersRecord, several: boolean): { wanted: PaperId[]; named: boolean } {
  const named = record.papers !== undefined;
  const wanted = record.papers ?? (several ? OF_SEVERAL : PAPER_IDS);
  const [single] = several ? wanted.filter((id) => !OF_SEVERAL.includes(id)) : [];
  if (single)
    throw new Refusal(`Từ danh sách của nhiều xã chỉ làm được ${OF_SEVERAL.join(', ')}. Văn bản ${single} hãy làm riêng cho từng xã`);
  return { wanted: [...new Set(wanted)], named };
}

/** @param facts of the commune, or of several. @throws Refusal when a paper's households are not named, or a number is used twice. */
export function jobsOf(facts: PaperFacts, record: PapersRecord, several: boolean): { jobs: Job[]; named: boolean } {
  const { wanted, named } = wantedPapers(record, several);
  const jobs = wanted.flatMap((paper) => {
    const places = placesOf(paper, facts, record);
    if (places.length === 0 && named) throw new Refusal(nothingFor(paper));
    let next = record.each?.[paper]?.number ?? null;
    return places.map(({ village, about, row }): Job => {
      const own = village === '' ? undefined : ofRecord(record, village)?.each?.[paper];
      const chosen = { ...record.each?.[paper], ...own };
      // The number of the first; the others follow it in the book.
      const number = own?.number ?? (next === null ? null : next++);
      const one = village === '' ? null : (facts.villages.find(({ name }) => name === village) ?? null);
      const its = { ...facts, village: one, about: row };
      const said = several ? null : (paperOf(paper).recorded?.(its) ?? null);
      return { paper, facts: its, record: recordOf(record, chosen, { own, paper, number, said }), village, about };
    });
  });
  refuseTwice(jobs);
  return { jobs, named };
}

const recordOf = (
  { signer = '', day = '', texts = {}, each }: PapersRecord,
  chosen: ForPaper,
  { own, paper, number, said }: { own: ForPaper | undefined; paper: PaperId; number: number | null; said: Recorded | null },
): PaperRecord => ({
  number: paperKind(paper).symbol === null ? null : (number ?? said?.number ?? null),
  day: chosen.day ?? (said?.day || day),
  signer: chosen.signer ?? (said?.signer || signer),
  texts: { ...texts, ...each?.[paper]?.texts, ...own?.texts },
});

interface Place {
  village: string;
  about: string;
  row: string;
}

function placesOf(paper: PaperId, { villages }: PaperFacts, record: PapersRecord): Place[] {
  // A record that names villages is about those; what it says of requests and households names its own.
  const named = record.villages ? villages.filter(({ name }) => ofRecord(record, name)) : villages;
  switch (paperKind(paper).of) {
    case 'commune':
      return [{ village: '', about: '', row: '' }];
    case 'village':
      return named.map(({ name }) => ({ village: name, about: '', row: '' }));
    case 'household':
      return (record.households ?? []).map((code) => {
        for (const { name, classified } of villages) {
          const row = classified.data.households.find(({ cells }) => String(cells.code ?? '') === code);
          if (row) return { village: name, about: code, row: row.id };
        }
        throw new Refusal(`Không có hộ mã ${code} trong danh sách`);
      });
    case 'request':
      return villages.flatMap(({ name, acts }) =>
        acts.flatMap((act) => (act.kind === 'requested' ? [{ village: name, about: act.data.head, row: act.id }] : [])),
      );
  }
}

const nothingFor = (paper: PaperId): string =>
  paperKind(paper).of === 'household'
    ? `Văn bản ${paper} (${paperKind(paper).name}) là của từng hộ: hãy ghi Mã hộ ở mục households`
    : paperKind(paper).of === 'request'
      ? `Văn bản ${paper} (${paperKind(paper).name}) là của từng giấy đề nghị: hãy ghi ở mục requests của thôn`
      : `Danh sách không có thôn nào để làm văn bản ${paper} (${paperKind(paper).name})`;

/** Numbers start anew each year, for each kind of paper (Phụ lục I mục II.3 Nghị định 30/2020/NĐ-CP). */
function refuseTwice(jobs: readonly Job[]): void {
  const taken = new Map<string, Job>();
  for (const job of jobs) {
    const { number, day } = job.record;
    if (number === null) continue;
    const key = `${number}/${paperKind(job.paper).symbol} ${day.slice(0, 4)}`;
    const other = taken.get(key);
    if (other) throw new Refusal(`Số ${number}/${paperKind(job.paper).symbol} dùng cho hai văn bản: ${jobName(other)} và ${jobName(job)}`);
    taken.set(key, job);
  }
}

export const jobName = ({ paper, village, about }: Pick<Job, 'paper' | 'village' | 'about'>): string =>
  [paperKind(paper).name, village, about].filter(Boolean).join(', ');
