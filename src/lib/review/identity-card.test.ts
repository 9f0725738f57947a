import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameName, readIdentityCard } from './identity-card.ts';

const MY = { number: '084179007952', name: 'Ngô Ngọc Mỵ', birth: '17/09/1979', sex: 'Nữ' };

describe('the text of an identity card', () => {
  it('is read from cards of 2021 and 2024, with and without their empty parts', () => {
    expect(readIdentityCard('084179007952||Ngô Ngọc Mỵ|17091979|Nữ|Ấp Chợ, Kim Sơn, Trà Cú, Trà Vinh|25042021')).toEqual(MY);
    expect(readIdentityCard('084179007952|334567890|Ngô Ngọc Mỵ|17091979|Nữ|Ấp Chợ|25042021')).toEqual(MY);
    expect(readIdentityCard('084179007952||Ngô Ngọc Mỵ|17091979|Nữ||02072024|||||')).toEqual(MY);
    expect(readIdentityCard('084179007952||Ngô Ngọc Mỵ|17091979|Nữ|Ấp Chợ|02072024||Ngô Văn Sóc|Thạch Thị Pha|')).toEqual(MY);
  });

  it('is read as a hand-held scanner types it, taken apart by an input method, with its Enter', () => {
    expect(readIdentityCard('\u202F084179007952||' + 'Ngô Ngọc Mỵ'.normalize('NFD') + '|17091979|Nữ|Ấp Chợ|25042021\r\n')).toEqual(MY);
  });

  it('says no name where the name is not certain, and no sex that is neither', () => {
    const broken = readIdentityCard('084179007952||NgÃ´ Ngá»c|17091979|Ná»¯|x|25042021');
    expect(broken).toEqual({ number: '084179007952', name: '', birth: '17/09/1979', sex: '' });
    expect(readIdentityCard('084179007952|17091979|Nữ')?.name).toBe('');
  });

  it('is nothing else: a number alone, a household code, a name, a code without a birth day', () => {
    for (const text of [
      '084179007952',
      '',
      'KS-01-0007',
      'Ngô Ngọc Mỵ',
      '084179007952||Ngô Ngọc Mỵ|31021979|Nữ',
      '08417900795||A|17091979|Nam',
      'https://x.vn/?a=1|17091979',
    ])
      expect(readIdentityCard(text), text).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readIdentityCard(text) === null || /^\s*\d{12}/.test(text)));
  });

  it('is the same name however it is spelled', () => {
    expect(isSameName('Thạch Thị Sa Rươne', 'THẠCH THỊ  SA RƯƠNE'.normalize('NFD'))).toBe(true);
    expect(isSameName("H'Mai Niê", 'H Mai Niê')).toBe(true);
    expect(isSameName('', '')).toBe(false);
  });
});
