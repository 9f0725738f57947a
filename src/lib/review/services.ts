/**
 * Basic services that a year's plan sets a percentage for, and the lists can tell the result of. From mục II.2.b of Kế hoạch thực hiện công tác
 * giảm nghèo bền vững năm 2024 của UBND thành phố Bắc Kạn.
 */
import type { Counting } from './indicators.ts';

export const SERVICE_KEYS = ['insurance', 'school', 'water', 'toilet', 'telecom', 'means'] as const;
export type ServiceKey = (typeof SERVICE_KEYS)[number];

export interface Service {
  key: ServiceKey;
  /** As the plan says it, without its percentage. */
  name: string;
  /** Beside a bar. */
  short: string;
  /** The basic service that it belongs to. */
  dimension: string;
  /** The indicator that tells who lacks it; without one, `member`: a column of the members. */
  indicator?: string;
  member?: string;
  /** Where members tell: the indicator that a household lacks as soon as one of them does, so it cannot have more households than they are. */
  implies?: string;
}

export const SERVICES: readonly Service[] = [
  {
    key: 'insurance',
    name: 'Người thuộc hộ nghèo, hộ cận nghèo tham gia BHYT',
    short: 'Tham gia BHYT',
    dimension: 'Y tế',
    member: 'noInsurance',
    implies: 'i4',
  },
  {
    key: 'school',
    name: 'Trẻ em thuộc hộ nghèo, hộ cận nghèo đi học đúng độ tuổi',
    short: 'Trẻ em đi học đúng độ tuổi',
    dimension: 'Giáo dục',
    member: 'notInSchool',
    implies: 'i6',
  },
  {
    key: 'water',
    name: 'Hộ nghèo, hộ cận nghèo sử dụng nước sinh hoạt hợp vệ sinh',
    short: 'Nước sinh hoạt hợp vệ sinh',
    dimension: 'Nước sinh hoạt và vệ sinh',
    indicator: 'i9',
  },
  {
    key: 'toilet',
    name: 'Hộ nghèo, hộ cận nghèo sử dụng nhà tiêu hợp vệ sinh',
    short: 'Nhà tiêu hợp vệ sinh',
    dimension: 'Nước sinh hoạt và vệ sinh',
    indicator: 'i10',
  },
  {
    key: 'telecom',
    name: 'Hộ nghèo, hộ cận nghèo sử dụng dịch vụ viễn thông, internet',
    short: 'Viễn thông, internet',
    dimension: 'Thông tin',
    indicator: 'i11',
  },
  {
    key: 'means',
    name: 'Hộ nghèo có phương tiện phục vụ tiếp cận thông tin',
    short: 'Hộ nghèo có phương tiện thông tin',
    dimension: 'Thông tin',
    indicator: 'i12',
  },
];

/** What the same plan sets besides, and no list can tell. */
export const UNTOLD_SERVICES = [
  'Người lao động có nhu cầu được tư vấn, hỗ trợ tìm việc làm',
  'Người lao động được hỗ trợ kết nối việc làm thành công',
  'Người lao động có nhu cầu được hỗ trợ đào tạo kỹ năng nghề',
  'Hộ nghèo có khó khăn về nhà ở được hỗ trợ',
] as const;

/** Percent by service, from 0 to 100; a service without a target is absent. */
export type ServiceTargets = Readonly<Partial<Record<ServiceKey, number>>>;

/** Those whose indicator the standard counts. */
export const servicesOf = ({ indicators }: Pick<Counting, 'indicators'>): Service[] =>
  SERVICES.filter(({ indicator }) => indicator === undefined || indicators.includes(indicator));
