/**
 * The 54 ethnic groups. The name is the key, because the two coding schemes in use collide from 04 on:
 * `tctk` is Quyết định 121-TCTK/PPCĐ (1979), `gso` the list of the censuses, of which only the first twenty are
 * published where we could read them. `variants` are other spellings met in lists.
 */
export const KINH = 'Kinh';

export const ETHNIC_GROUPS: readonly { name: string; tctk: string; gso?: string; variants?: readonly string[] }[] = [
  { name: KINH, tctk: '01', gso: '01', variants: ['Việt', 'Kinh (Việt)'] },
  { name: 'Tày', tctk: '02', gso: '02' },
  { name: 'Thái', tctk: '03', gso: '03' },
  { name: 'Hoa', tctk: '04', gso: '06', variants: ['Hán'] },
  { name: 'Khmer', tctk: '05', gso: '05', variants: ['Khơ-me', 'Khơ me', 'Khơme', 'Khmer Nam Bộ'] },
  { name: 'Mường', tctk: '06', gso: '04' },
  { name: 'Nùng', tctk: '07', gso: '07' },
  { name: 'Mông', tctk: '08', gso: '08', variants: ['Hmông', "H'Mông", "H’Mông", 'H Mông', 'Mèo'] },
  { name: 'Dao', tctk: '09', gso: '09' },
  { name: 'Gia Rai', tctk: '10', gso: '10', variants: ['Gia-rai', 'Jrai', 'Jarai'] },
  { name: 'Ngái', tctk: '11' },
  { name: 'Ê Đê', tctk: '12', gso: '11', variants: ['Ê-đê', 'Êđê'] },
  { name: 'Ba Na', tctk: '13', gso: '12', variants: ['Ba-na', 'Bahnar'] },
  { name: 'Xơ Đăng', tctk: '14', gso: '16', variants: ['Xơ-đăng', 'Xê Đăng'] },
  { name: 'Sán Chay', tctk: '15', gso: '13', variants: ['Cao Lan', 'Sán Chỉ', 'Cao Lan - Sán Chỉ'] },
  { name: 'Cơ Ho', tctk: '16', gso: '15', variants: ['Cơ-ho', "K'Ho"] },
  { name: 'Chăm', tctk: '17', gso: '14' },
  { name: 'Sán Dìu', tctk: '18', gso: '17' },
  { name: 'Hrê', tctk: '19', gso: '18' },
  { name: 'Mnông', tctk: '20', gso: '20', variants: ["M'Nông", 'M’Nông', 'Mơ Nông'] },
  { name: 'Ra Glai', tctk: '21', gso: '19', variants: ['Ra-glai', 'Ra Glay', 'Raglai'] },
  { name: 'Xtiêng', tctk: '22', variants: ["S'Tiêng", 'Stiêng'] },
  { name: 'Bru Vân Kiều', tctk: '23', variants: ['Bru-Vân Kiều', 'Bru - Vân Kiều', 'Vân Kiều'] },
  { name: 'Thổ', tctk: '24' },
  { name: 'Giáy', tctk: '25' },
  { name: 'Cơ Tu', tctk: '26', variants: ['Cơ-tu', 'Cờ Tu'] },
  { name: 'Gié Triêng', tctk: '27', variants: ['Gié-Triêng', 'Giẻ Triêng'] },
  { name: 'Mạ', tctk: '28' },
  { name: 'Khơ Mú', tctk: '29', variants: ['Khơ-mú'] },
  { name: 'Co', tctk: '30', variants: ['Cor'] },
  { name: 'Ta Ôi', tctk: '31', variants: ['Ta-ôi', 'Tà Ôi'] },
  { name: 'Chơ Ro', tctk: '32', variants: ['Chơ-ro'] },
  { name: 'Kháng', tctk: '33' },
  { name: 'Xinh Mun', tctk: '34', variants: ['Xinh-mun'] },
  { name: 'Hà Nhì', tctk: '35' },
  { name: 'Chu Ru', tctk: '36', variants: ['Chu-ru'] },
  { name: 'Lào', tctk: '37' },
  { name: 'La Chí', tctk: '38' },
  { name: 'La Ha', tctk: '39' },
  { name: 'Phù Lá', tctk: '40' },
  { name: 'La Hủ', tctk: '41' },
  { name: 'Lự', tctk: '42' },
  { name: 'Lô Lô', tctk: '43' },
  { name: 'Chứt', tctk: '44' },
  { name: 'Mảng', tctk: '45' },
  { name: 'Pà Thẻn', tctk: '46' },
  { name: 'Cơ Lao', tctk: '47', variants: ['Cờ Lao'] },
  { name: 'Cống', tctk: '48' },
  { name: 'Bố Y', tctk: '49' },
  { name: 'Si La', tctk: '50' },
  { name: 'Pu Péo', tctk: '51' },
  { name: 'Brâu', tctk: '52' },
  { name: 'Ơ Đu', tctk: '53' },
  { name: 'Rơ Măm', tctk: '54', variants: ['Rơ-măm'] },
];

export const ETHNIC_NAMES: readonly string[] = ETHNIC_GROUPS.map((group) => group.name);

/** The scheme is chosen when the list for the population database is made. */
export const ETHNIC_CODES = { tctk: 'Quyết định 121-TCTK/PPCĐ (1979)', gso: 'Danh mục dân tộc của các cuộc tổng điều tra' } as const;
export type EthnicCodes = keyof typeof ETHNIC_CODES;

const byName = new Map(ETHNIC_GROUPS.map((group) => [group.name, group]));

/** @returns undefined for a group that the scheme, as far as we know it, does not name. */
export const ethnicCode = (name: string, scheme: EthnicCodes): string | undefined => byName.get(name)?.[scheme];
