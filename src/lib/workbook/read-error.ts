/** A workbook that cannot be read at all. Errors in single cells are Problems, never this. */

const TEXTS = {
  empty: () => 'Tệp rỗng, không có gì để nhập.',
  'too-big': (limit: string) => `Tệp lớn quá ${limit}. Hãy tách thành nhiều tệp nhỏ hơn, ví dụ mỗi thôn một tệp.`,
  'zip-bomb': (limit: string) => `Tệp giải nén ra lớn quá mức cho phép (${limit}), có thể là tệp độc hại. Không mở tệp này.`,
  damaged: () => 'Tệp bị hỏng hoặc chưa tải về hết. Hãy mở bằng Excel xem có được không, rồi lưu lại thành .xlsx.',
  protected: () => 'Tệp có đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại rồi nhập.',
  html: () => 'Tệp là một trang web chứ không phải sổ Excel. Hãy mở bằng Excel rồi lưu lại thành .xlsx.',
  'not-a-workbook': (what: string) =>
    `Tệp không phải là sổ tính${what === '' ? '' : ` mà là ${what}`}. Nhận các tệp .xlsx, .xls, .ods, .fods và .csv.`,
  'too-many-sheets': (limit: string) => `Sổ có quá nhiều trang (nhận nhiều nhất ${limit} trang). Hãy xoá các trang không dùng.`,
  'too-many-rows': (limit: string, sheet: string) => `Trang ${sheet} có quá nhiều dòng (nhận nhiều nhất ${limit} dòng).`,
  'too-many-columns': (limit: string, sheet: string) => `Trang ${sheet} có quá nhiều cột (nhận nhiều nhất ${limit} cột).`,
  timeout: (seconds: string) => `Đọc tệp quá ${seconds} giây nên đã dừng. Hãy tách thành nhiều tệp nhỏ hơn rồi nhập lại.`,
  crashed: () => 'Máy không đủ bộ nhớ để đọc tệp này. Hãy đóng bớt chương trình, hoặc tách thành nhiều tệp nhỏ hơn.',
} satisfies Record<string, (...values: string[]) => string>;

export type WorkbookErrorCode = keyof typeof TEXTS;

export class WorkbookError extends Error {
  readonly code: WorkbookErrorCode;
  readonly text: string;

  constructor(code: WorkbookErrorCode, text: string) {
    super(`${code}: ${text}`);
    this.name = 'WorkbookError';
    this.code = code;
    this.text = text;
  }
}

/** The error with its text from the catalogue. */
export const workbookError = <Code extends WorkbookErrorCode>(code: Code, ...values: Parameters<(typeof TEXTS)[Code]>): WorkbookError =>
  new WorkbookError(code, (TEXTS[code] as (...all: string[]) => string)(...values));
