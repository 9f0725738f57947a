import { describe, expect, it } from 'vitest';
import { decodeCell, decodeText, detectEncoding } from './legacy-text.ts';

// Words as they look without the font.
const TCVN3 = [
  'Hé cËn nghÌo',
  'NguyÔn §øc S¬n',
  'Th«n 1',
  'N÷',
  'T¸ch hé',
  'Ng­êi phô thuéc trong hé gia ®×nh',
  'Kh«ng cã kü n¨ng lao ®éng, s¶n xuÊt',
];
const VNI = [
  'Hoä caän ngheøo',
  'Nguyeãn Ñöùc Sôn',
  'Thoân 1',
  'Nöõ',
  'Taùch hoä',
  'Ngöôøi phuï thuoäc trong hoä gia ñình',
  'Khoâng coù kyõ naêng lao ñoäng, saûn xuaát',
];
const UNICODE = [
  'Hộ cận nghèo',
  'Nguyễn Đức Sơn',
  'Thôn 1',
  'Nữ',
  'Tách hộ',
  'Người phụ thuộc trong hộ gia đình',
  'Không có kỹ năng lao động, sản xuất',
];

describe('old encodings', () => {
  it('decodes TCVN3 and VNI', () => {
    expect(TCVN3.map((text) => decodeText(text, 'tcvn3'))).toEqual(UNICODE);
    expect(VNI.map((text) => decodeText(text, 'vni'))).toEqual(UNICODE);
    expect(decodeText('ÑOÃ THÒ LYÙ', 'vni')).toBe('ĐỖ THỊ LÝ');
  });

  it('recognises both', () => {
    expect(detectEncoding(TCVN3)).toBe('tcvn3');
    expect(detectEncoding(VNI)).toBe('vni');
    expect(detectEncoding(UNICODE)).toBe('unicode');
  });

  it('leaves Unicode with only Latin-1 letters unchanged', () => {
    expect(detectEncoding(['Hà', 'Bùi', 'Vũ Văn Hoàng', 'Mèo', 'Tày', 'Lý', 'Đào', 'Hoài', 'Lò'])).toBe('unicode');
    expect(detectEncoding(['café', 'Müller', '100 µg', '© 2023', 'm²'])).toBe('unicode');
    expect(detectEncoding([])).toBe('unicode');
  });

  it('needs less evidence if the fonts name the encoding', () => {
    expect(detectEncoding(['Th«n 1'])).toBe('unicode');
    expect(detectEncoding(['Th«n 1'], ['.VnTime'])).toBe('tcvn3');
  });

  it('leaves a Unicode cell in an old sheet unchanged', () => {
    expect(decodeCell('DANH SÁCH HỘ RÀ SOÁT', 'tcvn3')).toBe('DANH SÁCH HỘ RÀ SOÁT');
    expect(decodeCell('Hà Văn', 'tcvn3')).toBe('Hà Văn');
  });
});
