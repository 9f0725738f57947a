/** `rasoat papers` as a person starts it: its files, what it says, and its exit status. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../src/lib/papers/testing.ts';
import { shippedTemplate } from '../../src/lib/papers/templates/templates.ts';
import { Desk, fixture, type Ran } from '../report/testing.ts';

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/ghi-nhan-van-ban.json', import.meta.url));
const [LIST, OTHER] = [fixture('nong-thuong-2023.xlsx'), fixture('huyen-tung-2023.xlsx')];
const UNIT = ['--unit', 'Xã Nông Thượng'];

const desk = new Desk();
beforeAll(desk.open.bind(desk));
afterAll(desk.close);

const papers = (record: string, out: string, ...more: string[]): Promise<Ran> =>
  desk.command('papers', LIST, ...UNIT, '--record', record, '--out', out, ...more);
/** A record file of these entries. */
async function record(name: string, entries: object): Promise<string> {
  await writeFile(desk.path(name), JSON.stringify({ format: 'so-ra-soat/van-ban', version: 1, ...entries }));
  return name;
}
const linesOf = async (path: string): Promise<string[]> => textOf(new Uint8Array(await readFile(desk.path(path))));
/** What stops a run: it is said in one line, and nothing is written. */
async function refused(ran: Ran, out: string): Promise<string> {
  expect([ran.status, ran.lines.length, ran.out.includes('Đã làm')]).toEqual([2, 1, false]);
  await expect(readdir(desk.path(out))).rejects.toThrow();
  return ran.lines[0] ?? '';
}

