import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { draftById } from './drafts.ts';
import { addDays } from './iso-day.ts';
import { entriesOf, isDraft, openEntries, shortName, wholeCitation, type RuleSet } from './rules.ts';
import { ConfirmedRuleShape, entriesOn, RULES, rulesOn, rulesWith, type ConfirmedRule } from './rules-in-force.ts';
import { standardById } from './standards.ts';
import { WorkingDays } from './working-days.ts';

const [OLD, NEW] = RULES as [RuleSet, RuleSet];
const BASIS = 'Thông tư 25/2026/TT-BNNMT, Điều 5';
const POSTING = {
  rules: NEW.id,
  part: 'limit',
  entry: 'limit-posting',
  value: { days: 4, unit: 'working', event: 'posted' },
  basis: BASIS,
} as const satisfies ConfirmedRule;
const limits = (set: RuleSet, day: string): Record<string, unknown> =>
  Object.fromEntries(entriesOn(set, 'limit', day).map(({ id, value }) => [id, value && `${value.days} ${value.unit}, ${value.event}`]));

describe('the set in force', () => {
  it('is chosen by the day of the act', () => {
    expect(['2021-08-31', '2021-09-01', '2026-12-31', '2027-01-01', '2035-06-01'].map((day) => rulesOn(day)?.id)).toEqual([
      undefined,
      OLD.id,
      OLD.id,
      NEW.id,
      NEW.id,
    ]);
  });

  it('is one on each day: a set begins the day after the one before ends', () => {
    RULES.slice(1).forEach(({ from }, index) => expect(from).toBe(addDays(RULES[index]?.to ?? '', 1)));
  });

  it.each([
    [OLD.id, 'nd07-2021'],
    [NEW.id, 'nd351-2025'],
  ])('%s has the standard %s', (id, standard) => {
    const set = RULES.find((each) => each.id === id)!;
    expect(entriesOf(set, 'standard').map(({ value }) => value?.standard)).toEqual([standard]);
    expect(standardById(standard) ?? draftById(standard)).toBeDefined();
  });
});

describe('the rules to the end of 2026', () => {
  it('have their time limits, and those of low-income workers, which are other ones', () => {
    expect(limits(OLD, '2026-10-01')).toEqual({
      'limit-posting': '3 working, posted',
      'limit-recheck': '7 working, complaint',
      'limit-recheck-posting': '3 working, rechecked',
      'limit-opinion': '5 working, reported',
      'limit-decision': '15 calendar, started',
      'limit-posting-workers': '5 working, posted',
      'limit-recheck-workers': '3 working, complaint',
      'limit-decision-workers': '15 calendar, requested',
    });
    expect(Object.keys(limits(OLD, '2024-10-01'))).not.toContain('limit-posting-workers');
  });

  it('give a deadline in working days', () => {
    const posting = entriesOn(OLD, 'limit', '2026-11-23').find(({ id }) => id === 'limit-posting')!;
    expect(new WorkingDays().lastDay('2026-11-23', posting.value!)).toEqual({ day: '2026-11-27', unconfirmed: [] });
  });

  it('have seven steps for the yearly review, and four procedures', () => {
    expect(entriesOf(OLD, 'steps').find(({ procedures }) => procedures?.includes('yearly'))?.value).toHaveLength(7);
    expect(entriesOf(OLD, 'procedure').map(({ value }) => value?.code)).toEqual(['1.011606', '1.011607', '1.011608', '3.000412']);
  });

  it('ask the district for its opinion before July 2025, and the province since', () => {
    const who = (day: string): (string | undefined)[] => entriesOn(OLD, 'opinion', day).map(({ value }) => value?.who);
    expect([who('2025-06-30'), who('2025-07-01')]).toEqual([['Chủ tịch UBND cấp huyện'], ['Chủ tịch UBND cấp tỉnh']]);
  });

  it('cite laws whole and short, and none before it was issued', () => {
    const laws = (day: string): (string | undefined)[] => entriesOn(OLD, 'law', day).map(({ value }) => value?.short);
    expect(laws('2021-12-01')).toEqual(['Nghị định 07/2021/NĐ-CP', 'Quyết định 24/2021/QĐ-TTg', 'Thông tư 07/2021/TT-BLĐTBXH']);
    expect(laws('2026-12-01')).toContain('Nghị định 351/2025/NĐ-CP');
    expect(wholeCitation(entriesOf(OLD, 'law')[0]!.value!)).toBe(
      'Nghị định số 07/2021/NĐ-CP ngày 27 tháng 01 năm 2021 của Chính phủ quy định chuẩn nghèo đa chiều giai đoạn 2021 - 2025',
    );
  });
});

