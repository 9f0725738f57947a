/** The register as a workbook: the households that the page's filter finds, with the columns of its table and no other personal data. */
import { certificateNumber } from '$lib/process/certificates.ts';
import { STATES, type RegisterHousehold } from '$lib/process/register.ts';
import { dayText } from '$lib/review/iso-day.ts';
import { paperFileName } from '$lib/workbook/file-name.ts';
import type { PrintedTable, TableColumn } from '$lib/workbook/write-table.ts';
import { numberText } from '$lib/ui/parts/number-text.ts';
import { WHICH, type RegisterQuestion } from './register-filter.ts';
import { certificateOf, enteredWords, leftWords, resultIn, validOf } from './register-words.ts';

export interface RegisterPart {
  unit: string;
  /** As found by the question. */
  households: readonly RegisterHousehold[];
  question: RegisterQuestion;
  /** Years with a column, the newest first. */
  years: readonly number[];
  /** yyyy-mm-dd */
  today: string;
  /** When the commune's machine gave the copy that is read without a network; '' for the register as it is now. */
  kept: string;
}

export function registerTable({ unit, households, question, years, today, kept }: RegisterPart): PrintedTable {
  const columns: TableColumn[] = [
    { text: 'STT', align: 'center', most: 7 },
    { text: 'Thôn', most: 16 },
    { text: 'Mã hộ', most: 16 },
    { text: 'Họ và tên chủ hộ', most: 24 },
    { text: 'Số khẩu', align: 'center', most: 7 },
    { text: 'Hiện nay', most: 18 },
    ...years.map((year): TableColumn => ({ text: `Năm ${year}`, most: 18 })),
    { text: 'Số giấy chứng nhận', most: 18 },
    { text: 'Ngày cấp', align: 'center', most: 13 },
    { text: 'Lý do vào sổ', most: 22 },
    { text: 'Lý do ra khỏi sổ', most: 22 },
    { text: 'Cần xem lại', most: 30 },
  ];
  return {
    ...{ name: 'Sổ theo dõi', title: 'SỔ THEO DÕI HỘ NGHÈO, HỘ CẬN NGHÈO', unit, day: today, fixed: 4, columns },
    note: `${filterText(question)}: ${numberText(households.length)} hộ. Lập ngày ${dayText(today)}${kept && `, theo bản lưu lúc ${kept}`}`,
    rows: households.map((one, index) => {
      const valid = validOf(one);
      return [
        index + 1,
        one.village,
        one.code,
        one.head || 'Hộ chưa có tên',
        one.size,
        STATES[one.state],
        ...years.map((year) => resultIn(one, year)),
        valid ? certificateNumber(valid) : certificateOf(one),
        valid ? dayText(valid.act.data.day) : '',
        enteredWords(one),
        leftWords(one),
        [...one.doubts, ...(one.missed ? [`${WHICH.missed}.`] : [])].join(' '),
      ];
    }),
  };
}

/** 'Thôn 3, Hộ nghèo, tìm “ha van”' */
const filterText = ({ village, which, text }: RegisterQuestion): string =>
  [village || 'Cả xã', which && WHICH[which], text.trim() && `tìm “${text.trim()}”`].filter(Boolean).join(', ');

/** 'Xa-Nong-Thuong_2023_Thon-3_So-theo-doi_Ho-ngheo.xlsx' */
export const registerFileName = ({ unit, question: { village, which } }: Pick<RegisterPart, 'unit' | 'question'>, year: number): string =>
  `${paperFileName({ ...{ unit, year, paper: 'Sổ theo dõi' }, ...(village && { village }), ...(which && { about: WHICH[which] }) })}.xlsx`;
