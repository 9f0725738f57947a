/** Checks that the columns of the members that a target for a service rests on are filled: an empty one says that everybody has it. */
import { problemOf, textOf } from './check-place.ts';
import type { Classified } from './classify.ts';
import { columnOf, NEAR_POOR, POOR } from './columns.ts';
import { groupBy } from './group-by.ts';
import { agesOn } from './member-age.ts';
import { servicesOf, type ServiceKey } from './services.ts';
import type { Problem, Row } from './types.ts';

const COUNTED: ReadonlySet<unknown> = new Set([POOR, NEAR_POOR]);
const homeOf = (row: Row): string => `${row.list ?? ''} ${textOf(row, 'code')}`;

export function checkServices({ data, results, round, withoutPersonal = false }: Classified): Problem[] {
  const asked = servicesOf(round.standard).filter(({ key, member }) => member !== undefined && round.plan.targets?.[key] !== undefined);
  // Who is a child is told by a day of birth.
  if (asked.length === 0 || withoutPersonal) return [];
  const members = groupBy(data.members, homeOf);
  const villages = groupBy(
    data.households.filter(({ id }) => COUNTED.has(results.get(id)?.class)),
    (row) => textOf(row, 'village'),
  );
  return asked.flatMap(({ key, member = '', implies = '' }) => {
    const label = columnOf('members', member)?.label ?? member;
    return [...villages].flatMap(([village, households]) => {
      const peopleOf = (row: Row): Row[] => (members.get(homeOf(row)) ?? []).filter((person) => isAsked(key, person, round.lastDay));
      const people = households.flatMap(peopleOf);
      const marked = people.filter(({ cells }) => cells[member] === 'x').length;
      const lacking = households.filter(({ cells }) => cells[implies] === 'x');
      if (people.length === 0 || (marked > 0 && marked >= lacking.length)) return [];
      const open = (row: Row): boolean => !peopleOf(row).some(({ cells }) => cells[member] === 'x');
      const place = lacking.find(open) ?? households.find((row) => open(row) && peopleOf(row).length > 0) ?? households[0];
      if (!place) return [];
      const said = marked === 0 ? 'chưa đánh dấu ai' : `mới đánh dấu ${marked} người`;
      const indicator = columnOf('list01', implies)?.label ?? implies;
      const but = lacking.length > 0 ? `, mà ${lacking.length} hộ ghi thiếu hụt ${indicator}` : '';
      const what = `${village} ${said} trong ${people.length} ${key === 'school' ? 'trẻ em' : 'người'} của hộ nghèo, hộ cận nghèo${but}. Nếu cột này chưa ghi đủ thì Biểu kết quả chỉ tiêu dịch vụ cao hơn thực tế`;
      return [
        { ...problemOf(place, 'warning', 'service-unfilled', what), column: label, text: `Trang Thành viên, cột ${label}: ${what}.` },
      ];
    });
  });
}

/** Of school age, as the form counts them: whose age is not known is no child. */
function isAsked(key: ServiceKey, { cells }: Row, lastDay: string): boolean {
  const [, age] = agesOn(lastDay, cells.birth ?? null);
  return key !== 'school' || (age >= 3 && age < 16);
}
