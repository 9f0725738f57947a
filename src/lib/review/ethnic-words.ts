/**
 * Finds the ethnic group that a text means. Besides the 54 names and their spellings, lists contain names of branches (nhóm địa phương, as
 * listed in Quyết định 121-TCTK/PPCĐ of 1979), both together ('Cao Lan (Sán Chay)'), and codes of two schemes that disagree.
 */
import { ETHNIC_GROUPS } from './ethnic.ts';
import { remember } from './remember.ts';
import { foldTight } from './text.ts';

/** Old or common names that several groups share. A word that is also the name of a group means that group. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  Mán: ['Dao', 'Sán Chay', 'Sán Dìu'],
  Trại: ['Dao', 'Sán Dìu'],
  Xá: ['Dao', 'Khơ Mú', 'Kháng', 'La Ha'],
  'Xá Lá Vàng': ['Mảng', 'Chứt', 'La Hủ'],
  Chil: ['Cơ Ho', 'Mnông'],
  'Ca Tang': ['Cơ Tu', 'Gié Triêng'],
  Mọi: ['Mường', 'Hrê'],
};

const lower = (text: string): string => text.toLowerCase().replace(/[`’‘´ʼ]/g, "'");

/** Exact words first, then folded ones; within both, names come before other words. */
const levels: Map<string, Set<string>>[] = [new Map(), new Map(), new Map(), new Map()];
const add = (level: number, word: string, group: string): void => {
  const known = levels[level]?.get(word) ?? new Set<string>();
  levels[level]?.set(word, known.add(group));
};
const addWord = (word: string, group: string, isName: boolean): void => {
  add(isName ? 0 : 1, lower(word), group);
  add(isName ? 2 : 3, foldTight(word), group);
};
for (const { name, variants = [] } of ETHNIC_GROUPS) {
  addWord(name, name, true);
  for (const word of variants) addWord(word, name, false);
}
for (const [word, groups] of Object.entries(SHARED)) for (const group of groups) addWord(word, group, false);

function groupsOf(word: string): string[] {
  const [exact, folded] = [lower(word), foldTight(word)];
  for (const [index, level] of levels.entries()) {
    const found = level.get(index < 2 ? exact : folded);
    if (found && folded !== '') return [...found];
  }
  return [];
}

/** The group of the code in each scheme. The second scheme is published only in part; beyond that part it gives none. */
function groupsOfCode(code: string): string[] {
  const padded = code.padStart(2, '0');
  return [
    ...new Set(
      [ETHNIC_GROUPS.find(({ tctk }) => tctk === padded), ETHNIC_GROUPS.find(({ gso }) => gso === padded)].flatMap(
        (group) => group?.name ?? [],
      ),
    ),
  ];
}
const isCode = (text: string): boolean => /^\d{1,2}$/.test(text);
/** Codes that mean one group in both schemes. */
const isOneGroup = (code: string): boolean => ETHNIC_GROUPS.some(({ tctk, gso }) => tctk === gso && tctk === code.padStart(2, '0'));

const LEAD = /^(?:dân tộc|d\.?tộc|dt|người|tộc)[.: ]+/i;

/** The groups that a text can mean: one, several (a person must choose), or no known one. */
export const ethnicGroups = remember((text): readonly string[] => {
  const bare = text.replace(/[.,;: ]+$/, '').replace(LEAD, '');
  if (isCode(bare)) return groupsOfCode(bare);
  const whole = groupsOf(bare);
  if (whole.length > 0) return whole;
  const parts = bare
    .split(/[()/,;]| - /)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length < 2) return [];
  const known = parts.map(groupsOf).filter((groups) => groups.length > 0);
  const common = (known[0] ?? []).filter((group) => known.every((groups) => groups.includes(group)));
  return common.length > 0 ? common : [...new Set(known.flat())];
});

/** Whether a person must choose among `ethnicGroups`. */
export function isUnclear(text: string, groups: readonly string[]): boolean {
  if (groups.length === 0) return false;
  const bare = text.replace(/[.,;: ]+$/, '').replace(LEAD, '');
  return groups.length > 1 || (isCode(bare) && groups.length > 0 && !isOneGroup(bare));
}
