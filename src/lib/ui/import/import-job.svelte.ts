/** One import from file to list: read, preview, and only then write. Until accept() nothing is changed anywhere. */
import { checkFormulaValues } from '$lib/review/check-formula-values.ts';
import { classifyAll } from '$lib/review/classify.ts';
import { surveyOf } from '$lib/review/round-columns.ts';
import type { Problem, ReviewData } from '$lib/review/types.ts';
import { isSumName } from '$lib/review/village.ts';
import { placeScores } from '$lib/workbook/place-scores.ts';
import { placeResults, resultYear } from '$lib/workbook/place-results.ts';
import { previewImport, type ImportPreview } from '$lib/workbook/preview.ts';
import type { UnknownVillage } from '$lib/workbook/preview-villages.ts';
import { isOpen, type Asked } from '$lib/workbook/questions.ts';
import type { WorkbookReading } from '$lib/workbook/read.ts';
import { commitImport } from './import-commit.ts';
import { rememberImport } from './import-memory.ts';
import { confirmationOf, newVillages, otherCommune } from './foreign-file.ts';
import { failureText } from './import-failure.ts';
import { ImportRound } from './import-round.svelte.ts';
import { OLD_UNIT_QUESTION, oldUnit } from './old-unit.ts';
import { countRows, importWrites, touchedRooms, type Counted } from './import-writes.ts';
import { newId } from '$lib/cells/new-ids.ts';
import { UNITS, type OldPlace } from '$lib/api/units.ts';
import { ask } from '../parts/ask.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';

export type Phase = 'choose' | 'reading' | 'failed' | 'preview' | 'writing' | 'done';

