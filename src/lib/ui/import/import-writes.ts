/** The writes of an accepted import, one for each room, so that an import is one change. */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, ROUND_ROW, SHEET_FIELD, VILLAGE_PREFIX } from '$lib/cells/review-rooms.ts';
import { villageId } from '$lib/review/village.ts';
import type { CellWrite } from '$lib/cells/shared-list.ts';
import type { CellValue, ReviewData, Row } from '$lib/review/types.ts';
import type { ImportPreview } from '$lib/workbook/preview.ts';

/** The key of the commune's own room among villages' ids. */
export const COMMUNE = null;

export interface RoomWrites {
  writes: CellWrite[];
  /** Ids of the rows that are new to the room, in the order of the file. */
  added: string[];
}

interface Import {
  current: ReviewData;
  preview: ImportPreview;
  /** Fields of the round to write; empty if the round stays unchanged. */
  round: Record<string, CellValue>;
}

export function importWrites({ current, preview, round }: Import): Map<string | null, RoomWrites> {
  const rooms = new Map<string | null, RoomWrites>();
  const write = (village: string | null, row: string, cells: Record<string, CellValue>, isNew: boolean): void => {
    let room = rooms.get(village);
    if (!room) rooms.set(village, (room = { writes: [], added: [] }));
    for (const [field, value] of Object.entries(cells)) room.writes.push({ row, field, value });
    if (isNew) room.added.push(row);
  };

  if (Object.keys(round).length > 0) write(COMMUNE, ROUND_ROW, round, false);
  const villages = new VillageIds(current.villages);
  for (const row of of(preview, 'villages')) {
    const known = villages.of(row);
    write(COMMUNE, VILLAGE_PREFIX + known.id, row.cells, known.isNew);
  }

  const before = new Map([...current.households, ...current.members].map((row) => [row.id, row]));
  const villageOfCode = new Map<string, string>();
  for (const row of current.households) villageOfCode.set(text(row, 'code'), villages.named(text(row, 'village')));
  for (const row of of(preview, 'list01', 'list02')) {
    const known = before.get(row.id);
    // A household stays in its list, because rows cannot leave a room. The preview has said so.
    const village = villages.named(text(known ?? row, 'village'));
    villageOfCode.set(text(row, 'code') || text(known, 'code'), village);
    const { village: _village, ...cells } = row.cells;
    write(village, prefixed(HOUSEHOLD_PREFIX, row.id), { ...cells, [SHEET_FIELD]: row.sheet }, !known);
  }
  for (const row of of(preview, 'members')) {
    const known = before.get(row.id);
    const village = villageOfCode.get(text(known, 'code')) ?? villageOfCode.get(text(row, 'code'));
    if (village !== undefined) write(village, prefixed(MEMBER_PREFIX, row.id), row.cells, !known);
  }
  return rooms;
}

/** Villages by name; a new one gets an unused id. */
class VillageIds {
  readonly #byName = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) this.#add(text(row, 'name'), row.id.slice(VILLAGE_PREFIX.length));
  }

  of(row: Row): { id: string; isNew: boolean } {
    const id = row.id.startsWith(VILLAGE_PREFIX) ? row.id.slice(VILLAGE_PREFIX.length) : row.id;
    if (this.#taken.has(id)) return { id, isNew: false };
    return { id: this.named(text(row, 'name')), isNew: true };
  }

  named(name: string): string {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const wished = villageId(name);
    let id = wished;
    for (let n = 2; this.#taken.has(id); n++) id = `${wished}-${n}`;
    return this.#add(name, id);
  }

  #add(name: string, id: string): string {
    this.#byName.set(name, id);
    this.#taken.add(id);
    return id;
  }
}

const of = ({ writes }: ImportPreview, ...sheets: Row['sheet'][]): Row[] => writes.filter((row) => sheets.includes(row.sheet));
const text = (row: Row | undefined, key: string): string => String(row?.cells[key] ?? '');
const prefixed = (prefix: string, id: string): string => (id.startsWith(prefix) ? id : prefix + id);

/** What an import has written. */
export interface Counted {
  villages: number;
  households: number;
  members: number;
  cells: number;
}

export function countRows({ writes }: ImportPreview): Omit<Counted, 'cells'> {
  const count = (...sheets: string[]): number => writes.filter(({ sheet }) => sheets.includes(sheet)).length;
  return { villages: count('villages'), households: count('list01', 'list02'), members: count('members') };
}

/** Rooms that an import writes into; null is the commune's own. Includes villages that came without a household. */
export function touchedRooms(writes: ReturnType<typeof importWrites>): (string | null)[] {
  const villages =
    writes
      .get(COMMUNE)
      ?.added.filter((row) => row.startsWith(VILLAGE_PREFIX))
      .map((row) => row.slice(VILLAGE_PREFIX.length)) ?? [];
  return [...new Set([...writes.keys(), ...villages])];
}