describe('the rules from 2027', () => {
  it('are a draft that says nothing which no text says', () => {
    expect(isDraft(NEW)).toBe(true);
    const known = NEW.entries.filter(({ value }) => value !== null).map(({ id, certainty }) => `${id}: ${certainty}`);
    expect(known).toEqual([
      'standard: quoted',
      'time-parallel: quoted',
      'nd351-2025: quoted',
      'tt25-2026: quoted',
      'procedure-yearly: computed',
      'procedure-during: computed',
    ]);
    for (const { value, ask } of NEW.entries) expect(value !== null || Boolean(ask)).toBe(true);
  });

  it('are no draft once every entry is confirmed, each with its text', () => {
    const all = NEW.entries.map(({ part, id, value }) => ({ rules: NEW.id, part, entry: id, value, basis: BASIS }) as ConfirmedRule);
    for (const each of all) expect(v.safeParse(ConfirmedRuleShape, each).issues).toBeUndefined();
    const [, set] = rulesWith(all) as [RuleSet, RuleSet];
    expect([isDraft(set), openEntries(set)]).toEqual([false, []]);
    expect([...new Set(set.entries.map(({ source, certainty }) => `${certainty}: ${source}`))]).toEqual([`confirmed: ${BASIS}`]);
    expect(isDraft(rulesWith(all.slice(1))[1]!)).toBe(true);
  });

  it('take the latest confirmation of an entry, and leave the other set and the shipped one alone', () => {
    const later = { ...POSTING, value: { days: 5, unit: 'working', event: 'posted' } } as const;
    const [old, set] = rulesWith([POSTING, later]) as [RuleSet, RuleSet];
    expect(limits(set, '2027-01-05')['limit-posting']).toBe('5 working, posted');
    expect(limits(NEW, '2027-01-05')['limit-posting']).toBeNull();
    expect(old).toEqual(OLD);
    expect(limits(rulesWith([{ ...POSTING, value: null }])[1]!, '2027-01-05')['limit-posting']).toBeNull();
  });

  it.each([
    ['a set that does not exist', { rules: 'khac' }, 'Không có bộ quy định này.'],
    ['an entry of another part', { entry: 'lists' }, 'Không có mục này trong bộ quy định.'],
    ['what was read in the text', { rules: OLD.id }, 'Mục này đã đọc trong văn bản, không cần xác nhận.'],
    ['no text behind it', { basis: ' ' }, 'Hãy ghi số, ngày và tên văn bản làm căn cứ.'],
    ['half a day', { value: { ...POSTING.value, days: 2.5 } }, 'Số ngày phải là số nguyên.'],
    ['no day', { value: { ...POSTING.value, days: null } }, 'Hãy ghi số ngày.'],
    ['no event', { value: { ...POSTING.value, event: '' } }, 'Hãy chọn ngày bắt đầu tính.'],
    ['no step', { part: 'steps', entry: 'steps-yearly', value: [] }, 'Hãy ghi ít nhất một dòng.'],
    ['no name of the set', { part: 'law', entry: 'tt25-2026', value: null }, 'Bộ quy định phải có văn bản mà nó gọi tên.'],
    ['a standard that does not exist', { part: 'standard', entry: 'standard', value: { standard: 'x' } }, 'Không có bộ chuẩn này.'],
  ])('are not confirmed with %s', (_, change, said) => {
    expect(v.safeParse(ConfirmedRuleShape, { ...POSTING, ...change }).issues?.[0].message).toBe(said);
  });

  it('are called by their circular', () => {
    expect(RULES.map(shortName)).toEqual(['Thông tư 07/2021/TT-BLĐTBXH', 'Thông tư 25/2026/TT-BNNMT']);
  });
});
