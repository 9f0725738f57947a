import { describe, expect, it } from 'vitest';
import { columnId, definitions, gridColumns } from './grid-columns.ts';
import { formulaColumnsOf } from '../review/formula-columns.ts';
import { columnsOf } from '../review/columns.ts';

const ids = (sheet: 'list01' | 'list02' | 'members'): string[] => gridColumns(sheet).map(columnId);

describe('columns of the grid', () => {
  it.each(['list01', 'list02', 'members'] as const)('%s shows every column once, but not the village: the page is the village', (sheet) => {
    const all = [...columnsOf(sheet).map((column) => column.key), ...(sheet === 'members' ? [] : formulaColumnsOf(sheet).map((column) => `=${column.key}`))];
    const shown = ids(sheet).filter((id) => id !== 'headName');
    expect([...shown].sort()).toEqual(all.filter((key) => key !== 'village').sort());
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('puts the result right after the twelve indicators', () => {
    const order = ids('list01');
    expect(order.slice(order.indexOf('i12') + 1, order.indexOf('i12') + 5)).toEqual(['=b2', '=class', '=move', '=missing']);
    expect(order.slice(order.indexOf('b1'), order.indexOf('b1') + 3)).toEqual(['b1', '=b1Limit', 'i1']);
  });

  it('merges the headings of indicators and causes, freezes STT and the name, and never lets a formula be typed', () => {
    const made = definitions('list01', { pinResult: true });
    const groups = made.filter((definition) => 'children' in definition);
    expect(groups.map((group) => [group.headerName, 'children' in group ? group.children.length : 0])).toEqual([
      ['Các chỉ số thiếu hụt dịch vụ xã hội cơ bản', 12],
      ['Nguyên nhân nghèo', 8],
    ]);
    const flat = made.flatMap((definition) => ('children' in definition ? definition.children : [definition]));
    const pinned = flat.filter((definition) => 'pinned' in definition && definition.pinned === 'left');
    expect(pinned.map((definition) => ('colId' in definition ? definition.colId : ''))).toEqual(['stt', 'head']);
    const results = (['list01', 'list02'] as const).map((sheet) => definitions(sheet, { pinResult: true }).filter((made) => 'pinned' in made && made.pinned === 'right'));
    expect(results.map((pins) => pins.map((pin) => 'colId' in pin && pin.colId))).toEqual([['=class'], ['=living']]);
    for (const definition of flat) if ('colId' in definition && definition.colId?.startsWith('=')) expect(definition.editable).toBeUndefined();
  });
});
