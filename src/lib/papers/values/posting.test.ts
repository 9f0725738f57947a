import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { factsOf, kimSonFacts } from '../../../../tests/fixtures/paper-facts.ts';
import { recognisedActs } from '../../../../tests/fixtures/recognised-acts.ts';
import { postedGroups } from '../../process/posted.ts';
import { chooseRound } from '../../review/plans.ts';
import type { ReviewData } from '../../review/types.ts';
import { few } from '../paper-words.ts';
import { madeOf, NO_RECORD, textOf, textsOf } from '../testing.ts';
import { POSTING } from './posting.ts';

const POSTED = recognisedActs(2023).slice(0, 3);

describe('the notice of a posting', () => {
  it('counts households and persons of the four lists as the posting does, and names each household', async () => {
    const facts = kimSonFacts({ acts: POSTED });
    const lines = await textsOf(POSTING, facts, { number: 15, day: '2023-09-05', signer: 'Thạch Văn Sơn' });
    expect(lines).toContain('Số: 15/TB-UBND');
    for (const { name, persons, households } of postedGroups(facts.village!.classified)) {
      const counted = `${few(households.length)} hộ, ${few(persons ?? -1)} nhân khẩu`;
      expect(lines.some((line) => line.startsWith(`- ${name}: ${counted}`))).toBe(true);
      expect(lines.some((line) => line.endsWith(`. ${name.toUpperCase()}: ${counted}`))).toBe(true);
      for (const { head } of households) expect(lines).toContain(head);
    }
    expect(lines).toContain('- Hộ nghèo: 10 hộ, 34 nhân khẩu;');
    expect(lines).toContain('(Kèm theo Thông báo số 15/TB-UBND ngày 05 tháng 9 năm 2023 của Ủy ban nhân dân xã Kim Sơn)');
    expect(lines.indexOf('TM. ỦY BAN NHÂN DÂN')).toBeLessThan(lines.indexOf('Thạch Văn Sơn'));
  });

  it('says where, until when, how to complain within the terms of the rules, and what silence means', async () => {
    const lines = await textsOf(POSTING, kimSonFacts({ acts: POSTED }));
    expect(lines).toContain('- Nơi niêm yết, thông báo: Nhà văn hóa.');
    expect(lines).toContain('- Thời gian: 03 ngày làm việc, từ ngày 02 tháng 10 năm 2023 đến hết ngày 05 tháng 10 năm 2023.');
    expect(lines.some((line) => line.endsWith('chậm nhất hết ngày 05 tháng 10 năm 2023.'))).toBe(true);
    expect(lines.some((line) => line.includes('không quá 07 ngày làm việc kể từ ngày nhận được khiếu nại'))).toBe(true);
    expect(lines.find((line) => line.startsWith('- Hết thời gian niêm yết'))).toContain('xin ý kiến Chủ tịch UBND cấp huyện, sau đó');
    expect(lines).toContain('Căn cứ Biên bản họp dân ngày 01 tháng 10 năm 2023 của Ấp Chợ.');
  });

  it('counts the term from the day of the notice before it is posted, and warns of a calendar that nobody confirmed', async () => {
    const facts = kimSonFacts();
    const lines = await textsOf(POSTING, facts, { day: '2023-09-05' });
    expect(lines).toContain('- Thời gian: 03 ngày làm việc, từ ngày 05 tháng 9 năm 2023 đến hết ngày 08 tháng 9 năm 2023.');
    expect(POSTING.warnings?.(facts, { ...NO_RECORD, day: '2023-09-05' })).toEqual([
      'Thôn chưa họp dân thống nhất kết quả: danh sách còn có thể thay đổi.',
      'Hạn niêm yết: Lịch nghỉ năm 2023 chưa được xác nhận đủ: ngày này có thể thay đổi.',
    ]);
  });

  it('asks for no opinion in a month, and cites only the laws of this kind of review', async () => {
    const round = chooseRound({ plan: 'thang-2026-03' });
    const lines = await textsOf(POSTING, kimSonFacts({ round, today: '2026-03-20' }));
    expect(lines.find((line) => line.startsWith('- Hết thời gian niêm yết'))).not.toContain('xin ý kiến');
    expect(lines.some((line) => line.includes('07/2021/NĐ-CP'))).toBe(true);
    expect(lines.some((line) => line.startsWith('Căn cứ Nghị định số 30/2025'))).toBe(false);
  });

  it('carries sixty households with any name, says nothing personal, and repeats the headings of its tables', async () => {
    const names = ["Y' Bhăm H'Đơk", 'Ly', 'Nguyễn Trần Thị Hoài <An> & con', 'Công Tằng Tôn Nữ Thị Thanh Huyền Trang'];
    const data: ReviewData = {
      unit: 'Xã Kim Sơn',
      villages: [{ id: 'v:1', sheet: 'villages', cells: { name: 'Ấp Chợ', area: 'Nông thôn' } }],
      households: Array.from({ length: 60 }, (_, n) => ({
        id: `h:${n}`,
        sheet: 'list01',
        cells: {
          ...{ code: `H${n}`, village: 'Ấp Chợ', size: 4, lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i3: 'x' },
          ...{ head: names[n % names.length] ?? '', cccd: '084190123456', birth: '05/09/1980', income: 900_000 },
        },
      })),
      members: [],
    };
    const bytes = await madeOf(POSTING, factsOf(data, chooseRound({ year: 2023 }), { village: 0, today: '2023-10-01' }));
    const lines = textOf(bytes);
    expect(lines).toContain('- Hộ nghèo: 60 hộ, 240 nhân khẩu;');
    for (const name of names) expect(lines.filter((line) => line === name)).toHaveLength(15);
    expect(
      new PizZip(bytes)
        .file('word/document.xml')
        ?.asText()
        .match(/<w:tblHeader\/>/g),
    ).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/0841901|1980|900/);
  });
});
