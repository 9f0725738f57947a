/**
 * The 54 ethnic groups. The name is the key, because the two coding schemes in use collide from 04 on:
 * `tctk` is Quyết định 121-TCTK/PPCĐ (1979), `gso` the list of the censuses, of which only the first twenty are
 * published where we could read them. `variants` are other spellings, and names of branches that only one group has.
 */
export const KINH = 'Kinh';

export const ETHNIC_GROUPS: readonly { name: string; tctk: string; gso?: string; variants?: readonly string[] }[] = [
  { name: KINH, tctk: '01', gso: '01', variants: ['Việt', 'Kinh (Việt)'] },
  { name: 'Tày', tctk: '02', gso: '02', variants: ['Tầy', 'Ngạn', 'Phén', 'Thu Lao', 'Pa Dí'] },
  { name: 'Thái', tctk: '03', gso: '03', variants: ['Thái Đen', 'Thái Trắng', 'Thái Đỏ', 'Tày Khao', 'Tày Đăm', 'Tày Thanh', 'Mán Thanh', 'Hàng Tổng', 'Thổ Đà Bắc'] },
  { name: 'Hoa', tctk: '04', gso: '06', variants: ['Hán', 'Người Hoa', 'Hoa (Hán)', 'Triều Châu', 'Xạ Phang'] },
  { name: 'Khmer', tctk: '05', gso: '05', variants: ['Khơ-me', 'Khơ me', 'Khơme', 'Khmer Nam Bộ', 'Khơ Mer', 'Khmer Krôm', 'Miên'] },
  { name: 'Mường', tctk: '06', gso: '04', variants: ['Mol', 'Mual', 'Ao Tá', 'Ậu Tá'] },
  { name: 'Nùng', tctk: '07', gso: '07', variants: ['Nùng An', 'Nùng Cháo', 'Nùng Lòi', 'Nùng Inh', 'Nùng Giang', 'Nùng Dín', 'Nùng U', 'Nùng Phàn Slình', 'Nùng Phàn Sình', 'Phàn Slình', 'Phàn Sình', 'Quý Rịn', 'Khèn Lài'] },
  { name: 'Mông', tctk: '08', gso: '08', variants: ['Hmông', "H'Mông", "H’Mông", 'H Mông', 'Mèo', 'Mẹo', 'Mông Hoa', 'Mông Trắng', 'Mông Xanh', 'Mông Đỏ', 'Mông Đen', 'Mán Trắng', 'Ná Mẻo', 'Na Mẻo'] },
  { name: 'Dao', tctk: '09', gso: '09', variants: ['Dao Đỏ', 'Dao Tiền', 'Dao Quần Chẹt', 'Dao Quần Trắng', 'Dao Thanh Y', 'Dao Áo Dài', 'Dao Lô Gang', 'Dao Tuyển', 'Dao Làn Tẻn', 'Dao Khâu', 'Quần Chẹt', 'Thanh Y', 'Lô Gang', 'Lan Tẻn', 'Đại Bản', 'Tiểu Bản', 'Kiềm Miền', 'Dìu Miền'] },
  { name: 'Gia Rai', tctk: '10', gso: '10', variants: ['Gia-rai', 'Jrai', 'Jarai', 'Giơ Rai', 'Chơ Rai', 'Hơ Bau', 'Hdrung'] },
  { name: 'Ngái', tctk: '11', variants: ['Khách Gia', 'Sán Ngải'] },
  { name: 'Ê Đê', tctk: '12', gso: '11', variants: ['Ê-đê', 'Êđê', 'Ra Đê', 'Rhadé', 'Rha Đê', 'Kpă', 'Adham', 'Ktul', 'Bih'] },
  { name: 'Ba Na', tctk: '13', gso: '12', variants: ['Ba-na', 'Bahnar', 'Gơ Lar', 'Rơ Ngao', 'Tơ Lô', 'Giơ Lâng', 'Kon Kđe'] },
  { name: 'Xơ Đăng', tctk: '14', gso: '16', variants: ['Xơ-đăng', 'Xê Đăng', 'Sơ Đăng', 'Xơ Teng', 'Ha Lăng', 'Ca Dong', 'Tơ Đrá', 'Mơ Nâm'] },
  { name: 'Sán Chay', tctk: '15', gso: '13', variants: ['Cao Lan', 'Sán Chỉ', 'Cao Lan - Sán Chỉ', 'Mán Cao Lan', 'Hờn Bạn', 'Sán Chí', 'Sơn Tử', 'Cao Lan - Sán Chí'] },
  { name: 'Cơ Ho', tctk: '16', gso: '15', variants: ['Cơ-ho', "K'Ho", 'Kơ Ho', 'Kơ-ho', 'Xrê', 'Nộp', 'Cơ Don', 'Lạch'] },
  { name: 'Chăm', tctk: '17', gso: '14', variants: ['Chàm', 'Chiêm Thành', 'Chăm Hroi', 'Hroi'] },
  { name: 'Sán Dìu', tctk: '18', gso: '17', variants: ['Sán Dẻo', 'Trại Đất', 'Mán Quần Cộc'] },
  { name: 'Hrê', tctk: '19', gso: '18', variants: ['Chăm Rê', "H'rê"] },
  { name: 'Mnông', tctk: '20', gso: '20', variants: ["M'Nông", 'M’Nông', 'Mơ Nông', 'Bu Đâng', 'Preh', 'Rơ Lam', 'Biat'] },
  { name: 'Ra Glai', tctk: '21', gso: '19', variants: ['Ra-glai', 'Ra Glay', 'Raglai', 'Ra Clây', 'Rắc Lây', 'La Oang'] },
  { name: 'Xtiêng', tctk: '22', variants: ["S'Tiêng", 'Stiêng', 'Xa Điêng', 'Stiêng Bu Lơ'] },
  { name: 'Bru Vân Kiều', tctk: '23', variants: ['Bru-Vân Kiều', 'Bru - Vân Kiều', 'Vân Kiều', 'Bru', 'Măng Coong', 'Khùa', 'Ma Coong'] },
  { name: 'Thổ', tctk: '24', variants: ['Kẹo', 'Cuối', 'Đan Lai', 'Ly Hà', 'Tày Poọng'] },
  { name: 'Giáy', tctk: '25', variants: ['Nhắng', 'Dẩng', 'Pu Nà', 'Cùi Chu'] },
  { name: 'Cơ Tu', tctk: '26', variants: ['Cơ-tu', 'Cờ Tu', 'Ca Tu', 'Ka Tu'] },
  { name: 'Gié Triêng', tctk: '27', variants: ['Gié-Triêng', 'Giẻ Triêng', 'Đgiéh', 'Giẻ', 'Triêng', 'Ve'] },
  { name: 'Mạ', tctk: '28', variants: ['Châu Mạ', 'Mạ Ngăn', 'Mạ Xốp', 'Mạ Krung'] },
  { name: 'Khơ Mú', tctk: '29', variants: ['Khơ-mú', 'Xá Cẩu', 'Pu Thênh', 'Tày Hay'] },
  { name: 'Co', tctk: '30', variants: ['Cor', 'Cùa', 'Kor'] },
  { name: 'Ta Ôi', tctk: '31', variants: ['Ta-ôi', 'Tà Ôi', 'Tôi Ôi', 'Pa Cô', 'Pa Co', 'Pa-cô', 'Ba Hi', 'Pa Hy'] },
  { name: 'Chơ Ro', tctk: '32', variants: ['Chơ-ro', 'Châu Ro', 'Dơ Ro'] },
  { name: 'Kháng', tctk: '33', variants: ['Xá Khao', 'Xá Súa', 'Quảng Lâm'] },
  { name: 'Xinh Mun', tctk: '34', variants: ['Xinh-mun', 'Puộc'] },
  { name: 'Hà Nhì', tctk: '35', variants: ['U Ní', 'Xá U Ní', 'Hà Nhì Đen'] },
  { name: 'Chu Ru', tctk: '36', variants: ['Chu-ru', 'Chơ Ru'] },
  { name: 'Lào', tctk: '37', variants: ['Lào Bốc', 'Lào Nọi'] },
  { name: 'La Chí', tctk: '38', variants: ['Cù Tê'] },
  { name: 'La Ha', tctk: '39', variants: ['Xá Khắc'] },
  { name: 'Phù Lá', tctk: '40', variants: ['Bồ Khô Pạ', 'Xá Phó'] },
  { name: 'La Hủ', tctk: '41', variants: ['Khù Xung', 'Khả Quy'] },
  { name: 'Lự', tctk: '42', variants: ['Lừ'] },
  { name: 'Lô Lô', tctk: '43', variants: ['Mùn Di'] },
  { name: 'Chứt', tctk: '44', variants: ['Rục', 'Mã Liềng', 'A Rem', 'Sách'] },
  { name: 'Mảng', tctk: '45', variants: ['Mảng Ư'] },
  { name: 'Pà Thẻn', tctk: '46', variants: ['Pà Hưng'] },
  { name: 'Cơ Lao', tctk: '47', variants: ['Cờ Lao'] },
  { name: 'Cống', tctk: '48', variants: ['Xắm Khống'] },
  { name: 'Bố Y', tctk: '49', variants: ['Tu Dí', 'Tu Dìn', 'Chủng Chá'] },
  { name: 'Si La', tctk: '50', variants: ['Cù Dề Xừ'] },
  { name: 'Pu Péo', tctk: '51', variants: ['Ka Bèo'] },
  { name: 'Brâu', tctk: '52', variants: ['Brao'] },
  { name: 'Ơ Đu', tctk: '53', variants: ['Tày Hạt'] },
  { name: 'Rơ Măm', tctk: '54', variants: ['Rơ-măm'] },
];

export const ETHNIC_NAMES: readonly string[] = ETHNIC_GROUPS.map((group) => group.name);

/** The scheme is chosen when the list for the population database is made. */
export const ETHNIC_CODES = { tctk: 'Quyết định 121-TCTK/PPCĐ (1979)', gso: 'Danh mục dân tộc của các cuộc tổng điều tra' } as const;
export type EthnicCodes = keyof typeof ETHNIC_CODES;

const byName = new Map(ETHNIC_GROUPS.map((group) => [group.name, group]));

/** @returns undefined for a group that the scheme, as far as we know it, does not name. */
export const ethnicCode = (name: string, scheme: EthnicCodes): string | undefined => byName.get(name)?.[scheme];
