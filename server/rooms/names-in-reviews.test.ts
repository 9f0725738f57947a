import { expect, it } from 'vitest';
import { NamesInReviews } from './names-in-reviews.ts';

/** Answers when told to, with the names as they were when it was asked. */
class Accounts {
  names: Record<string, string[]> = {};
  asked: string[][] = [];
  #open: (() => void)[] = [];
  held = false;

  ask = async (reviews: readonly string[]): Promise<Map<string, string[]>> => {
    this.asked.push([...reviews]);
    const answer = new Map(reviews.map((review) => [review, this.names[review] ?? []]));
    if (this.held) await new Promise<void>((resolve) => this.#open.push(resolve));
    return answer;
  };

  release(): void {
    this.held = false;
    for (const open of this.#open.splice(0)) open();
  }
}

it('knows a review once it was asked for, and names that look the same', async () => {
  const accounts = new Accounts();
  accounts.names = { xa: ['Hà Thị Lan'] };
  const names = new NamesInReviews(accounts.ask);
  expect([names.knows('xa'), names.has('Hà Thị Lan', 'xa')]).toEqual([false, false]);
  await names.learn('xa');
  expect([names.knows('xa'), names.has('hà thị  lan', 'xa'), names.has('Nông Văn Thành', 'xa'), names.has('Hà Thị Lan', 'khac')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('asks again for what is used in one question, and forgets the rest', async () => {
  const accounts = new Accounts();
  const names = new NamesInReviews(accounts.ask);
  for (const review of ['a', 'b', 'c']) await names.learn(review);
  accounts.names = { a: ['Mới'], b: ['Mới'] };
  await names.renew(new Set(['a', 'b']));
  expect([accounts.asked.slice(3), names.has('Mới', 'a'), names.has('Mới', 'b'), names.knows('c')]).toEqual([
    [['a', 'b']],
    true,
    true,
    false,
  ]);
});

it('keeps no answer from before a change: neither of a first question nor of a renewal', async () => {
  const accounts = new Accounts();
  const names = new NamesInReviews(accounts.ask);
  accounts.held = true;
  const learning = names.learn('a');
  await names.renew(new Set());
  accounts.release();
  await learning;
  expect(names.knows('a')).toBe(false);

  await names.learn('a');
  accounts.held = true;
  const renewals = [names.renew(new Set(['a']))];
  accounts.names = { a: ['Mới'] };
  renewals.push(names.renew(new Set(['a'])));
  accounts.release();
  await Promise.all(renewals);
  expect(names.has('Mới', 'a')).toBe(true);
});