export class ImportJob {
  readonly round: ImportRound;
  readonly #rooms: Rooms;
  #phase = $state<Phase>('choose');
  #fileName = $state('');
  #failure = $state('');
  #notice = $state('');
  #current = $state.raw<ReviewData | null>(null);
  #unplaced = $state.raw<readonly UnknownVillage[]>([]);
  /** As read from the file; lists of results are still separate, because the round decides what they mean. */
  #file = $state.raw<WorkbookReading | null>(null);
  #counted = $state.raw<Counted | null>(null);
  #bytes: Uint8Array | null = null;
  /** The communes of before the merger that the file may name. */
  #places = $state.raw<readonly OldPlace[]>([]);
  #rereading = $state(false);
  /** Answers to the file's open questions, by question id. */
  #answers = $state.raw<Record<string, string>>({});
  /** Columns that the person has assigned differently. */
  #columns = $state.raw<Record<string, string>>({});
  /** Village as written in the file -> the village it is. */
  placed = $state<Record<string, string>>({});
  #old = $derived(oldUnit(this.#places, this.#answers[OLD_UNIT_QUESTION]));
  /** The person has confirmed by name that another commune's file goes into this one. */
  confirmsUnit = $state(false);
  /** The year of the file's lists of results, if the person chose another than the file says. */
  resultYear = $state<number | null>(null);
  #inRound = $derived.by(() =>
    this.#file ? placeResults(this.#file, { round: this.round.inYear, year: this.resultYear ?? undefined, answers: this.#answers }) : null,
  );
  #reading = $derived.by(() => this.#inRound && placeScores(this.#inRound.reading, surveyOf(this.round)));
  #preview = $derived.by(() =>
    this.#current && this.#reading
      ? previewImport(this.#current, this.#reading, { villages: $state.snapshot(this.placed), answers: this.#answers })
      : null,
  );
  #computed = $derived.by(() => this.#checkComputed());
  #locked = $derived.by(() => this.#findLocked());

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.round = new ImportRound(rooms);
  }

  get phase(): Phase {
    return this.#phase;
  }

  get fileName(): string {
    return this.#fileName;
  }

  /** Why the file could not be read, in words. */
  get failure(): string {
    return this.#failure;
  }

  /** What the person should know before they look again. */
  get notice(): string {
    return this.#notice;
  }

  get reading(): WorkbookReading | null {
    return this.#reading;
  }

  /** How the file's lists of results are read, one sentence for each sheet; empty if there are none. */
  get resultWords(): readonly string[] {
    return this.#inRound?.words ?? [];
  }

  /** The year of the file's results: chosen by the person, from the file, or else last year. */
  get resultsOf(): number {
    return this.resultYear ?? this.#fileYear ?? this.round.inYear - 1;
  }

  /** Whether the person or the file says it, so that it is not our guess. */
  get resultYearKnown(): boolean {
    return this.resultYear !== null || this.#fileYear !== null;
  }

  get #fileYear(): number | null {
    return resultYear(this.#file?.results ?? []) ?? this.#file?.of?.year ?? null;
  }

  /** How the file's lists are read, if they are lists of this round; '' if there are none. */
  get listWords(): string {
    if (!this.#file || this.#file.data.households.length === 0 || this.resultWords.length > 0) return '';
    const { of } = this.#file;
    const round = this.round.inYear;
    return of && of.year !== round
      ? `${upperFirst(of.by)} ghi năm ${of.year}, nhưng danh sách được đọc như của đợt ${round}.`
      : `Danh sách trong tệp được đọc như của đợt ${round}${of ? ` (theo ${of.by})` : ''}.`;
  }

  /** The person says that the lists are last year's. */
  takeAsLastYear(): void {
    this.resultYear = this.round.inYear - 1;
  }

  get preview(): ImportPreview | null {
    return this.#preview;
  }

  get counted(): Counted | null {
    return this.#counted;
  }

  /** The list before the import; null before a file has been read. */
  get current(): ReviewData | null {
    return this.#current;
  }

  /** Nothing has been imported yet. */
  get startsEmpty(): boolean {
    return this.#current?.households.length === 0;
  }

  /** The commune that the file names, if it is not the commune of this list. */
  get otherUnit(): string {
    const other = otherCommune(this.#reading?.data.unit ?? '', this.#rooms.unit);
    // While it is asked, nobody says yet that it is another's.
    if (this.#old && this.#old.isOurs !== false) return '';
    // Named as ours, but of another place of that name.
    return other || (this.#old ? (this.#reading?.data.unit ?? '') : '');
  }

  /** How a commune of before the merger was found to belong here or elsewhere; '' if the file names none. */
  get oldUnitWords(): string {
    return this.#old?.words ?? '';
  }

  /** The sentence that a person must confirm before a file of another commune is written; '' for other files. */
  get confirmation(): string {
    return confirmationOf({
      otherUnit: this.otherUnit,
      unit: this.#rooms.unit,
      isEmpty: this.#rooms.villages.length === 0,
      villages: this.#preview?.households.map(({ village }) => village) ?? null,
      newVillages: this.newVillages,
    });
  }

  /** Villages of the file that the commune does not have, as written there: the person says which they are. */
  get unplaced(): readonly UnknownVillage[] {
    return this.#unplaced;
  }

  get newVillages(): string[] {
    return this.#current && this.#preview ? newVillages(this.#current, this.#preview) : [];
  }

  /** New villages that are called like the sum of all: they cannot be added. */
  get sumNames(): string[] {
    return this.newVillages.filter((name) => isSumName(name));
  }

  /** Unless every village says whether it is rural or urban, the round must say it. */
  get needsArea(): boolean {
    return this.#reading?.data.villages.some(({ cells }) => !cells.area) !== false || this.#reading.data.villages.length === 0;
  }

  /** Results in the file that differ from those computed here. */
  get computedProblems(): readonly Problem[] {
    return this.#computed;
  }

  /** Names of locked villages that the file would change: edits to them would not come into the list. */
  get locked(): readonly string[] {
    return this.#locked;
  }

  /** What the file, or the file and the list together, leave open; includes answered questions. */
  get questions(): readonly Asked[] {
    return [...(this.#old?.question ? [this.#old.question] : []), ...(this.#reading?.questions ?? []), ...(this.#preview?.questions ?? [])];
  }

  get openQuestions(): number {
    return this.questions.filter(isOpen).length;
  }

  /** The file is being read again after an answer. */
  get rereading(): boolean {
    return this.#rereading;
  }

  get mayAccept(): boolean {
    return (
      this.#phase === 'preview' &&
      !this.#rereading &&
      this.openQuestions === 0 &&
      ((this.#preview?.writes.length ?? 0) > 0 || this.round.addsBeside) &&
      this.#locked.length === 0 &&
      this.sumNames.length === 0 &&
      this.round.problem === '' &&
      this.round.unit.trim() !== '' &&
      (this.confirmation === '' || this.confirmsUnit)
    );
  }

  async read(file: File): Promise<void> {
    this.forget();
    this.#phase = 'reading';
    this.#fileName = file.name;
    try {
      this.#bytes = new Uint8Array(await file.arrayBuffer());
      this.#file = await this.#readFile(this.#bytes);
      this.#places = await this.#findPlaces(this.#file);
      this.#current = await this.#rooms.reviewData();
      this.round.suggest(this.#file);
      this.#findUnplaced();
      this.#phase = 'preview';
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Answers questions by their ids. */
  async answer(choices: Readonly<Record<string, string>>): Promise<void> {
    this.#answers = { ...this.#answers, ...choices };
    // Questions of the comparison need no second reading; answers to questions of the reading change what is read.
    if (this.#file?.questions.some(({ id }) => Object.hasOwn(choices, id))) await this.#readAgain();
  }

  /** Assigns a column of the file to our column with that key; '' for none. */
  async mapColumn(id: string, key: string): Promise<void> {
    this.#columns = { ...this.#columns, [id]: key };
    await this.#readAgain();
  }

  /** Reads the same file again with what the person has said since. */
  async #readAgain(): Promise<void> {
    const bytes = this.#bytes;
    if (!bytes) return;
    this.#rereading = true;
    try {
      const said = this.#said();
      const file = await this.#readFile(bytes);
      // Another answer or another file came meanwhile: its reading is the one to wait for.
      if (bytes !== this.#bytes || said !== this.#said()) return;
      this.#file = file;
      this.#findUnplaced();
      this.#rereading = false;
    } catch (error) {
      this.#rereading = false;
      this.#fail(error);
    }
  }

  #said(): string {
    return JSON.stringify([this.#answers, this.#columns]);
  }

  async #readFile(bytes: Uint8Array): Promise<WorkbookReading> {
    const { readInWorker } = await import('$lib/workbook/read-in-worker.ts');
    return readInWorker(bytes, this.#fileName, { wishes: { answers: this.#answers, columns: this.#columns } });
  }

  /** Writes what the preview shows; if the list has changed since, shows the new preview instead. */
  async accept(): Promise<void> {
    const [current, preview] = [this.#current, this.#preview];
    if (!current || !preview || !this.mayAccept) return;
    this.#phase = 'writing';
    this.#notice = '';
    try {
      this.#current = await this.#rooms.reviewData();
      if (this.#locked.length > 0 || JSON.stringify(this.#preview?.writes) !== JSON.stringify(preview.writes)) {
        this.#notice = 'Danh sách vừa có sửa đổi mới của người khác. Phần dưới đây đã tính lại, hãy xem rồi ghi.';
        this.#phase = 'preview';
        return;
      }
      const writes = importWrites({ current, preview, round: this.round.changes() });
      const id = newId('');
      const cells = await commitImport(this.#rooms, writes, id);
      this.#counted = { ...countRows(preview), cells };
      rememberImport(this.#rooms.person.id, {
        id,
        review: this.#rooms.review,
        file: this.#fileName,
        at: Date.now(),
        rooms: touchedRooms(writes),
        households: this.#counted.households,
      });
      this.#phase = 'done';
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Every unknown village of the file becomes a new one. */
  createAll(): void {
    this.placed = Object.fromEntries(this.#unplaced.filter(({ village }) => village !== '').map(({ village }) => [village, village]));
  }

  /** Discards the import without a trace. */
  forget(): void {
    this.#phase = 'choose';
    this.#failure = '';
    this.#notice = '';
    this.#file = null;
    this.#bytes = null;
    this.#rereading = false;
    this.#answers = {};
    this.#places = [];
    this.#columns = {};
    this.#current = null;
    this.#counted = null;
    this.#unplaced = [];
    this.placed = {};
    this.resultYear = null;
    this.confirmsUnit = false;
  }

  /** Asked of the commune's machine; without it, the file is one of another commune until somebody confirms it. */
  async #findPlaces({
    data: { unit },
    above: { district, province } = { district: '', province: '' },
  }: WorkbookReading): Promise<readonly OldPlace[]> {
    // A district dates a list: since the merger there is none.
    if (unit === '' || this.#rooms.unit === '' || (district === '' && otherCommune(unit, this.#rooms.unit) === '')) return [];
    try {
      const query = [
        ['name', unit],
        ['district', district],
        ['province', province],
      ] as const;
      return (await ask(UNITS.old, { query })).places;
    } catch (error) {
      console.warn('old names of communes', error);
      return [];
    }
  }

  #findUnplaced(): void {
    if (!this.#current || !this.#reading) return;
    this.#unplaced = previewImport(this.#current, this.#reading, { answers: this.#answers }).unknownVillages;
    // In an empty list every village is new.
    if (this.#current.villages.length === 0) this.createAll();
  }

  #findLocked(): string[] {
    const [current, preview] = [this.#current, this.#preview];
    if (!current || !preview) return [];
    const touched = importWrites({ current, preview, round: {} });
    return this.#rooms.villages.filter(({ id, lock }) => lock !== null && touched.has(id)).map(({ name }) => name);
  }

  #checkComputed(): Problem[] {
    const { chosen } = this.round;
    if (!this.#reading || this.#reading.formulaValues.length === 0 || typeof chosen === 'string') return [];
    return checkFormulaValues(classifyAll(this.#reading.data, chosen), this.#reading.formulaValues);
  }

  #fail(error: unknown): void {
    this.#phase = 'failed';
    this.#failure = failureText(error);
  }
}

const upperFirst = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
