/** What stands in the cells of the commune's copy of its plan, read with care: another device or a newer version may have written anything. */
import { isAttending, type Attending, type Quorum } from '../review/quorum.ts';
import { isPostedColumn, type PostedColumn } from '../review/posted-columns.ts';
import { STEPS, type StepId } from '../review/rules.ts';
import { SERVICE_KEYS, type ServiceTargets } from '../review/services.ts';
import type { CellValue } from '../review/types.ts';

export type PlanCells = Readonly<Record<string, CellValue>>;

export const isStepId = (id: string): id is StepId => Object.hasOwn(STEPS, id);

export const text = (cell: CellValue | undefined): string | undefined => (typeof cell === 'string' && cell !== '' ? cell : undefined);
export const yesNo = (cell: CellValue | undefined): boolean | undefined => (cell === 'x' ? true : cell === '-' ? false : undefined);
export const between = (cell: CellValue | undefined, least: number, most: number): number | undefined =>
  typeof cell === 'number' && cell >= least && cell <= most ? cell : undefined;

/** Steps by their ids; undefined for a cell of a newer version. */
export function stepIds(cell: CellValue | undefined): StepId[] | undefined {
  const ids = text(cell)?.split(' ') ?? [];
  return ids.length > 0 && ids.every(isStepId) ? ids : undefined;
}

/** Columns of the closed list alone; '-' for none. */
export const postedIn = (cell: CellValue | undefined): PostedColumn[] | undefined => text(cell)?.split(' ').filter(isPostedColumn);

/** What the commune wrote for each service over the shipped targets; '-' takes one out. undefined where none is set. */
export function targetsIn(cells: PlanCells, shipped: ServiceTargets = {}): ServiceTargets | undefined {
  const targets = SERVICE_KEYS.flatMap((key) => {
    const cell = cells[TARGET + key];
    const target = cell === '-' ? undefined : (between(cell, 0, 100) ?? shipped[key]);
    return target === undefined ? [] : [[key, target] as const];
  });
  return targets.length > 0 ? Object.fromEntries(targets) : undefined;
}
/** Before the key of a service. */
export const TARGET = 'target.';

/** Kinds of people alone; '-' for none. */
export const kindsIn = (cell: CellValue | undefined): Attending[] | undefined => text(cell)?.split(' ').filter(isAttending);

export const pick = <K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, T>);

/** What the commune wrote, part by part, over the shipped quorum; '-' takes a part out. undefined where nothing asks for one. */
export function quorumIn(cells: PlanCells, shipped: Quorum = {}): Quorum | undefined {
  const part = (cell: CellValue | undefined, most: number, before: number | undefined): number | undefined =>
    cell === '-' ? undefined : (between(cell, 1, most) ?? before);
  const kinds = kindsIn(cells.quorumKinds) ?? shipped.kinds ?? [];
  const people = part(cells.quorumPeople, 10_000, shipped.people);
  const quorum: Quorum = {
    ...pick('people', people === undefined ? undefined : Math.floor(people)),
    ...pick('share', part(cells.quorumShare, 100, shipped.share)),
    ...(kinds.length > 0 && { kinds }),
  };
  return Object.keys(quorum).length > 0 || Object.keys(shipped).length > 0 ? quorum : undefined;
}
