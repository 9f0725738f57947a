/** The commune's certificates on the page: who has one, who waits for one, and whose must be exchanged or withdrawn. */
import type { InUse } from '$lib/forms/own.ts';
import { readActs } from '$lib/process/act-rows.ts';
import { holdersIn, type Holder } from '$lib/process/certificate-needs.ts';
import { issuedText, type IssuedLine } from '$lib/process/certificate-lines.ts';
import { certificatesOf, householdKey, validByHousehold, type Certificate, type Certificates } from '$lib/process/certificates.ts';
import type { Need } from '$lib/process/need.ts';
import type { RegisterRound } from '$lib/process/register.ts';
import { CommuneLists } from '../commune/commune-lists.svelte.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { recordAct } from '../steps/record-act.ts';
import { Standings } from '../steps/standings.svelte.ts';

export interface VillageCertificates {
  id: string;
  name: string;
  recognised: boolean;
  /** Recognised households without a certificate. */
  waiting: readonly Holder[];
  /** Recognised as another class than their certificate says. */
  exchange: readonly (Holder & { certificate: Certificate })[];
  /** Recognised as neither poor nor near poor. */
  withdraw: readonly (Holder & { certificate: Certificate })[];
  valid: number;
}

interface NamedHousehold {
  head: string;
  /** Its name. */
  village: string;
  /** In the lists of this round; null where it is in none. */
  row: string | null;
}

export class CommuneCertificates {
  readonly #rooms: Rooms;
  readonly #lists: CommuneLists;
  readonly #standings: Standings;
  readonly #others: () => readonly RegisterRound[];

  /** @param others all rounds of the commune, as the register has them. */
  constructor(rooms: Rooms, own: Pick<InUse, 'rules' | 'workingDays'>, others: () => readonly RegisterRound[]) {
    this.#rooms = rooms;
    this.#lists = new CommuneLists(rooms);
    this.#standings = new Standings(rooms, own);
    this.#others = others;
  }

  /** Call it in an effect. */
  follow(): void {
    this.#lists.follow(this.#rooms.villages);
  }

  close(): void {
    this.#lists.close();
  }

  /** Villages whose list is not on this device yet. */
  get away(): string[] {
    return this.#lists.away;
  }

  readonly all: Certificates = $derived.by(() => {
    void this.#rooms.commune.version;
    const { review } = this.#rooms;
    const others = this.#others().filter((round) => round.review !== review);
    return certificatesOf([...others, { review, acts: readActs(this.#rooms.commune.list) }]);
  });

  readonly villages: readonly VillageCertificates[] = $derived.by(() => {
    const valid = validByHousehold(this.all);
    const { review } = this.#rooms;
    return this.#rooms.villages.map(({ id, name }) => {
      const standing = this.#standings.all.get(id);
      const classified = this.#lists.of(id);
      const holders = standing && classified ? holdersIn({ review, village: id }, classified, standing) : [];
      const held = holders.flatMap((holder) => {
        const certificate = valid.get(holder.key);
        return certificate ? [{ ...holder, certificate }] : [];
      });
      return {
        id,
        name,
        recognised: standing?.step === null,
        waiting: holders.filter(({ key, listed }) => listed && !valid.has(key)),
        exchange: held.filter(({ listed, certificate }) => listed && certificate.listed !== listed),
        withdraw: held.filter(({ listed }) => listed === null),
        valid: [...valid.values()].filter(({ village }) => village === id).length,
      };
    });
  });

  /** Of each household with a certificate: its head and village, as last written. */
  readonly #names: ReadonlyMap<string, NamedHousehold> = $derived.by(() => {
    const names = new Map<string, NamedHousehold>();
    for (const { villages } of this.#others())
      for (const { id, name, entries } of villages)
        for (const { row, code, head } of entries)
          names.set(householdKey(id, { id: row, cells: { code } }), { head, village: name, row: null });
    for (const { id, name } of this.#rooms.villages)
      for (const row of this.#lists.of(id)?.data.households ?? [])
        names.set(householdKey(id, row), { head: String(row.cells.head ?? ''), village: name, row: row.id });
    return names;
  });

  nameOf({ household, village }: Certificate): NamedHousehold {
    return this.#names.get(household) ?? { head: `Hộ ${household}`, village: this.#rooms.nameOf(village), row: null };
  }

  /**
   * Issues to all these households, one act a village, with running numbers.
   * @returns what is missing; villages that were done before that stay done.
   */
  async issue(
    data: Record<string, string | number>,
    villages: readonly { id: string; name: string; lines: readonly IssuedLine[] }[],
  ): Promise<readonly Need[]> {
    let first = Number(data.first);
    for (const { id, name, lines } of villages) {
      if (lines.length === 0) continue;
      const needs = await recordAct(this.#rooms.review, id, { kind: 'issued', data: { ...data, first, households: issuedText(lines) } });
      if (needs.length > 0) return needs.map((need) => ({ ...need, text: `${name}: ${need.text}` }));
      first += lines.length;
    }
    return [];
  }

  async withdraw(
    data: Record<string, string | number>,
    villages: readonly { id: string; name: string; certificates: readonly Certificate[] }[],
  ): Promise<readonly Need[]> {
    for (const { id, name, certificates } of villages) {
      if (certificates.length === 0) continue;
      const ids = certificates.map((certificate) => certificate.id).join('\n');
      const needs = await recordAct(this.#rooms.review, id, { kind: 'withdrawn', data: { ...data, certificates: ids } });
      if (needs.length > 0) return needs.map((need) => ({ ...need, text: `${name}: ${need.text}` }));
    }
    return [];
  }
}
