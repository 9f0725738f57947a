/** Open questions of a list on the command line: printed, answered, and their exit status. */
import { writeFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk, type Ran } from './testing.ts';

const desk = new Desk();
beforeAll(() => desk.open());
afterAll(desk.close);

const INDICATORS = [
  'Việc làm',
  'Người phụ thuộc trong hộ gia đình',
  'Dinh dưỡng',
  'Bảo hiểm y tế',
  'Trình độ giáo dục của người lớn',
  'Tình trạng đi học của trẻ em',
  'Chất lượng nhà ở',
  'Diện tích nhà ở bình quân đầu người',
  'Nguồn nước sinh hoạt',
  'Nhà tiêu hợp vệ sinh',
  'Sử dụng dịch vụ viễn thông',
  'Phương tiện phục vụ tiếp cận thông tin',
];
const HEAD = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Số khẩu', 'Kết quả năm trước', 'Giấy đề nghị', 'Phiếu A', 'Điểm B1', ...INDICATORS];
const household = (n: number, head: string): (string | number)[] => [n, head, 1970, 3, 'Hộ nghèo', '', '', 200];

async function write(name: string, sheets: Record<string, (string | number)[][]>): Promise<void> {
  const book = XLSX.utils.book_new();
  for (const [tab, rows] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([HEAD, ...rows]), tab);
  await writeFile(desk.path(name), new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
}

/** Clean, except for two rows below its households that have only a name. */
const withNames = (name: string): Promise<void> =>
  write(name, { 'Thôn 3': [household(1, 'Hà Văn Mão'), household(2, 'Lò Thị Én'), ['', 'Lò Thị Mới'], ['', 'Vi Văn Thêm']] });
const report = (file: string, out: string, ...args: string[]): Promise<Ran> =>
  desk.report(
    file,
    '--unit',
    'Xã Nông Thượng',
    '--area',
    'rural',
    '--date',
    '2023-12-14',
    '--out',
    `${out}.xlsx`,
    '--json',
    `${out}.json`,
    ...args,
  );
const households = async (name: string): Promise<number> => Object.keys((await desk.json(`${name}.json`)).households).length;
const asked = ({ lines }: Ran): string[] => lines.filter((line) => line.startsWith('Cần trả lời: '));

describe('rasoat report --answer', () => {
  it('is 1 while a question is open, prints it with its choices, and counts households and numbered rows', async () => {
    await withNames('hoi.xlsx');
    const open = await report('hoi.xlsx', 'a');
    expect(open.status).toBe(1);
    expect(asked(open)).toEqual(
      [
        ['Lò Thị Mới', 4],
        ['Vi Văn Thêm', 5],
      ].map(
        ([name, row]) =>
          `Cần trả lời: Trang Thôn 3, dòng ${row}: “${name}” chỉ có tên: là một hộ hay không? Chạy lại với --answer dong.thon-3.${row}=ho (Một hộ) hoặc --answer dong.thon-3.${row}=bo (Không phải hộ, bỏ qua).`,
      ),
    );
    expect(open.out).toContain('trang Thôn 3: 2 hộ, cột STT có 2 dòng đánh số.');
    expect(await households('a')).toBe(2);
    // One answer of two is not enough.
    const half = await report('hoi.xlsx', 'b', '--answer', 'dong.thon-3.4=bo');
    expect([half.status, asked(half).length]).toEqual([1, 1]);
  });

  it('names columns with unknown headings', async () => {
    const book = XLSX.utils.book_new();
    const rows = [
      [...HEAD, 'Số sổ đỏ', 'Hộ khẩu ở đâu'],
      [...household(1, 'Hà Văn Mão'), 'BX 12', 'Nà Ỏi'],
    ];
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), 'Thôn 3');
    await writeFile(desk.path('cot.xlsx'), new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
    const { out } = await report('cot.xlsx', 'ket-qua');
    const letter = (at: number): string => XLSX.utils.encode_col(at);
    expect(out).toContain(
      `trang Thôn 3: không đọc cột ${letter(HEAD.length)} “Số sổ đỏ”, ${letter(HEAD.length + 1)} “Hộ khẩu ở đâu”, vì không nhận ra tiêu đề.`,
    );
  });

  it.each([[['--answer', 'dong.thon-3.4=bo', '--answer', 'dong.thon-3.5=bo']], [['--answer', 'dong=bo']]])(
    'is 0 when all is answered: %s',
    async (answers) => {
      await withNames('hoi.xlsx');
      const ran = await report('hoi.xlsx', 'c', ...answers);
      expect([ran.status, asked(ran)]).toEqual([0, []]);
      expect(ran.out).toContain('trang Thôn 3: 2 hộ, cột STT có 2 dòng đánh số.');
      expect(await households('c')).toBe(2);
    },
  );

  it('is 1 if the answer makes a household without a number, and both counts say so', async () => {
    await withNames('hoi.xlsx');
    const ran = await report('hoi.xlsx', 'd', '--answer', 'dong=ho');
    expect(ran.status).toBe(1);
    expect(ran.out).toContain('trang Thôn 3: 4 hộ, cột STT có 2 dòng đánh số.');
    expect(
      ran.lines.some((line) => line.includes('đọc được 4 hộ, còn cột STT có 2 dòng đánh số: dòng 4, 5 không có STT mà được đọc là hộ')),
    ).toBe(true);
    expect(await households('d')).toBe(4);
  });

  it('an answer without a question is reported, and an unknown choice answers nothing', async () => {
    await withNames('hoi.xlsx');
    const ran = await report('hoi.xlsx', 'e', '--answer', 'muc=bo', '--answer', 'dong=thon');
    expect([ran.status, asked(ran).length]).toEqual([1, 2]);
    expect(ran.lines).toContain("Không có câu hỏi nào tên 'muc': hãy xem lại --answer.");
  });

  it('tabs that may be named after villages are asked, and answered all at once', async () => {
    await write('trang.xlsx', { 'Khuổi Nà': [household(1, 'Hà Văn Mão')], 'Nà Cáp': [household(1, 'Lò Thị Én')] });
    const open = await report('trang.xlsx', 'f');
    expect([open.status, asked(open).map((line) => /^Cần trả lời: Trang ([^:]*)/.exec(line)?.[1])]).toEqual([1, ['Khuổi Nà', 'Nà Cáp']]);
    const answered = await report('trang.xlsx', 'g', '--answer', 'ten-trang=thon');
    expect([answered.status, asked(answered)]).toEqual([0, []]);
    expect(Object.keys((await desk.json('g.json')).forms['7.1'] ?? {})).toEqual(expect.arrayContaining(['Khuổi Nà', 'Nà Cáp']));
  });
});
