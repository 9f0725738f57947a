import { describe, expect, it } from 'vitest';
import type { WrittenBlock } from '$lib/grid/placing.ts';
import { blockNotice, blockWrites, refusals, type BlockScene } from './block-writes.ts';

const block = (change: Partial<WrittenBlock>): WrittenBlock => ({
  deed: 'paste',
  cells: [],
  emptied: [],
  added: [],
  refused: [],
  outside: [],
  ...change,
});
const scene: BlockScene = { sheet: 'list01', codes: () => ['T3-008', 'T3-009'], household: 'T3-008' };

describe('a block as writes', () => {
  it('reads each cell as its column does, and keeps what cannot be read', () => {
    const written = blockWrites(
      block({
        cells: [
          { row: 'h:1', field: 'b1', text: 'không rõ' },
          { row: 'h:1', field: 'income', text: '1.250,5' },
          { row: 'h:1', field: 'i1', text: 'có' },
        ],
      }),
      scene,
    );
    expect(written.writes.map(({ value }) => value)).toEqual(['không rõ', 1250.5, 'x']);
    expect(written).toMatchObject({ cells: 3, doubts: 1 });
  });

  it('empties what was moved away before it writes, so that a cell that is both is written', () => {
    const written = blockWrites(
      block({ deed: 'move', emptied: [{ row: 'h:1', field: 'b1' }], cells: [{ row: 'h:2', field: 'b1', text: '7' }] }),
      scene,
    );
    expect(written.writes).toEqual([
      { row: 'h:1', field: 'b1', value: null },
      { row: 'h:2', field: 'b1', value: 7 },
    ]);
    expect(written.cells).toBe(1);
  });

  it('makes a household of each line past the end, in order, with the next free Mã hộ', () => {
    const written = blockWrites(block({ added: [{ head: 'An' }, { head: 'Bình', code: 'T3-010' }, { head: 'Chi', b1: '' }] }), scene);
    expect(written.added).toHaveLength(3);
    expect([...written.added].sort()).toEqual(written.added);
    const codes = written.added.map((id) => written.writes.find(({ row, field }) => row === id && field === 'code')?.value);
    expect(codes).toEqual(['T3-011', 'T3-010', 'T3-012']);
    expect(written.writes.filter(({ field }) => field === 'sheet').map(({ value }) => value)).toEqual(['list01', 'list01', 'list01']);
    expect(written.writes.some(({ field, value }) => field === 'b1' || value === '')).toBe(false);
  });

  it('a member without a household joins the one stood in', () => {
    const written = blockWrites(block({ added: [{ name: 'Con' }] }), { ...scene, sheet: 'members' });
    expect(written.added[0]).toMatch(/^m:/);
    expect(written.writes.map(({ field, value }) => [field, value])).toEqual([
      ['name', 'Con'],
      ['code', 'T3-008'],
    ]);
  });
});

it('says what was done and what was refused, with the places', () => {
  const written = { writes: [], added: ['h:1', 'h:2'], cells: 1250, doubts: 3 };
  expect(blockNotice('paste', written, 'list01')).toEqual({ text: 'Đã dán 1.250 ô, thêm 2 hộ, 3 ô cần xem lại.', kind: 'warning' });
  expect(blockNotice('move', { ...written, added: [], cells: 4, doubts: 0 }, 'members')).toEqual({ text: 'Đã chuyển 4 ô.', kind: 'done' });
  expect(blockNotice('clear', written, 'list01')).toBe(null);
  const refused = ['a', 'b', '', 'd'].map((row) => ({ row, field: '=b2' }));
  expect(
    refusals(
      block({
        refused,
        outside: [
          { row: 'a', text: 'Vi Văn Ba' },
          { row: '', text: 'x'.repeat(50) },
        ],
      }),
      (row) => `Hộ ${row}`,
      () => 'Điểm B2',
    ),
  ).toEqual([
    '4 ô công thức không ghi được: Hộ a, cột Điểm B2; Hộ b, cột Điểm B2; dòng mới, cột Điểm B2; và 1 ô nữa.',
    `2 ô nằm bên phải cột cuối, không ghi được: Hộ a, "Vi Văn Ba"; dòng mới, "${'x'.repeat(30)}…".`,
  ]);
  expect(refusals(block({}), String, String)).toEqual([]);
});
