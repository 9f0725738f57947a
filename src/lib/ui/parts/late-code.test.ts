import { expect, it } from 'vitest';
import { lateOpening } from './late-code.ts';

/** Code that arrives when the test says so. */
function opening() {
  const shown: string[] = [];
  const arrive: ((code: string) => void)[] = [];
  const load = (): Promise<string> => new Promise((resolve) => arrive.push(resolve));
  return { shown, arrive, ...lateOpening<string>(load, (code) => shown.push(code ?? 'nothing')) };
}

it('opens once the code is there', async () => {
  const { open, arrive, shown } = opening();
  const opened = open();
  expect(shown).toEqual([]);
  arrive[0]?.('menu');
  await opened;
  expect(shown).toEqual(['menu']);
});

it('does not open for somebody who has gone on, and opens when asked again', async () => {
  const { open, goOn, arrive, shown } = opening();
  const first = open();
  goOn();
  arrive[0]?.('menu');
  await first;
  expect(shown).toEqual([]);
  const second = open();
  arrive[1]?.('menu');
  await second;
  expect(shown).toEqual(['menu']);
});
