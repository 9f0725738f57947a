/**
 * Quyết định công nhận: Mẫu số 02 and Mẫu 9.6. The title of Mẫu số 02 is official; the articles were not seen, so they are ours and say the
 * law's steps (docs/decisions/035-papers.md). Of Mẫu 9.6 only the name is known.
 */
import {
  annexHead,
  authority,
  bases,
  body,
  centred,
  closing,
  each,
  head,
  line,
  listTable,
  loopOver,
  title,
  unless,
  when,
  type Block,
  type Part,
  type TableColumn,
} from './layout.ts';
import { HOUSEHOLD_COLUMNS, HOUSEHOLDS_WITH_VILLAGE } from './lists.ts';

const decisionTemplate = (articles: readonly Block[], shown: readonly TableColumn[]): Part[] =>
  loopOver(
    'từng phụ lục',
    [
      ...head(),
      ...title('QUYẾT ĐỊNH', '{trích yếu}'),
      ...authority(),
      ...bases(),
      centred('QUYẾT ĐỊNH:', { bold: true, before: 120, after: 120, keepNext: true }),
      ...articles,
      ...closing(),
    ],
    [
      ...annexHead('{phụ lục}', 'DANH SÁCH {danh sách in hoa} NĂM {năm rà soát}'),
      listTable('từng hộ', shown),
      line('', { after: 60 }),
      body('Tổng cộng: {số hộ} hộ, {số nhân khẩu} nhân khẩu./.', { bold: true }),
    ],
  );

const recognised = (what: string): Block[] => [
  body(`**Điều 1.** Công nhận ${what} năm {năm rà soát} trên địa bàn {xã}, cụ thể như sau:`),
  ...when('một số thôn', [body('Thôn, tổ dân phố được công nhận tại Quyết định này: {các thôn}.')]),
  ...each('từng danh sách', [
    ...when('có hộ', [
      body('{số thứ tự}. {danh sách}: {số hộ} hộ, {số nhân khẩu} nhân khẩu (danh sách tại {phụ lục} kèm theo Quyết định này).'),
    ]),
    ...unless('có hộ', [body('{số thứ tự}. {danh sách}: {số hộ} hộ.')]),
  ]),
];
const carriedOut = (): Block[] => [body('**Điều 3.** {thi hành} chịu trách nhiệm thi hành Quyết định này./.', { after: 240 })];

export const poorDecisionTemplate = (): Part[] =>
  decisionTemplate(
    [
      ...recognised('kết quả rà soát hộ nghèo, hộ cận nghèo'),
      body(
        '**Điều 2.** Quyết định này được niêm yết công khai và có hiệu lực kể từ ngày ký. Hộ nghèo, hộ cận nghèo có tên trong danh sách được cấp Giấy chứng nhận hộ nghèo, hộ cận nghèo theo quy định.',
      ),
      ...carriedOut(),
    ],
    HOUSEHOLDS_WITH_VILLAGE,
  );

export const livingDecisionTemplate = (): Part[] =>
  decisionTemplate(
    [
      ...recognised('kết quả xác định mức sống của hộ gia đình'),
      body('**Điều 2.** Quyết định này được niêm yết công khai và có hiệu lực kể từ ngày ký.'),
      ...carriedOut(),
    ],
    [...HOUSEHOLD_COLUMNS.slice(0, 2), { heading: 'Thôn, tổ dân phố', text: '{thôn}', width: 36 }, ...HOUSEHOLD_COLUMNS.slice(2, 3)],
  );
