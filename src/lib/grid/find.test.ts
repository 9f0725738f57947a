import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../review/text.ts';
import { findCells, foldWithSpans, keptText, planReplace, replacedText, replaceSpans, spansIn, type Wanted } from './find.ts';
import { ND07 } from '../review/standards.ts';
import { columnById, columnId, gridColumns } from './grid-columns.ts';
import { rowOf } from './testing.ts';

const wanted = (text: string, more: Partial<Wanted> = {}): Wanted => ({ text, marked: false, whole: false, ...more });
const found = (text: string, words: string, more?: Partial<Wanted>): string[] =>
  spansIn(text, wanted(words, more)).map(({ start, end }) => text.slice(start, end));

const SYLLABLES = ['Nguyễn', 'thị', 'Hòa', 'hoà', 'ĐẶNG', 'đ', 'ươ', 'quý', 'Ê', '-', ',', ' ', '  ', '/', '12', 'X'].flatMap((part) => [
  part,
  part.normalize('NFD'),
]);
const vietnamese = fc.array(fc.constantFrom(...SYLLABLES), { maxLength: 12 }).map((parts) => parts.join(''));
// A capital sigma folds differently depending on what follows it; a single letter cannot know.
const anything = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/[Σ\u0000]/i.test(text));
const texts = fc.oneof(vietnamese, anything);

describe('finding', () => {
  it.each([
    ['Nguyễn Thị Lụa', 'nguyen thi', ['Nguyễn Thị']],
    ['Nguyễn Thị Lụa'.normalize('NFD'), 'nguyen thi', ['Nguyễn Thị'.normalize('NFD')]],
    ['Hoà, hòa, HOA', 'hòa', ['Hoà', 'hòa', 'HOA']],
    ['Đặng Đức', 'd', ['Đ', 'Đ']],
    ['Nguyễn-Thị', 'nguyễn thị', ['Nguyễn-Thị']],
    ['12/3', '/', ['/']],
    ['aaa', 'aa', ['aa']],
    ['', 'a', []],
    ['a', ' ', []],
  ])('%s: %s', (text, words, spans) => expect(found(text, words)).toEqual(spans));

  it('diacritics, tone position and Unicode form do not matter', () => {
    for (const text of ['Hoà', 'Hòa', 'Hòa'.normalize('NFD'), 'HÒA'])
      for (const words of ['hoà', 'hòa', 'hòa'.normalize('NFD')]) expect(found(text, words, { marked: true })).toEqual([text]);
    expect(found('Hoa', 'hòa', { marked: true })).toEqual([]);
    expect(found('Hoá', 'hòa', { marked: true })).toEqual([]);
    expect(found('Hồ', 'ho', { marked: true })).toEqual([]);
    expect(found('đá da', 'da', { marked: true })).toEqual(['da']);
  });

  it('matches whole cells only', () => {
    expect(found('Tày', 'tay', { whole: true })).toEqual(['Tày']);
    expect(found('Tày cổ', 'tay', { whole: true })).toEqual([]);
    expect(found(' - ', '-', { whole: true })).toEqual([' - ']);
  });

  it('folds like the rest of the program, and every unit knows its origin', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const folded = foldWithSpans(text);
        expect(folded.text).toBe(fold(text));
        expect(folded.spans).toHaveLength(folded.text.length);
        for (const [index, { start, end }] of folded.spans.entries())
          expect(fold(text.slice(start, end))).toContain(folded.text[index]?.trim());
      }),
    );
  });

  it('finds every match, and exactly its span', () => {
    fc.assert(
      fc.property(texts, texts, fc.boolean(), (text, words, marked) => {
        const spans = spansIn(text, wanted(words, { marked }));
        let last = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(fold(text.slice(start, end))).toBe(fold(words));
          // Never separates a mark from its letter.
          expect(text.slice(end)).not.toMatch(/^\p{M}/u);
          last = end;
        }
        if (!marked && fold(words) !== '') expect(spans.length > 0).toBe(fold(text).includes(fold(words)));
      }),
    );
  });

  it('replaces the found spans and nothing else', () => {
    fc.assert(
      fc.property(texts, texts, texts, (text, words, by) => {
        const spans = spansIn(text, wanted(words));
        const parts = replaceSpans(text, spans, '\u0000').split('\u0000');
        expect(replaceSpans(text, spans, by)).toBe(parts.join(by));
        expect(parts).toHaveLength(spans.length + 1);
        if (spans.length === 0) expect(replaceSpans(text, spans, by)).toBe(text);
      }),
    );
  });
});

describe('cells', () => {
  const rows = [
    rowOf('1', { head: 'Nguyễn Thị Hoà', note: 'hoa', income: 1_500_000 }, { results: { class: 'Hộ nghèo' } }),
    rowOf('2', { head: 'Lê Văn Hòa', b1: 140 }, { conflicts: { head: [] } }),
    rowOf('3', { head: 'Hoa' }),
  ];
  const columns = gridColumns('list01', ND07);

  it('goes row by row, in the columns asked for', () => {
    expect(findCells(rows, columns, wanted('hoa')).map(({ row, field }) => `${row}.${field}`)).toEqual([
      '1.head',
      '1.note',
      '2.head',
      '3.head',
    ]);
    expect(findCells(rows, columns, wanted('hộ nghèo')).map(({ field }) => field)).toEqual(['=class']);
    expect(findCells(rows, columns, wanted(''))).toEqual([]);
  });

  it('matches a number as shown and as typed', () => {
    const income = columnById(columns, 'income')!;
    expect(replacedText(rows[0]!, income, wanted('1.500'), '2.500')).toBe('2.500.000');
    expect(replacedText(rows[0]!, income, wanted('1500'), '2500')).toBe('2500000');
    expect(replacedText(rows[0]!, income, wanted('7'), '8')).toBe(null);
  });

  it('replaces only what may be written, and counts the rest', () => {
    const plan = planReplace(
      { rows, columns, isShown: ({ id }) => id !== '3', isVisible: (column) => columnId(column) !== 'note' },
      wanted('ho'),
      'Hu',
    );
    expect(plan.writes).toEqual([{ row: '1', field: 'head', text: 'Nguyễn Thị Huà' }]);
    expect(plan.kept).toEqual({ formula: 1, disputed: 1, filtered: 1, hidden: 1 });
    expect(keptText(plan.kept)).toBe('Không thay 1 ô công thức, 1 ô ở dòng không hiện, 1 ô ở cột đang ẩn, 1 ô hai người ghi khác nhau.');
    expect(keptText({ formula: 0, disputed: 0, filtered: 0, hidden: 0 })).toBe('');
  });
});
