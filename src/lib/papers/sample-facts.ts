/**
 * An invented commune that has gone through a whole round: what a template is shown with where nothing real is known yet, and where the examples
 * of fields come from. Every paper can be made of it, and every field of it says something.
 */
import { issuedText } from '../process/certificate-lines.ts';
import type { Act, ActData, ActKind } from '../process/acts.ts';
import { courseOf } from '../process/course.ts';
import { paperKind, type PaperId } from '../process/paper-kinds.ts';
import { standingOf } from '../process/standing.ts';
import { householdKey } from '../process/certificates.ts';
import { classifyAll } from '../review/classify.ts';
import { DECIDED } from '../review/columns.ts';
import { chooseRound, withDecisions } from '../review/plans.ts';
import { RULES } from '../review/rules-in-force.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { WorkingDays } from '../review/working-days.ts';
import type { PaperFacts, PaperRecord, PaperVillage } from './paper.ts';

const UNIT = 'Xã Ví Dụ';
const TODAY = '2023-08-25';
const [POOR, NEAR, MOVED, LEFT, AVERAGE] = ['h:1', 'h:2', 'h:3', 'h:4', 'h:5'];

const row = (id: string, sheet: Row['sheet'], cells: Record<string, CellValue>): Row => ({ id, sheet, cells });
const household = (id: string, n: number, cells: Record<string, CellValue>, sheet: Row['sheet'] = 'list01'): Row =>
  row(id, sheet, {
    code: `VD-01-00${n}`,
    village: 'Thôn Một',
    sex: 'Nam',
    ethnic: 'Tày',
    birth: '12/03/1979',
    cccd: '006079000123',
    ...cells,
  });
const lacking = (...indicators: number[]): Record<string, CellValue> => Object.fromEntries(indicators.map((n) => [`i${n}`, 'x']));

const DATA: ReviewData = {
  unit: UNIT,
  villages: [
    row('mot', 'villages', {
      ...{ name: 'Thôn Một', area: 'Nông thôn', households: 80, persons: 320, minorityHouseholds: 40 },
      ...{ householdsLastYear: 79, poorTarget: 1 },
    }),
  ],
  households: [
    household(POOR, 1, { head: 'Nông Văn Páo', size: 4, lastYear: 'Hộ nghèo', b1: 120, ...lacking(1, 4, 9), c2: 'x' }),
    household(NEAR, 2, { head: 'Hà Thị Mẩy', sex: 'Nữ', size: 3, b1: 130, ...lacking(6, 7), c7: 'x', formA: 3, request: 'x' }),
    household(MOVED, 3, { head: 'Lường Văn Đán', size: 5, lastYear: 'Hộ nghèo', b1: 135, ...lacking(10), c1: 'x' }),
    household(LEFT, 4, { head: "Y' Bhăm Niê", size: 2, lastYear: 'Hộ cận nghèo', b1: 190 }),
    household('h:6', 6, {
      head: 'Triệu Mùi Lai',
      sex: 'Nữ',
      size: 2,
      lastYear: 'Hộ nghèo',
      b1: 139,
      ...lacking(1, 2, 3),
      [DECIDED]: 'Hộ cận nghèo',
    }),
    household(AVERAGE, 5, { head: 'Đặng Văn Thành', size: 4, b1: 170, farming: 'x', income: 2_000_000 }, 'list02'),
  ],
  members: [
    row('m:1', 'members', { code: 'VD-01-001', name: 'Nông Văn Páo', relation: 'Chủ hộ', sex: 'Nam', birth: '12/03/1979', ethnic: 'Tày' }),
    row('m:2', 'members', { code: 'VD-01-001', name: 'Hoàng Thị Dín', relation: 'Vợ', sex: 'Nữ', birth: '05/09/1982', ethnic: 'Tày' }),
    row('m:3', 'members', { code: 'VD-01-001', name: 'Nông Văn Sơn', relation: 'Con đẻ', sex: 'Nam', birth: '01/02/2010', ethnic: 'Tày' }),
    row('m:4', 'members', { code: 'VD-01-002', name: 'Vi Văn Quân', relation: 'Con đẻ', sex: 'Nam', birth: '20/11/2001', ethnic: 'Tày' }),
  ],
};

const keyOf = (id: string): string => householdKey('mot', DATA.households.find((each) => each.id === id) ?? { id, cells: {} });

