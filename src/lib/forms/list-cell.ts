/** What a cell of a list form says, where nothing refers to another sheet. */
import type { Classified } from '../review/classify.ts';
import type { CellValue } from '../review/types.ts';
import type { Place, Source } from './description.ts';
import { causesOf, personCell, type ListLine } from './fill-lists.ts';

export interface ListCellContext {
  classified: Classified;
  place: Place;
  ageOf: (birth: CellValue) => CellValue;
}

/** @param numbers running numbers of the line and of its household. */
export function listCell(source: Source, entry: ListLine, numbers: { line: number; household: number }, { classified, place, ageOf }: ListCellContext): CellValue {
  const { household, person, isHead } = entry;
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
      return isHead ? ((classified.results.get(household.id) as Record<string, CellValue> | undefined)?.[source.key] ?? household.cells[source.key] ?? null) : null;
    case 'causes':
      return isHead ? causesOf(household) : null;
    case 'age':
      return ageOf(person.cells.birth ?? null);
    case 'place':
      return place[source.key] ?? null;
    case 'nothing':
      return null;
  }
}
