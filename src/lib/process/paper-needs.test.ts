import { expect, it } from 'vitest';
import type { ActData } from './acts.ts';
import { paperNeeds } from './paper-needs.ts';

const data = (paper: ActData<'paper'>['paper'], about = ''): ActData<'paper'> => ({
  paper,
  day: '2026-11-01',
  signer: 'A',
  about,
  template: '',
  texts: '{}',
  lists: '',
});
const needsOf = (village: string, ...of: Parameters<typeof data>): string[] =>
  paperNeeds(data(...of), {
    review: 'kim-son-2026',
    village,
    acts: [],
    households: new Set(['h1']),
    numbers: [],
    calendar: { today: '2026-11-01' },
  }).map(({ code }) => code);

it('certificates are of a village, of the whole commune, or of one household of a village', () => {
  expect(needsOf('thon-1', 'certificates')).toEqual([]);
  expect(needsOf('', 'certificates')).toEqual([]);
  expect(needsOf('thon-1', 'certificates', 'h1')).toEqual([]);
  expect(needsOf('thon-1', 'certificates', 'h2')).toEqual(['no-act']);
  expect(needsOf('', 'minutes')).toEqual(['other-place']);
  expect(needsOf('thon-1', 'minutes', 'h1')).toEqual(['no-act']);
  expect(needsOf('thon-1', 'weekly')).toEqual(['other-place']);
});
