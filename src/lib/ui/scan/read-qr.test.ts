import { describe, expect, it } from 'vitest';
import { readIdentityCard } from '$lib/review/identity-card.ts';
import { CARD_TEXTS, cardPicture, repeatable, type Shot } from '../../../../tests/fixtures/card-pictures.ts';
import { readQr } from './read-qr.ts';

const SHOTS: Readonly<Record<string, Shot>> = {
  clear: { module: 6 },
  small: { module: 3 },
  turned: { module: 4, turn: 17 },
  'upside down': { module: 4, turn: 180 },
  leaning: { module: 4.5, lean: 0.2, turn: 5 },
  blurred: { module: 4, blur: 1 },
  dark: { module: 4, dark: 8, light: 50, noise: 6 },
  'in a shadow': { module: 4, shade: 0.75, noise: 5 },
  'in a photo': { module: 6, turn: 12, width: 1280, height: 960, blur: 0.6, noise: 8 },
};

describe('the code of a card in a picture', () => {
  it.each(Object.entries(SHOTS))('is read with all its letters when it is %s', (_, shot) => {
    const text = CARD_TEXTS['2021'];
    expect(readQr(cardPicture(text, shot, repeatable(1)))).toBe(text);
  });

  it('is what the card says, of each kind of card', () => {
    const read = Object.values(CARD_TEXTS).map((text) => readIdentityCard(readQr(cardPicture(text, { module: 3 }, repeatable(1))) ?? ''));
    expect(read.map((card) => `${card?.name} ${card?.birth} ${card?.sex}`)).toEqual([
      'Ngô Ngọc Mỵ 17/09/1979 Nữ',
      'Hoàng Đức Lương 19/01/2001 Nam',
      'Triệu Thị Mùi 02/03/1965 Nữ',
      "Thạch Thị Sa Rươne H'Mai 05/06/2001 Nữ",
    ]);
  });

  it('is nothing where there is none', () => {
    const [width, height] = [320, 240];
    expect(readQr({ data: new Uint8ClampedArray(width * height * 4).fill(200), width, height })).toBeNull();
    const random = repeatable(3);
    expect(readQr({ data: Uint8ClampedArray.from({ length: width * height * 4 }, () => random() * 255), width, height })).toBeNull();
  });
});