describe('rasoat papers', () => {
  it('gives the decision the number, day and signer of its act', async () => {
    const met = { day: '2023-11-10', place: 'Nhà văn hóa', chair: 'A', secretary: 'B', committee: 1, bodies: 1, front: 1, reviewers: 1 };
    await record('quyet-dinh.json', {
      papers: ['decision'],
      signer: 'Thạch Văn Sơn',
      villages: [
        {
          name: 'Thôn 1',
          acts: {
            met: { ...met, listed: 7, others: 9, agreeing: 20, text: '' },
            posted: { from: '2023-11-13', places: 'Nhà văn hóa' },
            sent: { day: '2023-11-20', to: 'UBND tỉnh', number: '' },
            opinion: { day: '2023-11-22', outcome: 'agreed', number: '', text: '' },
            recognised: { day: '2023-11-24', number: '21/QĐ-UBND', signer: 'Nông Văn An' },
          },
        },
      ],
    });
    const { status, lines } = await papers('quyet-dinh.json', 'quyet-dinh/');
    expect([status, lines]).toEqual([0, []]);
    const decision = await linesOf('quyet-dinh/Xa-Nong-Thuong_2023_21-QD-UBND_Quyet-dinh-cong-nhan.docx');
    expect(decision).toContain('Nông Thượng, ngày 24 tháng 11 năm 2023');
    expect(decision).toContain('Nông Văn An');
  });

  it('makes the papers of the documented example, with file names as offices write them', async () => {
    await cp(EXAMPLE, desk.path('vi-du.json'));
    const { status, out, lines } = await papers('vi-du.json', 'van-ban/');
    expect([status, lines]).toEqual([0, []]);
    expect(out).toContain('Đã làm 4 văn bản, ghi vào van-ban/.');
    expect((await readdir(desk.path('van-ban'))).sort()).toEqual([
      'Xa-Nong-Thuong_2023_09-BC-UBND_Bao-cao-tien-do.docx',
      'Xa-Nong-Thuong_2023_10-BC-UBND_Bao-cao-ket-qua-so-bo.docx',
      'Xa-Nong-Thuong_2023_11-BC-UBND_Bao-cao-ket-qua-chinh-thuc.docx',
      'Xa-Nong-Thuong_2023_Thon-1_Bien-ban-hop-dan.docx',
    ]);
    const minutes = await linesOf('van-ban/Xa-Nong-Thuong_2023_Thon-1_Bien-ban-hop-dan.docx');
    expect(minutes).toContain('3. Số người đồng ý với kết quả trên: 33 trên 36 người dự họp, đạt tỷ lệ 91,67%.');
    expect(minutes.some((line) => line.startsWith('Hôm nay, ngày 20 tháng 11 năm 2023, bắt đầu lúc 19 giờ, tại Nhà văn hóa thôn'))).toBe(
      true,
    );
    const preliminary = await linesOf('van-ban/Xa-Nong-Thuong_2023_10-BC-UBND_Bao-cao-ket-qua-so-bo.docx');
    expect(preliminary).toContain('Nông Thượng, ngày 08 tháng 12 năm 2023');
    expect(preliminary.some((line) => line.startsWith('- Tổng số hộ nghèo: 34 hộ, tỷ lệ 3,71%, '))).toBe(true);
    const final = await linesOf('van-ban/Xa-Nong-Thuong_2023_11-BC-UBND_Bao-cao-ket-qua-chinh-thuc.docx');
    expect(final).toContain('Nông Thượng, ngày 11 tháng 12 năm 2023');
    expect(final.slice(final.indexOf('1. Thuận lợi') + 1).slice(0, 2)).toEqual([
      'Cấp ủy, chính quyền quan tâm chỉ đạo.',
      'Người dân đồng tình.',
    ]);
    expect(final).toContain('Thạch Văn Sơn');
  });

  it('makes a report of several communes, by commune, into one zip', async () => {
    const ran = await desk.command(
      ...['papers', `Xã Nông Thượng=${LIST}`, `Phường Huyền Tụng=${OTHER}`, '--unit', 'Thành phố Bắc Kạn', '--out', 'bac-kan.zip'],
      ...['--record', await record('huyen.json', { papers: ['preliminary'], texts: { 'chỉ tiêu giảm hộ nghèo': '10' } })],
    );
    expect([ran.status, ran.lines]).toEqual([0, []]);
    const files = unzipSync(new Uint8Array(await readFile(desk.path('bac-kan.zip'))));
    expect(Object.keys(files)).toEqual(['Thanh-pho-Bac-Kan_2023_Bao-cao-ket-qua-so-bo.docx']);
    const lines = textOf(Object.values(files)[0]!);
    expect(lines).toEqual(expect.arrayContaining(['ỦY BAN NHÂN DÂN\nTHÀNH PHỐ BẮC KẠN', 'Phường Huyền Tụng', 'Xã Nông Thượng', 'Cộng']));
    expect(lines).toContain('- Tổng số hộ nghèo: 107 hộ, tỷ lệ 4,66%, giảm 17 hộ so với năm 2022.');
    expect(lines.some((line) => line.includes('đạt và vượt so với chỉ tiêu kế hoạch đề ra (kế hoạch giảm 10 hộ)'))).toBe(true);
  });

  it('names every wrong place of the record, and writes nothing', async () => {
    const wrong = await record('sai.json', {
      papers: ['minute'],
      each: { weekly: { number: '9' } },
      villages: [{ name: 'Thôn 1', acts: { met: { day: '2023-20-11' } }, nam: 1 }],
    });
    const said = await refused(await papers(wrong, 'sai/'), 'sai');
    expect(said).toMatch(/^sai\.json: papers, dòng 1: không có văn bản "minute"; có: request, /);
    expect(said).toContain('each, weekly, number: phải là một số');
    expect(said).toContain('villages, Thôn 1, acts, met, day: Hãy ghi ngày họp theo ngày, tháng, năm.');
    expect(said).toContain('villages, Thôn 1, acts, met, place: thiếu mục này');
    await writeFile(desk.path('khong-json.json'), '{ "papers": [');
    expect(await refused(await papers('khong-json.json', 'sai/'), 'sai')).toContain('không phải tệp JSON viết đúng');
  });

  it.each([
    [{ papers: ['minutes'], villages: [{ name: 'Thôn 99' }] }, 'Danh sách không có thôn “Thôn 99”. Có: Thôn 1, '],
    [
      { papers: ['weekly', 'final'], each: { weekly: { number: 5 }, final: { number: 5 } } },
      'Số 5/BC-UBND dùng cho hai văn bản: Báo cáo tiến độ và ',
    ],
  ])('refuses %j', async (entries, words) => {
    expect(await refused(await papers(await record('tu-choi.json', entries), 'tu-choi/'), 'tu-choi')).toContain(words);
  });

  it('says what does not fit together in the record, makes the papers, and is not clean', async () => {
    const late = await record('nguoc-ngay.json', {
      papers: ['weekly'],
      villages: [{ name: 'Thôn 1', acts: { ...(await exampleActs()), posted: { from: '2023-11-19', places: 'Nhà văn hóa' } } }],
    });
    const { status, lines, out } = await papers(late, 'nguoc-ngay/');
    expect([status, lines]).toEqual([1, ['Thôn 1: Niêm yết từ ngày 19/11/2023 là trước ngày họp 20/11/2023.']]);
    expect(out).toContain('Đã làm 1 văn bản');
  });

  it('says that a paper’s form is out of force on its day', async () => {
    const acts = {
      ...(await exampleActs()),
      posted: { from: '2023-11-21', places: 'Nhà văn hóa' },
      sent: { day: '2023-11-28', to: 'UBND tỉnh' },
      opinion: { day: '2023-12-01', outcome: 'agreed' },
    };
    const entries = await record('mau-cu.json', { papers: ['decision'], day: '2027-01-05', villages: [{ name: 'Thôn 1', acts }] });
    const { status, lines } = await papers(entries, 'mau-cu/');
    expect([status, lines.some((line) => line.startsWith('Quyết định công nhận: Mẫu số 02 ('))]).toEqual([1, true]);
    expect(await readdir(desk.path('mau-cu'))).toHaveLength(1);
  });

  it('fills the commune’s own template', async () => {
    const parts = unzipSync(await shippedTemplate('weekly'));
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    const own = (words: string): Uint8Array =>
      zipSync({ ...parts, 'word/document.xml': strToU8(xml.replace('3. Khó khăn, vướng mắc', words)) });
    await writeFile(desk.path('mau.docx'), own('3. Khó khăn của {xã}'));
    const entries = await record('mau.json', { papers: ['weekly'] });
    expect((await papers(entries, 'mau/', '--template', 'weekly=mau.docx')).status).toBe(0);
    expect(await linesOf('mau/Xa-Nong-Thuong_2023_Bao-cao-tien-do.docx')).toContain('3. Khó khăn của xã Nông Thượng');
    // As the page of templates says it.
    await writeFile(desk.path('la.docx'), own('3. {khó khăn} và {khó khan}'));
    expect(await refused(await papers(entries, 'la/', '--template', 'weekly=la.docx'), 'la')).toMatch(
      /^la\.docx: Thân văn bản, đoạn \d+, chỗ “3\. \{khó khăn\} và \{khó khan\}”: văn bản này không có trường \{khó khan\}\. Có phải \{khó khăn\}\?$/,
    );
  });

  it('refuses a template that is none, or of another paper, naming every place', async () => {
    const entries = await record('mau.json', { papers: ['weekly'] });
    await writeFile(desk.path('hong.docx'), 'không phải Word');
    expect(await refused(await papers(entries, 'hong/', '--template', 'weekly=hong.docx'), 'hong')).toContain('không phải tệp Word');
    expect(await refused(await papers(entries, 'hong/', '--template', 'tien-do=hong.docx'), 'hong')).toContain(
      "Không có văn bản 'tien-do'",
    );
    await writeFile(desk.path('bien-ban.docx'), await shippedTemplate('minutes'));
    const { status, lines } = await papers(entries, 'hong/', '--template', 'weekly=bien-ban.docx');
    expect([status, lines[0], lines.at(-1)]).toEqual([
      2,
      'bien-ban.docx: Tệp này đúng là mẫu của “Biên bản họp dân”. Hãy xem có chọn nhầm văn bản không.',
      expect.stringMatching(/^bien-ban\.docx chưa dùng được cho Báo cáo tiến độ: \d+ chỗ phải sửa, ghi ở trên\.$/),
    ]);
    expect(lines.slice(1, -1).every((line) => /^bien-ban\.docx: Thân văn bản, (đoạn|bảng) /.test(line))).toBe(true);
    expect(lines.join(' ')).toContain('{tên thôn in hoa}');
  });

  it('asks for what is missing on the command line', async () => {
    expect((await desk.command('papers', LIST)).lines[0]).toMatch(/^Thiếu danh sách, --record hoặc --out\. Cách dùng: rasoat papers /);
    const unnamed = await desk.command('papers', LIST, '--record', await record('a.json', { papers: ['weekly'] }), '--out', 'a/');
    expect(await refused(unnamed, 'a')).toBe('Danh sách không ghi tên xã: hãy thêm --unit "Xã …"');
  });
});

async function exampleActs(): Promise<object> {
  const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as { villages: [{ acts: object }] };
  return example.villages[0].acts;
}
