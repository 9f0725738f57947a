/** Acts as rows of the commune's own room: row 'act:000012', one field for each part. */
import * as v from 'valibot';
import type { CellWrite, SharedList } from '../cells/shared-list.ts';
import { ACT_FIELD, isFurtherPart, textParts, wholeText } from '../cells/server-fields.ts';
import { isPersonalCell } from '../review/personal.ts';
import { ROLE_IDS } from '../review/roles.ts';
import type { CellValue } from '../review/types.ts';
import { ActShape, type Act, type WantedAct } from './acts.ts';

const PREFIX = 'act:';
export const isAct = (row: string): boolean => row.startsWith(PREFIX);
const KIND = `${ACT_FIELD}kind`;
const VILLAGE = `${ACT_FIELD}village`;
const HASH = `${ACT_FIELD}hash`;
const ROLE = `${ACT_FIELD}role`;
const ABOUT: ReadonlySet<string> = new Set([KIND, VILLAGE, HASH, ROLE]);

/** All acts of a review, in order; what a newer version recorded and this one cannot read is left out. */
export function readActs(commune: SharedList): Act[] {
  return commune.rows(PREFIX).flatMap((id): Act[] => {
    const cells = commune.snapshotRow(id);
    const data = Object.fromEntries(
      Object.keys(cells).flatMap((field) =>
        field.startsWith(ACT_FIELD) && !ABOUT.has(field) && !isFurtherPart(field)
          ? [[field.slice(ACT_FIELD.length), wholeText(cells, field)]]
          : [],
      ),
    );
    const read = v.safeParse(ActShape, { kind: cells[KIND], data });
    const entry = commune.entries(id, KIND).at(-1);
    if (!read.success || !entry) return [];
    const role = ROLE_IDS.find((known) => known === cells[ROLE]) ?? '';
    const [village, hash] = [String(cells[VILLAGE] ?? ''), String(cells[HASH] ?? '')];
    return [{ ...read.output, id, village, by: entry.author, at: entry.at, role, hash } as Act];
  });
}

/** Those about one village. */
export const actsOf = (commune: SharedList, village: string): Act[] => readActs(commune).filter((act) => act.village === village);

/**
 * The whole content of a list as one text, the same on every copy that has the same list: its hash names a version that cannot be changed.
 */
export const contentOf = (list: SharedList): string =>
  JSON.stringify(
    list.rows().map((row) => [
      row,
      list
        .fields(row)
        .sort()
        .map((field) => [field, list.values(row, field).map(({ value }) => value)]),
    ]),
  );

/** More people read the acts than the lists: a personal value that was put right stands in the list and its history only. */
const isOpenAct = ({ kind, data }: WantedAct): boolean =>
  kind !== 'corrected' || ![data.value, data.before].some((value) => isPersonalCell(data.field, value));

/** The row of the next act. Acts are written one after the other by one machine, so its number is free. */
export function actWrites(
  commune: SharedList,
  village: string,
  { kind, data }: WantedAct,
  { hash, role }: Pick<Act, 'hash' | 'role'>,
): CellWrite[] {
  const last = Number(commune.rows(PREFIX).at(-1)?.slice(PREFIX.length) ?? 0);
  const row = PREFIX + String(last + 1).padStart(6, '0');
  const told = isOpenAct({ kind, data } as WantedAct) ? data : { ...data, value: null, before: null };
  const fields = Object.entries(told).flatMap(([key, value]: [string, CellValue]) => textParts(ACT_FIELD + key, value));
  return [[KIND, kind] as const, [VILLAGE, village] as const, [HASH, hash] as const, [ROLE, role] as const, ...fields].flatMap(
    ([field, value]) => (value === null ? [] : [{ row, field, value }]),
  );
}
