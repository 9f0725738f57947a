import { expect, it } from 'vitest';
import type { Feature } from './geojson.ts';
import { matchCommunes, matchVillages } from './match.ts';

const features = (...all: Feature['about'][]): Feature[] => all.map((about, at) => ({ place: at + 1, about, shape: [[[at, at]]] }));
const villages = (...names: string[]) => names.map((name) => ({ name }));
const found = ({ chosen, several, strangers, key }: ReturnType<typeof matchVillages<{ name: string }>>) => ({
  key,
  chosen: Object.fromEntries([...chosen].map(([{ name }, { place }]) => [name, place])),
  several: Object.fromEntries([...several].map(([{ name }, all]) => [name, all.map(({ place }) => place)])),
  strangers: strangers.map(({ place }) => place),
});

it('finds villages by the property that names most of them, whatever its case, zeros and kind of place', () => {
  const file = features(
    { FID: '3', ma: 'Thôn 3', Ten: 'THÔN 01' },
    { FID: '1', ma: 'x', Ten: 'thôn  3' },
    { FID: '2', ma: 'y', Ten: 'Hoà Bình' },
    { FID: '4', ma: 'z', Ten: 'Nơi khác' },
  );
  expect(found(matchVillages(villages('Thôn 1', 'Thôn 2', 'Thôn 3', 'Bản Hòa Bình'), file))).toEqual({
    key: 'Ten',
    chosen: { 'Thôn 1': 1, 'Thôn 3': 2, 'Bản Hòa Bình': 3 },
    several: {},
    strangers: [4],
  });
});

it('leaves open what may be two: features of one name, villages that differ in their kind alone, and other tones', () => {
  const file = features({ ten: 'Thôn 1' }, { ten: 'thôn 1' }, { ten: 'Nà Cạp' }, { ten: 'Nà Cáp' }, { ten: 'Pác Bó' });
  expect(found(matchVillages(villages('Thôn 1', 'Bản Nà Cạp', 'Xóm Nà Cạp', 'Thôn Pác Bỏ'), file))).toEqual({
    key: 'ten',
    chosen: {},
    several: { 'Thôn 1': [1, 2], 'Bản Nà Cạp': [3], 'Xóm Nà Cạp': [3] },
    strangers: [4, 5],
  });
});

it('never takes numbers for names', () => {
  const file = features({ OBJECTID: 2, id: '2' }, { OBJECTID: 1, id: '1' });
  expect(found(matchVillages(villages('Thôn 1', 'Thôn 2'), file)).chosen).toEqual({});
});

it('finds communes by their code, also one that lost its zeros, and without a code by name within the province', () => {
  const commune = (name: string, code: string | null, province: string) => ({ name, code, province });
  const communes = [
    commune('Xã A', '01849', 'Tỉnh Thái Nguyên'),
    commune('Xã B', null, 'Tỉnh Thái Nguyên'),
    commune('Xã C', '00001', 'Thành phố Hà Nội'),
    commune('Xã D', null, 'Tỉnh Cao Bằng'),
    commune('Xã D', null, 'Tỉnh Lạng Sơn'),
  ];
  const file = features(
    { ma_xa: 1849, ten_xa: 'Xã A', tinh: 'Thái Nguyên' },
    { ma_xa: 99_999, ten_xa: 'xã B', tinh: 'Thái Nguyên' },
    { ma_xa: 99_998, ten_xa: 'Xã D', tinh: 'Lạng Sơn' },
    { ma_xa: 99_997, ten_xa: 'Xã Đ', tinh: 'Lạng Sơn' },
  );
  const { chosen, several, strangers } = matchCommunes(communes, file);
  expect([...chosen].map(([{ name, province }, { place }]) => [name, province, place])).toEqual([
    ['Xã A', 'Tỉnh Thái Nguyên', 1],
    ['Xã B', 'Tỉnh Thái Nguyên', 2],
    ['Xã D', 'Tỉnh Lạng Sơn', 3],
  ]);
  expect(several.size).toBe(0);
  expect(strangers.map(({ place }) => place)).toEqual([4]);
  // Without its province, one name is two communes.
  expect(matchCommunes(communes, features({ ten: 'Xã D' })).several.size).toBe(2);
});