/** In the order of the steps. The request is the first act. */
const REQUEST = 'act:000001';
const ACTS: { [K in ActKind]?: ActData<K> }[] = [
  {
    requested: {
      ...{ day: '2023-07-05', ask: 'enter', from: 'Hà Thị Mẩy', head: 'Hà Thị Mẩy', text: 'Nhà có người ốm nặng.', formA: 3 },
      ...{ household: NEAR, listed: 'yes', why: '' },
    },
  },
  { reviewed: {} },
  {
    met: {
      ...{ day: '2023-07-20', place: 'Nhà văn hóa Thôn Một', chair: 'Lý Văn Ba', secretary: 'Vi Thị Hoa', agreeing: 27 },
      ...{ committee: 2, bodies: 3, front: 1, reviewers: 2, listed: 5, others: 15, text: 'Nhất trí với kết quả rà soát.' },
      ...{ share: 50, below: 'review', quorumPeople: 20 },
    },
  },
  { decided: { household: 'h:6', result: 'near', text: 'Con đã đi làm, nhà vừa sửa xong.' } },
  { posted: { from: '2023-07-21', places: 'Nhà văn hóa Thôn Một, trụ sở Ủy ban nhân dân xã Ví Dụ' } },
  { complaint: { household: MOVED, day: '2023-07-22', from: 'Một người dân', text: 'Hộ có thêm xe máy.' } },
  { answered: { of: 'act:000006', day: '2023-07-24', outcome: 'kept', text: 'Đã chấm lại, điểm không đổi.' } },
  { sent: { day: '2023-07-28', to: 'Chủ tịch UBND huyện', number: '40/BC-UBND' } },
  { opinion: { of: 'act:000008', day: '2023-08-04', outcome: 'agreed', number: '71/UBND-LĐ', text: '' } },
  { recognised: { day: '2023-08-11', number: '05/QĐ-UBND', signer: 'Ma Văn Lâm' } },
  {
    issued: {
      ...{ day: '2023-08-15', signer: 'Ma Văn Lâm', first: 1, cause: 'first', text: '' },
      households: issuedText([
        { household: keyOf(POOR), listed: 'N' },
        { household: keyOf(NEAR), listed: 'CN' },
      ]),
    },
  },
  { refused: { of: REQUEST, day: '2023-08-16', number: '12/UBND', text: 'Thu nhập của hộ cao hơn mức quy định.' } },
];

/** A round with everything that a plan can ask for. */
const ROUND = withDecisions(chooseRound({ plan: 'tra-cu-2023' }));

export function sampleFacts(paper: PaperId): PaperFacts {
  const round = ROUND;
  const [course, days] = [courseOf(round), new WorkingDays()];
  const acts = ACTS.flatMap((act, n) =>
    Object.entries(act).map(
      ([kind, data]): Act =>
        ({ kind, data, id: `act:${String(n + 1).padStart(6, '0')}`, village: 'mot', by: '', at: n, role: 'commune', hash: '' }) as Act,
    ),
  );
  const village: PaperVillage = {
    ...{ id: 'mot', name: 'Thôn Một', acts },
    classified: classifyAll(DATA, round),
    standing: standingOf(acts, { today: TODAY, days }, course),
  };
  const { of } = paperKind(paper);
  return {
    ...{ unit: UNIT, round, course, rules: RULES, days, villages: [village], acts, team: [], today: TODAY, draws: true },
    village: of === 'commune' ? null : village,
    about: of === 'household' ? POOR : of === 'request' ? REQUEST : '',
  };
}

/** What nobody can take from the data, by the name of the ask. */
const TEXTS: Readonly<Record<string, string>> = {
  'cơ quan chủ quản': 'ỦY BAN NHÂN DÂN HUYỆN VÍ DỤ',
  'chuẩn bị': 'Xã đã tập huấn cho rà soát viên, in đủ phiếu.',
  'chỉ đạo': 'Đảng ủy, Ủy ban nhân dân xã đã chỉ đạo triển khai rà soát.',
  'chức danh thư ký': 'Công chức xã',
  'cơ quan cấp': 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
  'giờ bắt đầu': '19 giờ',
  'giờ họp': '19 giờ',
  'giờ kết thúc': '21 giờ 30 phút',
  'hạn chế': 'Một số hộ đi làm xa trong thời gian rà soát.',
  'khó khăn': 'Đường vào thôn bị sạt lở.',
  'kiến nghị': 'Đề nghị hỗ trợ kinh phí in phiếu.',
  'lý do': 'Nhà có người ốm nặng.',
  'ngày cấp': '15/06/2021',
  'người lập': 'Vi Thị Hoa',
  'nơi ở hiện tại': 'Thôn Một, xã Ví Dụ',
  'số hộ dự': '1',
  'số người dự': '28',
  'số đồng ý': '27',
  'thuận lợi': 'Người dân đồng tình, phối hợp tốt.',
  'triển khai': 'Tổ công tác đã kiểm tra tất cả các thôn.',
  'văn bản chỉ đạo': 'Kế hoạch số 10/KH-UBND ngày 05 tháng 7 năm 2023',
  'đại diện hộ dân': 'Hà Thị Mẩy',
  'ý kiến': 'Nhất trí với kết quả rà soát.',
};

export const SAMPLE_RECORD: PaperRecord = { number: 5, day: '2023-08-11', signer: 'Ma Văn Lâm', texts: TEXTS };
