/** Days off and make-up days as shipped. The admin corrects them and adds later years on the page Ngày làm việc. */
import { CULTURE_DAY, proposedYear } from './holidays.ts';
import type { YearOfDays } from './year-of-days.ts';

const TET = 'Tết Nguyên đán';

export const SHIPPED_YEARS: readonly YearOfDays[] = [
  {
    year: 2026,
    off: [
      { day: '2026-01-01', name: 'Tết Dương lịch' },
      { day: '2026-01-02', name: 'Nghỉ hoán đổi, làm bù ngày 10/01' },
      { day: '2026-02-16', name: TET },
      { day: '2026-02-17', name: TET },
      { day: '2026-02-18', name: TET },
      { day: '2026-02-19', name: TET },
      { day: '2026-02-20', name: TET },
      { day: '2026-04-27', name: 'Nghỉ bù Giỗ Tổ Hùng Vương (26/4)' },
      { day: '2026-04-30', name: 'Ngày Chiến thắng' },
      { day: '2026-05-01', name: 'Ngày Quốc tế lao động' },
      { day: '2026-08-31', name: 'Nghỉ hoán đổi, làm bù ngày 22/8' },
      { day: '2026-09-01', name: 'Quốc khánh' },
      { day: '2026-09-02', name: 'Quốc khánh' },
      { day: '2026-11-24', name: CULTURE_DAY },
    ],
    worked: [
      { day: '2026-01-10', name: 'Làm bù ngày 02/01' },
      { day: '2026-08-22', name: 'Làm bù ngày 31/8' },
    ],
    complete: true,
    source: 'Công văn 12729/VPCP-KGVX; Thông báo 9441/TB-BNV; Nghị quyết 28/2026/QH16 (ngày 24/11)',
  },
  proposedYear(2027, { tet: '2027-02-06', ancestors: '2027-04-16' }),
  proposedYear(2028, { tet: '2028-01-26', ancestors: '2028-04-04' }),
];
