/**
 * Certificates (giấy chứng nhận) of a commune, read from the acts of all its rounds: one issued in an earlier round counts until it is
 * withdrawn or replaced. Each is named by its year and number, and an act that ends one names it, so the order in which rounds are read
 * does not matter.
 */
import { tidy } from '../review/text.ts';
import type { Row } from '../review/types.ts';
import type { Act, ActOf } from './acts.ts';
import { certificateId, issuedLines, type Listed } from './certificate-lines.ts';
import { liveActs } from './standing.ts';

/** 'Số 12/GCN-HN.HCN'. */
export const certificateNumber = ({ number }: Pick<Certificate, 'number'>): string => `${number}/GCN-HN.HCN`;

/**
 * What names a household in all rounds of its commune: its code. One without a code is known by its row, which a round that is started from
 * the last one keeps.
 */
export const householdKey = (village: string, { id, cells }: Pick<Row, 'id' | 'cells'>): string =>
  tidy(String(cells.code ?? '')) || `${village} ${id}`;

export interface Certificate {
  /** '2025/12'. */
  id: string;
  year: number;
  number: number;
  /** As `householdKey` names it. */
  household: string;
  listed: Listed;
  /** Where it was issued. */
  review: string;
  village: string;
  act: ActOf<'issued'>;
  replaces: string | null;
  /** null while it is valid. */
  ended: { review: string; act: ActOf<'issued' | 'withdrawn'> } | null;
}

export interface RoundActs {
  review: string;
  acts: readonly Act[];
}

export type Certificates = ReadonlyMap<string, Certificate>;

/** By id, in the order issued. @param rounds all rounds of one commune. */
export function certificatesOf(rounds: readonly RoundActs[]): Certificates {
  const found = new Map<string, Certificate>();
  const ended = new Map<string, NonNullable<Certificate['ended']>>();
  for (const { review, acts } of rounds)
    for (const act of liveActs(acts)) {
      if (act.kind === 'withdrawn') for (const id of act.data.certificates.split('\n')) ended.set(id, { review, act });
      if (act.kind !== 'issued') continue;
      const year = yearOf(act.data.day);
      issuedLines(act.data.households)?.forEach(({ household, listed, replaces = null }, index) => {
        const number = act.data.first + index;
        const id = certificateId(year, number);
        found.set(id, { id, year, number, household, listed, review, village: act.village, act, replaces, ended: null });
        if (replaces) ended.set(replaces, { review, act });
      });
    }
  for (const [id, end] of ended) {
    const certificate = found.get(id);
    if (certificate) certificate.ended = end;
  }
  return found;
}

export const yearOf = (day: string): number => Number(day.slice(0, 4));

/** The valid certificate of each household that has one. */
export const validByHousehold = (certificates: Certificates): Map<string, Certificate> =>
  new Map([...certificates.values()].filter(({ ended }) => !ended).map((certificate) => [certificate.household, certificate]));

/** After the highest number of the year. */
export const nextNumber = (certificates: Certificates, year: number): number =>
  Math.max(0, ...[...certificates.values()].filter((certificate) => certificate.year === year).map(({ number }) => number)) + 1;
