/** Files as map programs write them, and those that cannot be used. */
import { expect, it } from 'vitest';
import { MapFileError, readMapFile, readMapFiles } from './geojson.ts';
import { doubleArea, readShape, shapeText } from './shape.ts';

const SQUARE = [
  [105.8, 22.1],
  [105.81, 22.1],
  [105.81, 22.11],
  [105.8, 22.11],
  [105.8, 22.1],
];
const file = (...geometries: object[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: geometries.map((geometry, n) => ({ type: 'Feature', properties: { TEN: `Thôn ${n + 1}`, ID: n, bo: null }, geometry })),
  });
const shapesOf = (text: string) => readMapFile(text).features.map(({ shape }) => shape);
const refusal = (text: string): string => {
  try {
    readMapFile(text);
  } catch (error) {
    if (error instanceof MapFileError) return error.message;
  }
  return '';
};

it('reads outlines, several parts and points, with what the file says about each', () => {
  const far = SQUARE.map(([x = 0, y = 0]) => [x + 0.1, y, 250]);
  const { features, others } = readMapFile(
    file(
      { type: 'Polygon', coordinates: [SQUARE] },
      { type: 'MultiPolygon', coordinates: [[SQUARE], [far]] },
      { type: 'Point', coordinates: [105.805, 22.105, 300] },
      { type: 'LineString', coordinates: SQUARE },
    ),
  );
  expect(features.map(({ place, shape }) => [place, shape.map((ring) => ring.length)])).toEqual([
    [1, [4]],
    [2, [4, 4]],
    [3, [1]],
  ]);
  expect(features[0]?.about).toEqual({ TEN: 'Thôn 1', ID: 0 });
  expect(others).toEqual([4]);
});

it('reads several files as one, and names the one that cannot be read', () => {
  const text = file({ type: 'Point', coordinates: [105.8, 22.1] }, { type: 'LineString', coordinates: SQUARE });
  const { features, others } = readMapFiles(['01.geojson', '02.geojson'].map((name) => ({ name, text })));
  expect([features.map(({ place }) => place), others]).toEqual([
    [1, 3],
    [2, 4],
  ]);
  const wrong = { name: '03.geojson', text: '{}' };
  expect(() => readMapFiles([{ name: '01.geojson', text }, wrong])).toThrow(/^03\.geojson: Tệp này không phải GeoJSON/);
  expect(() => readMapFiles([wrong])).toThrow(/^Tệp này/);
});

it('has the same inside whichever way a ring runs, with a hole or without', () => {
  const hole = SQUARE.map(([x = 0, y = 0]) => [105.805 + (x - 105.805) / 2, 22.105 + (y - 22.105) / 2]);
  const [one, other] = shapesOf(
    file({ type: 'Polygon', coordinates: [SQUARE, hole] }, { type: 'Polygon', coordinates: [SQUARE.toReversed(), hole.toReversed()] }),
  );
  expect(one?.map(doubleArea)).toEqual([2_000_000, 500_000]);
  expect(other?.map(doubleArea)).toEqual(one?.map(doubleArea));
});

it('keeps every position through the text that is stored', () => {
  const shapes = shapesOf(file({ type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE]] }, { type: 'Point', coordinates: [105.8, 22.1] }));
  for (const shape of shapes) expect(readShape(shapeText(shape))).toEqual(shape);
  for (const wrong of [null, 7, '', 'x', '1,2', '10580000,2210000 5,5', `10580000,2210000${' 1,1'.repeat(300)}`])
    expect(readShape(wrong)).toBeNull();
});

it('refuses what is no map in degrees, and says how to export it', () => {
  expect(refusal('PK zip')).toContain('không phải GeoJSON');
  expect(refusal('[]')).toContain('không phải GeoJSON có các hình');
  expect(refusal('{"type":"Topology"}')).toContain('TopoJSON');
  expect(refusal(file({ type: 'LineString', coordinates: SQUARE }))).toContain('không có hình nào');
  expect(refusal(file({ type: 'Point', coordinates: [432_100.5, 2_445_000] }))).toBe(
    'Hình 1 (Thôn 1): tọa độ 432100.5, 2445000 tính bằng mét, như của VN-2000. Hãy xuất lại từ phần mềm bản đồ: định dạng GeoJSON, hệ tọa độ WGS 84 (EPSG:4326), kinh độ và vĩ độ tính bằng độ.',
  );
  expect(refusal(file({ type: 'Point', coordinates: [22.1, 105.8] }))).toContain('vĩ độ trước kinh độ');
  expect(refusal(file({ type: 'Point', coordinates: [2.35, 48.85] }))).toContain('nằm ngoài Việt Nam');
  expect(refusal(file({ type: 'Polygon', coordinates: [[['a', 'b']]] }))).toContain('không phải là số');
  expect(refusal(file({ type: 'Polygon' }))).toContain('thiếu tọa độ');
});
