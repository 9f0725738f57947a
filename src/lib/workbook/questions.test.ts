import { describe, expect, it } from 'vitest';
import { groupOf, isOpen, questionId, Questions, type Question } from './questions.ts';

const choices = [
  { id: 'co', label: 'Có' },
  { id: 'khong', label: 'Không' },
];
const about = (id: string, text = 'Trang A: có phải không?'): Question => ({ id, text, choices });

describe('questions of a file', () => {
  it('are open until answered with one of their choices', () => {
    const nobody = new Questions();
    expect(nobody.ask(about('dong.a.3'))).toBe(null);
    expect(nobody.asked.map(isOpen)).toEqual([true]);
    expect(new Questions({ 'dong.a.3': 'khong' }).ask(about('dong.a.3'))).toBe('khong');
    expect(new Questions({ 'dong.a.3': 'xyz' }).ask(about('dong.a.3'))).toBe(null);
    expect(new Questions({ 'dong.a.3': 'toString' }).ask(about('dong.a.3'))).toBe(null);
    expect(new Questions().ask(about('__proto__'))).toBe(null);
  });

  it('do not wait if there is a safe default', () => {
    const questions = new Questions();
    expect(questions.ask({ ...about('trang.a'), otherwise: 'khong' })).toBe('khong');
    expect(questions.asked.map(isOpen)).toEqual([false]);
    expect(new Questions({ trang: 'co' }).ask({ ...about('trang.a'), otherwise: 'khong' })).toBe('co');
  });

  it('are answered together by the beginning of their id, or one by one', () => {
    const questions = new Questions({ 'dong.a': 'co', 'dong.a.4': 'khong' });
    expect(['dong.a.3', 'dong.a.4', 'dong.ab.3'].map((id) => questions.ask(about(id)))).toEqual(['co', 'khong', null]);
    expect(groupOf('dong.a.3')).toBe('dong.a');
  });

  it('asked twice are one; two with one id are two', () => {
    const questions = new Questions({ 'dong.na-cap.3': 'co' });
    expect([
      questions.ask(about('dong.na-cap.3', 'Trang Nà Cáp?')),
      questions.ask(about('dong.na-cap.3', 'Trang Nà Cạp?')),
      questions.ask(about('dong.na-cap.3', 'Trang Nà Cáp?')),
    ]).toEqual(['co', null, 'co']);
    expect(questions.asked.map(({ id }) => id)).toEqual(['dong.na-cap.3', 'dong.na-cap.3-2']);
  });

  it('have ids that can be typed', () =>
    expect(questionId('dong', { sheet: 'Danh sách số 1 (Nà Đán)', row: 12 })).toBe('dong.danh-sach-so-1-na-dan.12'));
});
