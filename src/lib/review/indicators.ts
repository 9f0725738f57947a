/**
 * All deprivation indicators, of every standard. A key never changes its meaning; a new indicator gets a new key. A round's standard says
 * which ones it counts, and in which order.
 */

export interface Indicator {
  key: string;
  name: string;
  /** One or two words for the heading of its narrow column; the tooltip, the formula bar and a screen reader use the name. */
  short: string;
  /** The basic service that it belongs to. */
  dimension: string;
  /** For the reviewer: when a household is deprived, and by which limit, after Nghị định 07/2021. Missing where no text is published. */
  hint?: string;
}

/** The part of a standard that says which indicators are counted. */
export interface Counting {
  /** Keys, in the decree's order. */
  indicators: readonly string[];
  /** Keys of those whose hint also holds under this standard. */
  hints: readonly string[];
}

/**
 * The indicators of a standard as they follow each other in the list's columns, by runs that stand together.
 * @param asked all in the order of the columns; without it the standard's own.
 */
export function runsOf(indicators: readonly string[], asked = indicators): string[][] {
  const runs: string[][] = [];
  let last = -2;
  asked.forEach((key, place) => {
    if (!indicators.includes(key)) return;
    if (place === last + 1) runs.at(-1)?.push(key);
    else runs.push([key]);
    last = place;
  });
  return runs;
}

/** The first twelve are in the order of Nghị định 07/2021/NĐ-CP, Điều 3. */
export const INDICATORS: readonly Indicator[] = [
  {
    key: 'i1',
    name: 'Việc làm',
    short: 'Việc làm',
    dimension: 'Việc làm',
    hint: 'Có ít nhất một người trong độ tuổi và có khả năng lao động muốn làm việc mà không tìm được việc, hoặc làm công ăn lương nhưng không có hợp đồng lao động',
  },
  {
    key: 'i2',
    name: 'Người phụ thuộc trong hộ gia đình',
    short: 'Phụ thuộc',
    dimension: 'Việc làm',
    hint: 'Người phụ thuộc (trẻ em dưới 16 tuổi; người cao tuổi, người khuyết tật đang hưởng trợ cấp xã hội hằng tháng) chiếm trên 50% số nhân khẩu',
  },
  {
    key: 'i3',
    name: 'Dinh dưỡng',
    short: 'Dinh dưỡng',
    dimension: 'Y tế',
    hint: 'Có ít nhất một trẻ em dưới 16 tuổi suy dinh dưỡng chiều cao theo tuổi hoặc cân nặng theo tuổi',
  },
  {
    key: 'i4',
    name: 'Bảo hiểm y tế',
    short: 'BHYT',
    dimension: 'Y tế',
    hint: 'Có ít nhất một người từ đủ 6 tuổi trở lên không có bảo hiểm y tế',
  },
  {
    key: 'i5',
    name: 'Trình độ giáo dục của người lớn',
    short: 'Trình độ',
    dimension: 'Giáo dục',
    hint: 'Có ít nhất một người từ 16 đến 30 tuổi không học và không có bằng cấp, chứng chỉ so với độ tuổi (dưới 18: THCS; từ 18: THPT hoặc bằng nghề), cũng không được doanh nghiệp đào tạo nghề tại chỗ',
  },
  {
    key: 'i6',
    name: 'Tình trạng đi học của trẻ em',
    short: 'Trẻ đi học',
    dimension: 'Giáo dục',
    hint: 'Có ít nhất một trẻ em từ 3 đến dưới 16 tuổi không được học đúng bậc, cấp học',
  },
  {
    key: 'i7',
    name: 'Chất lượng nhà ở',
    short: 'Nhà ở',
    dimension: 'Nhà ở',
    hint: 'Ít nhất hai trong ba kết cấu tường, cột, mái bằng vật liệu không bền chắc',
  },
  { key: 'i8', name: 'Diện tích nhà ở bình quân đầu người', short: 'Diện tích', dimension: 'Nhà ở', hint: 'Dưới 8 m² một người' },
  {
    key: 'i9',
    name: 'Nguồn nước sinh hoạt',
    short: 'Nguồn nước',
    dimension: 'Nước sinh hoạt và vệ sinh',
    hint: 'Không tiếp cận được nguồn nước sạch: nước máy, giếng khoan, giếng đào được bảo vệ, nước khe, mó được bảo vệ, nước mưa, nước đóng chai, bình',
  },
  {
    key: 'i10',
    name: 'Nhà tiêu hợp vệ sinh',
    short: 'Nhà tiêu',
    dimension: 'Nước sinh hoạt và vệ sinh',
    hint: 'Không sử dụng nhà tiêu hợp vệ sinh: tự hoại, bán tự hoại, thấm dội nước, cải tiến có ống thông hơi, hai ngăn, hố xí đào có bệ ngồi',
  },
  {
    key: 'i11',
    name: 'Sử dụng dịch vụ viễn thông',
    short: 'Viễn thông',
    dimension: 'Thông tin',
    hint: 'Không có thành viên nào sử dụng dịch vụ internet',
  },
  {
    key: 'i12',
    name: 'Phương tiện phục vụ tiếp cận thông tin',
    short: 'Thông tin',
    dimension: 'Thông tin',
    hint: 'Không có phương tiện nào để tiếp cận thông tin: tivi, radio, máy tính, máy tính bảng, điện thoại',
  },
  { key: 'i13', name: 'Xử lý rác thải', short: 'Rác thải', dimension: 'Nước sinh hoạt, vệ sinh và môi trường' },
  // Named with the other twelve in reports on the resolution of HĐND TP. Hồ Chí Minh in force from 01/10/2024.
  { key: 'i14', name: 'Bảo hiểm xã hội', short: 'BHXH', dimension: 'Việc làm, bảo hiểm xã hội' },
];

const byKey = new Map(INDICATORS.map((indicator) => [indicator.key, indicator]));

export const indicatorOf = (key: string): Indicator | undefined => byKey.get(key);
export const isIndicator = (key: string): boolean => byKey.has(key);

/** The indicators that a standard counts, in its order. */
export const indicatorsOf = ({ indicators }: Pick<Counting, 'indicators'>): Indicator[] =>
  indicators.map((key) => {
    const indicator = byKey.get(key);
    if (!indicator) throw new Error(`unknown indicator ${key}`);
    return indicator;
  });

/** The same by the first of several standards that counts it. */
export const countedBy = (standards: readonly Counting[], key: string): ReturnType<typeof countedAs> =>
  standards.map((standard) => countedAs(standard, key)).find((counted) => counted !== undefined);

/** Number in the standard, from 1, and hint; undefined for a column that the standard does not count. */
export function countedAs({ indicators, hints }: Counting, key: string): { number: number; hint?: string } | undefined {
  const number = indicators.indexOf(key) + 1;
  const hint = hints.includes(key) ? byKey.get(key)?.hint : undefined;
  return number === 0 ? undefined : { number, ...(hint !== undefined && { hint }) };
}
