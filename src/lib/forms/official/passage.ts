/** The passage from one standard's classes to another's, of a round that classifies one survey by both. */
import { besideKey } from '../../review/by-standard.ts';
import { NEAR_POOR, POOR } from '../../review/columns.ts';
import { NOT_POOR, UNSETTLED } from '../../review/formula-columns.ts';
import { inSentence, type Standard } from '../../review/standards.ts';
import { type Criterion, type Heading, type Leaf, type ListColumn, type ListForm, type SummaryForm, type Term } from './description.ts';
import { HEAD, LINE, listForm, narrow, NOTE, SIZE, USUAL_PLACE, VILLAGE } from './list-columns.ts';

export type Both = readonly [main: Standard, other: Standard];

const CLASSES = [POOR, NEAR_POOR, NOT_POOR] as const;
/** Not classified, or not agreed upon (yet). */
const OPEN = 'Chưa phân loại';
/** What a household can be by a standard. */
const PASSED = [...CLASSES, OPEN] as const;
type Passed = (typeof PASSED)[number];

const valuesOf = (label: Passed): readonly string[] => (label === OPEN ? ['', UNSETTLED] : [label]);
const REFERENCE = '(Bảng của Sổ Rà Soát, cùng một lần khảo sát phân loại theo hai chuẩn)';

/** Households of one class by the main standard and of another by the other. */
const passing = (from: Passed, to: Passed, other: Standard): (Term & { sheet: 'list01' })[] =>
  valuesOf(from).flatMap((own) =>
    valuesOf(to).map((its) => ({ sheet: 'list01', where: { class: own, [besideKey('class', other)]: its } })),
  );

const count = (text: string, terms: readonly Term[]): Leaf => ({
  text,
  measure: { kind: 'count', terms, of: 'households' },
  width: 9,
});

/** What a column of the passage counts: households of one class by either standard. */
export function passedBy({ measure }: Leaf): { from: string; to: string } | undefined {
  const pairs = (measure.kind === 'count' ? measure.terms : []).map(({ where }) => Object.values(where).map(labelOf));
  const [first = []] = pairs;
  const [from, to] = first;
  return to !== undefined && from !== undefined && pairs.every((pair) => pair[0] === from && pair[1] === to) ? { from, to } : undefined;
}

const labelOf = (value: Criterion): Passed => CLASSES.find((label) => label === value) ?? OPEN;

/** Households by village: of each class by the main standard, how many are of which class by the other; who enters, who leaves. */
export function passageForm([main, other]: Both): SummaryForm {
  const classOf = besideKey('class', other);
  const from = (label: Passed): Heading => ({
    text: label === OPEN ? label : `${label} theo ${inSentence(main.short)}`,
    over: [
      // Nothing to say of those that neither standard classifies.
      ...(label === OPEN ? [] : [count('Tổng số', [{ sheet: 'list01', where: { class: label } }])]),
      ...PASSED.filter((to) => label !== OPEN || to !== OPEN).map((to) => count(to, passing(label, to, other))),
    ],
  });
  return {
    id: `chuyen-chuan-${other.mark.toLowerCase()}`,
    sheet: `Chuyển chuẩn (${other.mark})`,
    number: 'Bảng chuyển chuẩn',
    title: `HỘ GIA ĐÌNH THEO ${main.short.toUpperCase()} VÀ THEO ${other.short.toUpperCase()}`,
    reference: REFERENCE,
    certainty: 'published',
    orientation: 'landscape',
    split: null,
    headings: [
      ...PASSED.map(from),
      {
        text: `Tổng theo ${inSentence(other.short)}`,
        over: CLASSES.map((label) => count(label, [{ sheet: 'list01', where: { [classOf]: label } }])),
      },
      {
        text: 'Thay đổi',
        over: [
          count(
            'Vào diện',
            ([POOR, NEAR_POOR] as const).flatMap((to) => passing(NOT_POOR, to, other)),
          ),
          count(
            'Ra khỏi diện',
            ([POOR, NEAR_POOR] as const).flatMap((label) => passing(label, NOT_POOR, other)),
          ),
        ],
      },
    ],
  };
}

/** The households that are of another class by the other standard. */
export function passageList([main, other]: Both): ListForm {
  const live = (text: string, key: 'class' | ReturnType<typeof besideKey>): ListColumn => ({
    text,
    source: { from: 'live', key },
    width: 15,
  });
  return listForm({
    id: `danh-sach-chuyen-chuan-${other.mark.toLowerCase()}`,
    sheet: `DS chuyển chuẩn (${other.mark})`,
    number: 'Danh sách chuyển chuẩn',
    title: `DANH SÁCH HỘ CÓ KẾT QUẢ KHÁC NHAU THEO ${main.short.toUpperCase()} VÀ THEO ${other.short.toUpperCase()}`,
    reference: REFERENCE,
    certainty: 'published',
    orientation: 'portrait',
    ...USUAL_PLACE,
    lines: 'households',
    byVillage: true,
    which: PASSED.flatMap((from) => PASSED.filter((to) => to !== from).flatMap((to) => passing(from, to, other))),
    columns: [LINE, narrow(HEAD, 24), VILLAGE, SIZE, live(main.short, 'class'), live(other.short, besideKey('class', other)), NOTE],
  });
}
