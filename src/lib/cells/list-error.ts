/** What the shared list refuses: a stable code, the values involved, and the text for the user. */
const TEXTS = {
  'cell-too-long': (v: Values) => `Nội dung ô dài ${v.length} ký tự, tối đa ${v.limit} ký tự. Hãy rút gọn rồi nhập lại.`,
  'cell-bad-value': () => 'Ô chỉ nhận chữ, số hoặc để trống.',
  'cell-bad-name': (v: Values) => `Tên dòng hoặc tên cột không hợp lệ: “${v.name}”.`,
} as const;

type Values = Record<string, string | number>;
export type ListErrorCode = keyof typeof TEXTS;

export class ListError extends Error {
  readonly code: ListErrorCode;
  readonly values: Values;

  constructor(code: ListErrorCode, values: Values = {}) {
    super(TEXTS[code](values));
    this.name = 'ListError';
    this.code = code;
    this.values = values;
  }
}
