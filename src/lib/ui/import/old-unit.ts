/** Where a list belongs that names a commune of before the merger: by the table of old names, and where that leaves it open, by a person. */
import type { OldPlace } from '$lib/api/units.ts';
import type { Asked } from '$lib/workbook/questions.ts';

export const OLD_UNIT_QUESTION = 'xa-cu';
const NONE = 'khong';

export interface OldUnit {
  /** Asked when several old communes may be meant, or the one was divided. */
  question: Asked | null;
  /** Whether the list is of the commune that it goes into; null while nobody knows. */
  isOurs: boolean | null;
  /** How it was found, in words; '' while nobody knows. */
  words: string;
}

const placeText = ({ name, district, province }: Pick<OldPlace, 'name' | 'district' | 'province'>): string =>
  [...new Set([name, district, province])].join(', ');

/** @param answer of the question; '' for none. Null when the table does not know the name. */
export function oldUnit(places: readonly OldPlace[], answer = ''): OldUnit | null {
  const [first, ...others] = places;
  if (!first) return null;
  const into = places.flatMap((place) => place.into.map((unit) => ({ place, unit })));
  const [only, ...more] = into;
  if (others.length === 0 && !first.divided && only && more.length === 0)
    return {
      question: null,
      isOurs: only.unit.ours,
      words: `Tệp ghi đơn vị cũ: ${placeText(first)}. Từ ngày 01/7/2025 thuộc ${only.unit.name}, ${only.unit.province}.`,
    };
  const choices = into.map(({ place, unit }, index) => ({
    id: `${index + 1}`,
    label: `${placeText(place)} → nay thuộc ${unit.name}, ${unit.province}`,
    ours: unit.ours,
  }));
  const chosen = choices.find(({ id }) => id === answer);
  return {
    question: {
      id: OLD_UNIT_QUESTION,
      text:
        others.length === 0
          ? `Tệp ghi đơn vị cũ ${placeText(first)}, từ ngày 01/7/2025 chia về nhiều xã. Danh sách trong tệp nay thuộc xã nào?`
          : `Tệp ghi ${first.name}, trước ngày 01/7/2025 có ${places.length} đơn vị tên ấy. Danh sách trong tệp là của đơn vị nào, nay thuộc xã nào?`,
      choices: [...choices.map(({ id, label }) => ({ id, label })), { id: NONE, label: 'Không phải các đơn vị trên' }],
      answer: chosen?.id ?? (answer === NONE ? NONE : null),
    },
    isOurs: chosen ? chosen.ours : answer === NONE ? false : null,
    words: '',
  };
}
