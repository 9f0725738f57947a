/** The lists at the end of a review: poor and near poor (Mẫu 6.1), those who left the poor, those who left the near poor (6.2). */
export type ResultKind = 'classes' | 'left-poor' | 'left-near';

export const RESULT_FORMS: Record<ResultKind, string> = {
  classes: 'Mẫu 6.1',
  'left-poor': 'Mẫu 6.2, thoát nghèo',
  'left-near': 'Mẫu 6.2, thoát cận nghèo',
};
