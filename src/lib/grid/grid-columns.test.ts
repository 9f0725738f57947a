import { describe, expect, it } from 'vitest';
import { definitions } from './ag-grid/column-definitions.ts';
import { columnId, labelOf, gridColumns } from './grid-columns.ts';
import { formulaColumnsOf } from '../review/formula-columns.ts';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { STANDARD_HCM } from '../../../tests/fixtures/confirmed-hcm.ts';
import { roundColumns, surveyOf } from '../review/round-columns.ts';
import { ND07 } from '../review/standards.ts';

const CHOICES = { pinResult: true, nameWidth: 200, onEdited: () => undefined, isHeld: () => false };

const ids = (sheet: 'list01' | 'list02' | 'members'): string[] => gridColumns(sheet, ND07).map(columnId);

describe('columns of the grid', () => {
  it.each(['list01', 'list02', 'members'] as const)('%s shows every column once, except the village: the page is the village', (sheet) => {
    const all = [
      ...roundColumns(sheet, ND07).map((column) => column.key),
      ...(sheet === 'members' ? [] : formulaColumnsOf(sheet, ND07).map((column) => `=${column.key}`)),
    ];
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
    const made = definitions('list01', gridColumns('list01', ND07), CHOICES);
    const groups = made.filter((definition) => 'children' in definition);
    expect(groups.map((group) => [group.headerName, 'children' in group ? group.children.length : 0])).toEqual([
      ['Các chỉ số thiếu hụt dịch vụ xã hội cơ bản', 12],
      ['Nguyên nhân nghèo', 8],
    ]);
    const flat = made.flatMap((definition) => ('children' in definition ? definition.children : [definition]));
    const pinned = flat.filter((definition) => 'pinned' in definition && definition.pinned === 'left');
    expect(pinned.map((definition) => ('colId' in definition ? definition.colId : ''))).toEqual(['stt', 'head']);
    const results = (['list01', 'list02'] as const).map((sheet) =>
      definitions(sheet, gridColumns(sheet, ND07), CHOICES).filter((made) => 'pinned' in made && made.pinned === 'right'),
    );
    expect(results.map((pins) => pins.map((pin) => 'colId' in pin && pin.colId))).toEqual([['=class'], ['=living']]);
    for (const definition of flat)
      if ('colId' in definition && definition.colId?.startsWith('=')) expect(definition.editable).toBeUndefined();
  });

  it('follows the standard: its indicators in its order, and others only when they are filled', () => {
    const filled = gridColumns('list01', STANDARD_2027, (key) => key === 'i12');
    const order = filled.map(columnId);
    expect(gridColumns('list01', STANDARD_2027).map(columnId)).not.toContain('i12');
    expect(order.slice(order.indexOf('i1'), order.indexOf('noLabour'))).toEqual([
      ...STANDARD_2027.indicators,
      '=b2',
      '=class',
      '=move',
      '=missing',
      'i12',
    ]);
    const made = definitions('list01', filled, CHOICES);
    const groups = made.flatMap((definition) => ('children' in definition ? [[definition.headerName, definition.children.length]] : []));
    expect(groups).toEqual([
      ['Các chỉ số thiếu hụt dịch vụ xã hội cơ bản', 12],
      ['Không tính trong đợt này', 1],
      ['Nguyên nhân nghèo', 8],
    ]);
    const tooltip = (id: string): unknown =>
      made.flatMap((each) => ('children' in each ? each.children : [each])).find((each) => 'colId' in each && each.colId === id)
        ?.headerTooltip;
    expect(tooltip('i2')).toMatch(/^2\. Người phụ thuộc trong hộ gia đình: Người phụ thuộc \(.*\) chiếm trên 50% số nhân khẩu$/);
    // No text defines yet when a household is deprived of it.
    expect([tooltip('i4'), tooltip('i13')]).toEqual(['Bảo hiểm y tế', 'Xử lý rác thải']);
    expect(tooltip('i12')).toBe('Phương tiện phục vụ tiếp cận thông tin: đợt này không tính, giá trị đã ghi vẫn được giữ');
    expect(tooltip('=class')).toContain('Nghị định 351/2025/NĐ-CP');
  });
});

it('by a standard beside the main one stand after its result, under the names of both', () => {
  const columns = gridColumns('list01', ND07, undefined, [STANDARD_2027]);
  const shown = columns.map(columnId);
  expect(shown.indexOf('i13')).toBe(shown.indexOf('i12') + 1);
  const result = shown.indexOf('=class');
  expect(shown.indexOf('=class@nd351-2025')).toBeGreaterThan(result);
  expect(shown.filter((id) => id.startsWith('=area') || id.startsWith('=minority'))).toEqual(['=area', '=minority']);
  expect(labelOf(columns, '=b2@nd351-2025')).toBe('Điểm B2 (2027)');
  const groups = definitions('list01', columns, CHOICES).flatMap((made) => ('children' in made ? [made.headerName] : []));
  expect(groups).toContain('Chuẩn 2027-2030');
});

it('a standard without Điểm B1 and without points has no column for them, and every other one once', () => {
  for (const sheet of ['list01', 'list02'] as const) {
    const shown = gridColumns(sheet, STANDARD_HCM).map(columnId);
    const all = [
      ...roundColumns(sheet, surveyOf({ standard: STANDARD_HCM })).map(({ key }) => key),
      ...formulaColumnsOf(sheet, STANDARD_HCM).map(({ key }) => `=${key}`),
    ];
    expect([...shown].sort()).toEqual(all.filter((key) => key !== 'village').sort());
    expect(shown).not.toContain('=b1Limit');
  }
});

it('columns of one heading that do not stand together stand under it twice: their order is that of the list', () => {
  const columns = gridColumns('list01', ND07, undefined, [STANDARD_HCM]);
  const flat = definitions('list01', columns, CHOICES).flatMap((made) => ('children' in made ? made.children : [made]));
  expect(flat.flatMap((made) => ('colId' in made && made.colId !== 'stt' ? [made.colId] : []))).toEqual(columns.map(columnId));
});
