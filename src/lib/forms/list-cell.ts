/** The text of a list form's cell, if it does not refer to another sheet. */
import type { Classified } from '../review/classify.ts';
import { ethnicCode, type EthnicCodes } from '../review/ethnic.ts';
import type { CellValue, Row } from '../review/types.ts';
import type { CommuneLocation, Source } from './official/description.ts';
import { causesOf, personCell, rowWith, type ListLine } from './list-lines.ts';

export interface ListCellContext {
  classified: Classified;
  place: (household: Row) => CommuneLocation;
  ethnicCodes?: EthnicCodes;
  ageOf: (birth: CellValue) => CellValue;
}

/** @param numbers running numbers of the line and of its household. */
export function listCell(
  source: Source,
  entry: ListLine,
  numbers: { line: number; household: number },
  { classified, place, ethnicCodes = 'tctk', ageOf }: ListCellContext,
): CellValue {
  const { household, isHead } = entry;
  switch (source.from) {
    case 'line':
      return numbers.line;
    case 'household':
      return isHead ? numbers.household : null;
    case 'member':
      return personCell(entry, source.key);
    case 'text':
      return source.headOnly && !isHead ? null : (household.cells[source.key] ?? null);
    case 'live':
      return isHead || source.everyLine
        ? ((classified.results.get(household.id) as Record<string, CellValue> | undefined)?.[source.key] ??
            household.cells[source.key] ??
            null)
        : null;
    case 'causes':
      return isHead ? causesOf(household) : null;
    case 'age':
      return ageOf(rowWith(entry, 'birth').cells.birth ?? null);
    case 'ethnicCode':
      return ethnicCode(String(personCell(entry, 'ethnic') ?? ''), ethnicCodes) ?? null;
    case 'idTrouble':
      return entry.trouble ?? null;
    case 'place':
      return place(household)[source.key] ?? null;
    case 'nothing':
      return null;
  }
}
