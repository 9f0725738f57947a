/** The round in which an import's lists are read: suggested by the records or the file, chosen by the person. */
import { BESIDE_FIELD, besideCell, besideOf, ROUND_ROW } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { chooseRound, PLANS, roundOrWhy, type Area, type Round, type RoundChoice } from '$lib/review/plans.ts';
import { besideOffers } from '$lib/review/beside-standards.ts';
import { isoOf, dayText } from '$lib/review/iso-day.ts';
import { reviewYear, yearsOfLists } from '$lib/review/review-year.ts';
import { inSentence, ND07, type Standard } from '$lib/review/standards.ts';
import type { CellValue } from '$lib/review/types.ts';
import { fileStandards, type FileStandards } from '$lib/workbook/file-standards.ts';
import { resultYear } from '$lib/workbook/place-results.ts';
import type { WorkbookReading } from '$lib/workbook/read.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';

/** What is needed of the commune's records. */
export interface RoundRecords extends Pick<Rooms, 'roundReading' | 'standards'> {
  readonly commune: { readonly list: Pick<SharedList, 'snapshotRow'> };
}

export class ImportRound {
  readonly #records: RoundRecords;
  unit = $state('');
  plan = $state('');
  year = $state(new Date().getFullYear());
  area = $state<Area | ''>('');
  /** yyyy-mm-dd; '' for none. */
  areaFrom = $state('');
  areaBefore = $state<Area | ''>('');
  /** Ids of the standards beside the main one. */
  besideIds = $state<string[]>([]);
  #values = $state.raw<WorkbookReading['formulaValues']>([]);
  #recordedBeside = $state.raw<readonly string[]>([]);
  /** What the file has results by, beside the main standard. */
  readonly #inFile = $derived.by((): FileStandards => this.#fileStandards());
  /** The chosen round, or the reason why there is none. */
  readonly chosen = $derived.by((): Round | string => this.#choose());

  constructor(records: RoundRecords) {
    this.#records = records;
  }

  /** Why there is no round; '' if there is one. */
  get problem(): string {
    return typeof this.chosen === 'string' ? this.chosen : '';
  }

  /** The standard by which the chosen round reads the lists. */
  get standard(): Standard {
    return typeof this.chosen === 'object' ? this.chosen.standard : ND07;
  }

  /** Those beside it. */
  get beside(): readonly Standard[] | undefined {
    return typeof this.chosen === 'object' ? this.chosen.beside : undefined;
  }

  /** Draft standards that may be used. */
  get confirmed(): readonly Standard[] {
    return this.#records.standards;
  }

  /** The file has results by a standard that the round can have beside its own, and does not have in the records. */
  get offersBeside(): boolean {
    return this.#newInFile.some(({ isKnown }) => isKnown);
  }

  /** The person has ticked such a standard: that is written even if the lists stay as they are. */
  get addsBeside(): boolean {
    return this.#newInFile.some(({ id, isKnown }) => isKnown && this.besideIds.includes(id));
  }

  /** What the person should know about the file's other standards. */
  get fileWords(): string[] {
    const known = this.#newInFile.map(({ id, short, isKnown }) => {
      const has = `Tệp có cả kết quả theo ${inSentence(short)}`;
      if (!isKnown)
        return `${has}, nhưng chuẩn này chưa dùng được: người quản trị chưa xác nhận các số của chuẩn này ở trang Bộ quy định. Danh sách vẫn được nhập đủ.`;
      return this.besideIds.includes(id)
        ? `${has}: chuẩn ấy được đánh dấu ở mục Đợt rà soát, bỏ dấu nếu đợt không làm song song.`
        : `${has}, còn đợt này không phân loại theo chuẩn ấy. Muốn làm song song thì đánh dấu chuẩn ấy ở mục Đợt rà soát.`;
    });
    const unknown = this.#inFile.unknown.map(
      (mark) =>
        `Tệp có cả kết quả theo một chuẩn mà sổ này không có, ký hiệu “${mark}”. Danh sách vẫn được nhập đủ; kết quả theo chuẩn ấy không được so lại. Muốn dùng chuẩn ấy, người quản trị thêm ở trang Bộ quy định.`,
    );
    return [...known, ...unknown];
  }

  get #newInFile(): FileStandards['offers'] {
    return this.#inFile.offers.filter(({ id }) => !this.#recordedBeside.includes(id));
  }

  /** The plan's year, if a plan is chosen. */
  get inYear(): number {
    return PLANS.find(({ id }) => id === this.plan)?.year ?? this.year;
  }

  /** The existing round, or for a first import the one in the file. */
  suggest({ of, data, results, formulaValues }: Pick<WorkbookReading, 'of' | 'data' | 'results' | 'formulaValues'>): void {
    const { unit, round, year } = this.#records.roundReading;
    const { area, areaFrom, areaBefore, [BESIDE_FIELD]: beside } = this.#recorded();
    this.unit = unit || data.unit;
    this.year = year ?? reviewYear(yearsOfLists({ of, households: data.households }), resultYear(results)) ?? new Date().getFullYear();
    this.plan = round && !round.plan.id.startsWith('dinh-ky-') ? round.plan.id : '';
    this.area = areaOrNone(area);
    this.areaFrom = isoOf(areaFrom) ?? '';
    this.areaBefore = areaOrNone(areaBefore);
    this.#values = formulaValues;
    this.#recordedBeside = besideOf(beside);
    // A round that is laid out stays as it is: only a person adds a standard to it.
    const proposed = round ? [] : this.#newInFile.filter(({ isKnown }) => isKnown).map(({ id }) => id);
    this.besideIds = [...this.#recordedBeside, ...proposed];
  }

  /** Only what differs from the records: an unchanged choice changes nothing. */
  changes(): Record<string, CellValue> {
    const round = chooseRound(this.#choice(), this.#records.standards);
    const wanted: Record<string, CellValue> = {
      unit: this.unit.trim(),
      year: round.plan.year,
      plan: this.plan || round.plan.id,
      standard: null,
      area: this.area || null,
      areaFrom: this.areaFrom ? dayText(this.areaFrom) : null,
      areaBefore: this.areaBefore || null,
      [BESIDE_FIELD]: besideCell(this.besideIds.filter((id) => id !== round.standard.id)),
    };
    const now = this.#records.roundReading;
    const samePlan = now.round?.plan.id === round.plan.id;
    const cells = this.#recorded();
    return Object.fromEntries(
      Object.entries(wanted).filter(
        ([field, value]) =>
          (cells[field] ?? null) !== value && !(samePlan && (field === 'plan' || field === 'year' || field === 'standard')),
      ),
    );
  }

  #choice(): RoundChoice {
    return { ...(this.plan ? { plan: this.plan } : { year: this.year }), ...areaOf(this) };
  }

  #fileStandards(): FileStandards {
    const round = roundOrWhy(this.#choice(), this.#records.standards);
    return typeof round === 'string' ? { offers: [], unknown: [] } : fileStandards(this.#values, round.standard, this.#records.standards);
  }

  #choose(): Round | string {
    const round = roundOrWhy(this.#choice(), this.#records.standards);
    if (typeof round === 'string' || this.besideIds.length === 0) return round;
    const usable = besideOffers(round.standard.id, this.#records.standards).filter(
      ({ id, isKnown }) => isKnown && this.besideIds.includes(id),
    );
    return roundOrWhy({ ...this.#choice(), beside: usable.map(({ id }) => id) }, this.#records.standards);
  }

  #recorded(): Record<string, CellValue> {
    return this.#records.commune.list.snapshotRow(ROUND_ROW);
  }
}

const areaOrNone = (cell: CellValue | undefined): Area | '' => (cell === 'rural' || cell === 'urban' ? cell : '');

const areaOf = ({ area, areaFrom, areaBefore }: Pick<ImportRound, 'area' | 'areaFrom' | 'areaBefore'>): RoundChoice => ({
  ...(area && { area }),
  ...(areaFrom && { areaFrom }),
  ...(areaBefore && { areaBefore }),
});
