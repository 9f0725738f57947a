/**
 * The papers of a review (văn bản): which there are, what each is about, and what its number is written with. What stands in them, and
 * their templates, is in src/lib/papers.
 */
import type { StepId } from '../review/rules.ts';

/** What one paper is about: the whole commune, one village, one household of it, or one request. */
export type PaperScope = 'commune' | 'village' | 'household' | 'request';

export interface PaperKind {
  /** As people call it. */
  name: string;
  /** The official form, where there is one. */
  form?: string;
  of: PaperScope;
  /** What else one may be about, when somebody asks for it. */
  also?: readonly PaperScope[];
  /** The step that needs it. */
  step: StepId;
  /** What follows its number: 'QĐ-UBND'; null for a paper without a number in the office's book. */
  symbol: string | null;
  /** Only where living standards are determined. */
  living?: true;
}

export const PAPERS = {
  request: { name: 'Giấy đề nghị rà soát', form: 'Mẫu số 01', of: 'household', step: 'request', symbol: null },
  leaving: {
    name: 'Giấy đề nghị công nhận hộ thoát nghèo, thoát cận nghèo',
    form: 'Mẫu số 04',
    of: 'household',
    step: 'request',
    symbol: null,
  },
  refusal: { name: 'Trả lời không công nhận', of: 'request', step: 'recognition', symbol: 'UBND' },
  recheck: { name: 'Danh sách hộ cần phúc tra', of: 'village', step: 'check', symbol: null },
  invitation: { name: 'Giấy mời họp dân', of: 'village', step: 'meeting', symbol: 'GM-UBND' },
  minutes: { name: 'Biên bản họp dân', form: 'Phụ lục V', of: 'village', step: 'meeting', symbol: null },
  livingMinutes: {
    name: 'Biên bản họp dân về hộ có mức sống trung bình',
    form: 'Mẫu 9.3',
    of: 'village',
    step: 'meeting',
    symbol: null,
    living: true,
  },
  posting: { name: 'Thông báo niêm yết công khai', of: 'village', step: 'posting', symbol: 'TB-UBND' },
  opinion: { name: 'Báo cáo, xin ý kiến', of: 'commune', step: 'opinion', symbol: 'BC-UBND' },
  decision: { name: 'Quyết định công nhận', form: 'Mẫu số 02', of: 'commune', step: 'recognition', symbol: 'QĐ-UBND' },
  livingDecision: {
    name: 'Quyết định công nhận hộ có mức sống trung bình',
    form: 'Mẫu 9.6',
    of: 'commune',
    step: 'recognition',
    symbol: 'QĐ-UBND',
    living: true,
  },
  certificates: {
    name: 'Giấy chứng nhận hộ nghèo, hộ cận nghèo',
    form: 'Mẫu số 03',
    of: 'village',
    also: ['commune', 'household'],
    step: 'recognition',
    symbol: null,
  },
  weekly: { name: 'Báo cáo tiến độ', form: 'Phụ lục 10', of: 'commune', step: 'summary', symbol: 'BC-UBND' },
  preliminary: { name: 'Báo cáo kết quả sơ bộ', form: 'Phụ lục 11', of: 'commune', step: 'summary', symbol: 'BC-UBND' },
  final: { name: 'Báo cáo kết quả chính thức', of: 'commune', step: 'summary', symbol: 'BC-UBND' },
} as const satisfies Record<string, PaperKind>;

export type PaperId = keyof typeof PAPERS;
export const PAPER_IDS = Object.keys(PAPERS) as [PaperId, ...PaperId[]];
export const paperKind = (id: PaperId): PaperKind => PAPERS[id];
export const mayBeOf = (id: PaperId, scope: PaperScope): boolean => {
  const { of, also = [] } = paperKind(id);
  return of === scope || also.includes(scope);
};
