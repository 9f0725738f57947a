/** Reads a GeoJSON file (RFC 7946): its outlines and points with what the file says about them, or why it cannot be used. */
import { DEGREE, isInVietnam, type Position, type Ring, type Shape } from './shape.ts';

export interface Feature {
  /** Which of the files, from 1. */
  place: number;
  /** Texts and numbers that the file says about it. */
  about: Readonly<Record<string, string | number>>;
  shape: Shape;
}

export interface MapFile {
  features: Feature[];
  /** Places of those that are neither outline nor point. */
  others: number[];
}

export class MapFileError extends Error {}

const WAY_OUT = 'Hãy xuất lại từ phần mềm bản đồ: định dạng GeoJSON, hệ tọa độ WGS 84 (EPSG:4326), kinh độ và vĩ độ tính bằng độ.';
/** All communes of the country with their outlines as measured are about half of this. */
const MOST_LETTERS = 150_000_000;

/** As one: open data may have a file for each unit. @throws MapFileError with words for the person, which name the file where there are more. */
export function readMapFiles(files: readonly { name: string; text: string }[]): MapFile {
  const all: MapFile = { features: [], others: [] };
  for (const { name, text } of files) {
    const before = all.features.length + all.others.length;
    try {
      const { features, others } = readMapFile(text);
      all.features.push(...features.map((feature) => ({ ...feature, place: before + feature.place })));
      all.others.push(...others.map((place) => before + place));
    } catch (error) {
      throw error instanceof MapFileError && files.length > 1 ? new MapFileError(`${name}: ${error.message}`) : error;
    }
  }
  return all;
}

/** @throws MapFileError with words for the person. */
export function readMapFile(text: string): MapFile {
  if (text.length > MOST_LETTERS) throw new MapFileError('Tệp quá lớn. Hãy xuất riêng bản đồ của nơi này, hoặc rút gọn đường ranh giới.');
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new MapFileError(`Tệp này không phải GeoJSON. ${WAY_OUT}`);
  }
  const type = isObject(file) ? file.type : null;
  const given = isObject(file) && type === 'FeatureCollection' ? file.features : type === 'Feature' ? [file] : null;
  if (!Array.isArray(given))
    throw new MapFileError(type === 'Topology' ? `Tệp này là TopoJSON. ${WAY_OUT}` : `Tệp này không phải GeoJSON có các hình. ${WAY_OUT}`);
  const features: Feature[] = [];
  const others: number[] = [];
  given.forEach((feature: unknown, at) => {
    const about = isObject(feature) ? aboutOf(feature.properties) : {};
    const name = Object.values(about).find((value) => typeof value === 'string');
    const shape = isObject(feature) ? shapeOf(feature.geometry, `Hình ${at + 1}${name === undefined ? '' : ` (${name})`}`) : null;
    if (shape) features.push({ place: at + 1, about, shape });
    else others.push(at + 1);
  });
  if (features.length === 0) throw new MapFileError('Tệp không có hình nào là vùng (Polygon, MultiPolygon) hay điểm (Point).');
  return { features, others };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const aboutOf = (properties: unknown): Feature['about'] =>
  Object.fromEntries(
    Object.entries(isObject(properties) ? properties : {}).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'number' || (typeof entry[1] === 'string' && entry[1].trim() !== ''),
    ),
  );

/** @returns null for lines, several points, and what has no place. */
function shapeOf(geometry: unknown, where: string): Shape | null {
  const { type, coordinates } = isObject(geometry) ? geometry : {};
  if (type === 'Point') return [[positionOf(coordinates, where)]];
  const polygons: unknown = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : [];
  const rings = listOf(polygons, where)
    .flatMap((polygon) => listOf(polygon, where))
    .map((ring) => ringOf(ring, where))
    // What is smaller than a few metres is nothing on a map.
    .filter((ring) => ring.length >= 3);
  return rings.length > 0 ? rings : null;
}

/** Without positions that are equal on the grid of what is kept, and without the first again at its end. */
const ringOf = (ring: unknown, where: string): Ring => {
  const positions = listOf(ring, where).map((position) => positionOf(position, where));
  return positions.filter(([x, y], at) => {
    const before = positions[at === 0 ? positions.length - 1 : at - 1];
    return before?.[0] !== x || before[1] !== y;
  });
};

function listOf(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) throw new MapFileError(`${where}: thiếu tọa độ. ${WAY_OUT}`);
  return value;
}

function positionOf(value: unknown, where: string): Position {
  const [x, y] = listOf(value, where);
  if (typeof x !== 'number' || typeof y !== 'number') throw new MapFileError(`${where}: tọa độ không phải là số. ${WAY_OUT}`);
  const at = `${where}: tọa độ ${x}, ${y}`;
  if (Math.abs(x) > 180 || Math.abs(y) > 180) throw new MapFileError(`${at} tính bằng mét, như của VN-2000. ${WAY_OUT}`);
  const position: Position = [Math.round(x * DEGREE), Math.round(y * DEGREE)];
  if (isInVietnam(position)) return position;
  if (isInVietnam([position[1], position[0]])) throw new MapFileError(`${at} ghi vĩ độ trước kinh độ. ${WAY_OUT}`);
  throw new MapFileError(`${at} nằm ngoài Việt Nam. ${WAY_OUT}`);
}
