/**
 * The score tables for Điểm B1. Scores by different tables are different figures: each table has a column of its own, whose key never
 * changes its meaning. A standard says which one it uses (`asks`).
 */
export type B1Key = (typeof B1_TABLES)[number]['key'];

export interface B1Table {
  /** Of the column with the scores. */
  key: B1Key;
  label: string;
  /** As a standard's page names it. */
  name: string;
  aliases: readonly string[];
}

export const B1_TABLES = [
  {
    key: 'b1',
    label: 'Điểm B1',
    name: 'Bảng của Thông tư 07/2021/TT-BLĐTBXH, sửa đổi bởi Thông tư 02/2022/TT-BLĐTBXH',
    aliases: ['Tổng điểm B1', 'Điểm A', 'Điểm A (B1)', 'B1', 'Điểm phiếu B1'],
  },
  {
    key: 'b1New',
    label: 'Điểm B1 (bảng 2027)',
    name: 'Bảng mới, ban hành cùng chuẩn 2027-2030',
    aliases: ['Điểm B1 (2027)', 'Điểm B1 bảng 2027', 'Điểm B1 (bảng mới)', 'Điểm B1 mới'],
  },
  {
    key: 'b1Own',
    label: 'Điểm B1 (bảng của tỉnh)',
    name: 'Bảng riêng của tỉnh, thành phố',
    aliases: ['Điểm B1 bảng của tỉnh', 'Điểm B1 (tỉnh)', 'Điểm B1 (bảng của thành phố)'],
  },
] as const;

export const isB1 = (key: string): key is B1Key => B1_TABLES.some((table) => table.key === key);

/** The table of a standard, if it scores B1 at all. */
export const b1TableOf = ({ asks }: { asks: readonly string[] }): B1Table | undefined => B1_TABLES.find(({ key }) => asks.includes(key));
