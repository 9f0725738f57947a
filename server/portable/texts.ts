/** The files that people click and read in the Windows folder. */
import { BACKUPS, DATA, FOLDER, PROGRAM, TRIAL } from './parts.ts';

interface Click {
  file: string;
  /** What launch.ts does. */
  action: 'start' | 'network' | 'backup' | 'restore' | 'trial';
  port: number;
  /** Whether the window stays when all went well. */
  stays: boolean;
}

/** The trial has its own port: browsers keep what people wrote for each address separately. */
export const CLICKS: readonly Click[] = [
  { file: 'Chay-So-Ra-Soat.cmd', action: 'start', port: 3000, stays: false },
  { file: 'Chay-cho-ca-may-khac.cmd', action: 'network', port: 3000, stays: false },
  { file: 'Sao-luu.cmd', action: 'backup', port: 3000, stays: true },
  { file: 'Khoi-phuc.cmd', action: 'restore', port: 3000, stays: true },
  { file: 'Dung-thu.cmd', action: 'trial', port: 3001, stays: false },
];

const crlf = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');

/** Little is said in cmd.exe's language: what can be decided in launch.ts is decided there. */
export const clickText = ({ action, port, stays }: Click): string =>
  crlf([
    '@echo off',
    'chcp 65001 >nul',
    'title So Ra Soat',
    `if not exist "%~dp0${PROGRAM}\\node.exe" (`,
    '  echo Chưa chạy được: tệp này đang nằm trong tệp zip, hoặc thiếu thư mục bên cạnh.',
    `  echo Hãy giải nén cả thư mục ${FOLDER} ra ổ đĩa, rồi bấm đúp lại tệp này trong thư mục đó.`,
    '  pause',
    '  exit /b 2',
    ')',
    `set "PORT=${port}"`,
    'set "NODE_OPTIONS="',
    `"%~dp0${PROGRAM}\\node.exe" "%~dp0${PROGRAM}\\server\\app\\launch.js" ${action} %*`,
    stays ? 'pause' : 'if not "%errorlevel%"=="0" pause',
  ]);

/** @param version of the program, for the person who helps by telephone. */
export const readMeText = (version: string): string =>
  '\uFEFF' +
  crlf([
    `SỔ RÀ SOÁT ${version} - BẢN CHẠY NGAY TRÊN WINDOWS`,
    '',
    'Cần Windows 10 hoặc 11 loại 64 bit. Không phải cài đặt, không cần quyền quản trị máy, không cần mạng.',
    '',
    'BẮT ĐẦU',
    `1. Giải nén tệp zip, được thư mục ${FOLDER}. Đặt thư mục này ở chỗ của riêng máy, ví dụ D:\\${FOLDER}.`,
    '   Đừng đặt trong OneDrive, Google Drive, Dropbox hay trên USB.',
    '2. Bấm đúp Chay-So-Ra-Soat.cmd. Một cửa sổ nền đen mở ra, rồi trình duyệt mở Sổ Rà Soát.',
    '   Nếu Windows hỏi vì tệp tải từ mạng: bấm "Thông tin thêm" (More info), rồi "Vẫn chạy" (Run anyway).',
    '3. Lần đầu, chương trình hỏi có tạo dữ liệu mới không: gõ C rồi bấm Enter.',
    '   Trình duyệt mở trang tạo người quản trị; liên kết ấy dùng một lần, trong một giờ.',
    'Địa chỉ luôn là http://localhost:3000. Nếu trình duyệt không tự mở, hãy tự gõ địa chỉ này.',
    'Muốn xem thử với số liệu không có thật: bấm đúp Dung-thu.cmd.',
    '',
    'KHI ĐANG DÙNG',
    'Để cửa sổ nền đen mở, có thể thu nhỏ. Nếu lỡ bấm chuột vào cửa sổ ấy và mọi thứ đứng lại, bấm phím Esc.',
    'Đừng để máy tự ngủ khi người khác đang ghi.',
    '',
    'DỪNG',
    'Đóng cửa sổ nền đen. Những gì đã ghi nằm trên đĩa, kể cả khi mất điện.',
    '',
    'ĐIỆN THOẠI, MÁY KHÁC CÙNG GHI (trong cùng mạng)',
    'Bấm đúp Chay-cho-ca-may-khac.cmd thay cho Chay-So-Ra-Soat.cmd. Khi Windows hỏi về tường lửa, chọn mạng riêng (Private)',
    'rồi bấm Cho phép (Allow access). Cửa sổ nền đen ghi địa chỉ mà máy khác mở.',
    '',
    'DỮ LIỆU NẰM Ở ĐÂU',
    `Trong thư mục ${DATA}, nằm CẠNH thư mục ${FOLDER}, không nằm trong đó. Ví dụ: D:\\${DATA}.`,
    'Đây là danh sách có số CCCD: hãy đặt mật khẩu cho tài khoản Windows, không chép thư mục này cho người khác.',
    `Muốn chuyển sang máy khác: dừng, rồi chép cả hai thư mục ${FOLDER} và ${DATA}, vẫn nằm cạnh nhau. Từ đó chỉ chạy ở máy mới.`,
    `Số liệu dùng thử nằm trong ${TRIAL}; xóa được lúc nào cũng được, khi đã dừng.`,
    '',
    'SAO LƯU',
    `Bấm đúp Sao-luu.cmd, kể cả khi đang chạy. Tệp sao lưu nằm trong ${BACKUPS}, cạnh hai thư mục kia.`,
    'Chép tệp ấy sang USB hoặc máy khác, cất như cất hồ sơ giấy. Nên sao lưu mỗi ngày làm việc, và trước mỗi lần thay bản mới.',
    '',
    'KHÔI PHỤC',
    'Dừng chương trình. Kéo tệp sao lưu thả lên Khoi-phuc.cmd. Dữ liệu đang có được cất riêng, không bị xóa.',
    'Sau đó mọi người đăng nhập lại.',
    '',
    'THAY BẢN MỚI',
    '1. Dừng chương trình, bấm đúp Sao-luu.cmd.',
    `2. Đổi tên thư mục ${FOLDER} thành ${FOLDER}-cu.`,
    `3. Giải nén bản mới vào đúng chỗ cũ, để thư mục ${FOLDER} mới lại nằm cạnh ${DATA}.`,
    `4. Bấm đúp Chay-So-Ra-Soat.cmd. Thấy đủ danh sách thì xóa ${FOLDER}-cu.`,
    `Đừng động đến thư mục ${DATA}.`,
    '',
    'CỔNG 3000 CÓ CHƯƠNG TRÌNH KHÁC DÙNG',
    'Bấm chuột phải vào tệp .cmd, chọn Sửa (Edit), đổi số ở dòng set "PORT=3000", ví dụ 3690, trong cả hai tệp Chay-….',
    'Làm việc này trước lần dùng đầu tiên: trình duyệt giữ những gì chưa gửi theo từng địa chỉ.',
    '',
    `Giấy phép của các phần bên trong: ${PROGRAM}\\GIAY-PHEP.txt`,
  ]);
