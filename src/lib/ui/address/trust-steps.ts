/** The steps to trust the commune's certificate on each kind of device, in the words of its own screens. */
import { CERTIFICATE_PATH } from '$lib/sync/machine-addresses.ts';

/** A drawn screen of the device: its heading, its lines, and the line to press. */
export interface Screen {
  title: string;
  lines: readonly string[];
  press: number;
  /** The line to press is a switch. */
  switch?: boolean;
}

export interface Step {
  text: string;
  screen: Screen;
}

export type Device = 'android' | 'iphone' | 'windows';

export interface Guide {
  label: string;
  file: string;
  steps: readonly Step[];
  /** Answers to common questions. */
  notes: readonly string[];
}

export const GUIDES: Record<Device, Guide> = {
  android: {
    label: 'Điện thoại Android',
    file: `${CERTIFICATE_PATH}.crt`,
    steps: [
      {
        text: 'Mở Cài đặt của điện thoại, gõ “chứng chỉ” vào ô tìm ở trên cùng, bấm Chứng chỉ CA.',
        screen: { title: 'Cài đặt', lines: ['🔍 chứng chỉ', 'Cài đặt chứng chỉ', 'Chứng chỉ CA'], press: 2 },
      },
      {
        text: 'Không tìm ra thì đi theo: Bảo mật → Cài đặt bảo mật khác → Mã hóa và thông tin đăng nhập → Cài đặt chứng chỉ → Chứng chỉ CA.',
        screen: { title: 'Bảo mật', lines: ['Mã hóa và thông tin đăng nhập', 'Cài đặt chứng chỉ', 'Chứng chỉ CA'], press: 0 },
      },
      {
        text: 'Điện thoại cảnh báo. Bấm Vẫn cài đặt, rồi ghi mã khóa màn hình.',
        screen: { title: 'Dữ liệu sẽ không riêng tư', lines: ['Không cài đặt', 'Vẫn cài đặt'], press: 1 },
      },
      {
        text: 'Chọn tệp So-Ra-Soat-chung-nhan-cua-xa trong mục Tải xuống.',
        screen: { title: 'Tải xuống', lines: ['So-Ra-Soat-chung-nhan-cua-xa'], press: 0 },
      },
      {
        text: 'Khi hiện “Đã cài đặt chứng chỉ CA”, quay lại trang này.',
        screen: { title: 'Trình duyệt', lines: ['Sổ Rà Soát', 'Mở địa chỉ an toàn'], press: 1 },
      },
    ],
    notes: [
      'Điện thoại đòi đặt khóa màn hình: đặt mã PIN rồi làm tiếp.',
      'Hãy dùng Chrome, Cốc Cốc hoặc Samsung Internet. Firefox trên điện thoại không theo chứng nhận cài trong máy.',
      'Điện thoại có thể nhắc “mạng có thể bị giám sát”: đó là nói về chứng nhận vừa cài; nó chỉ dùng được cho máy trong mạng nội bộ.',
    ],
  },
  iphone: {
    label: 'iPhone, iPad',
    file: `${CERTIFICATE_PATH}.mobileconfig`,
    steps: [
      {
        text: 'Mở trang này bằng Safari, bấm nút tải ở trên, rồi bấm Cho phép.',
        screen: { title: 'Safari', lines: ['Trang web đang cố tải về một hồ sơ cấu hình', 'Bỏ qua', 'Cho phép'], press: 2 },
      },
      {
        text: 'Mở Cài đặt, bấm Đã tải về hồ sơ, rồi Cài đặt ở góc trên; ghi mật mã của máy và bấm Cài đặt lần nữa.',
        screen: { title: 'Cài đặt', lines: ['Đã tải về hồ sơ', 'Chế độ máy bay', 'Wi-Fi'], press: 0 },
      },
      {
        text: 'Vẫn trong Cài đặt: Cài đặt chung → Giới thiệu → Cài đặt tin cậy chứng nhận (cuối trang).',
        screen: { title: 'Giới thiệu', lines: ['Tên', 'Phiên bản iOS', 'Cài đặt tin cậy chứng nhận'], press: 2 },
      },
      {
        text: 'Bật công tắc cạnh Sổ Rà Soát, bấm Tiếp tục.',
        screen: {
          title: 'Cài đặt tin cậy chứng nhận',
          lines: ['Bật tin cậy hoàn toàn cho chứng nhận gốc', 'Sổ Rà Soát'],
          press: 1,
          switch: true,
        },
      },
      { text: 'Quay lại trang này.', screen: { title: 'Safari', lines: ['Sổ Rà Soát', 'Mở địa chỉ an toàn'], press: 1 } },
    ],
    notes: ['Thiếu bước công tắc thì địa chỉ an toàn vẫn bị báo là không an toàn.'],
  },
  windows: {
    label: 'Máy tính Windows',
    file: `${CERTIFICATE_PATH}.crt`,
    steps: [
      {
        text: 'Mở tệp vừa tải (Open), bấm Install Certificate…',
        screen: { title: 'Certificate', lines: ['Sổ Rà Soát', 'Install Certificate…', 'OK'], press: 1 },
      },
      {
        text: 'Để Current User, bấm Next.',
        screen: { title: 'Store Location', lines: ['◉ Current User', '○ Local Machine', 'Next'], press: 2 },
      },
      {
        text: 'Chọn “Place all certificates in the following store”, bấm Browse…, chọn Trusted Root Certification Authorities, OK, Next, Finish.',
        screen: {
          title: 'Select Certificate Store',
          lines: ['Personal', 'Trusted Root Certification Authorities', 'Enterprise Trust'],
          press: 1,
        },
      },
      {
        text: 'Windows hỏi lại và hiện dấu vân (Thumbprint). Giống dấu vân SHA-1 trên máy của xã thì bấm Yes.',
        screen: { title: 'Security Warning', lines: ['Thumbprint (sha1): …', 'Yes', 'No'], press: 1 },
      },
      {
        text: 'Đóng hết cửa sổ trình duyệt, mở lại, rồi mở lại trang này.',
        screen: { title: 'Trình duyệt', lines: ['Sổ Rà Soát', 'Mở địa chỉ an toàn'], press: 1 },
      },
    ],
    notes: ['Chrome, Edge và Cốc Cốc dùng chứng nhận của Windows. Firefox từ bản 120 cũng vậy.'],
  },
};

/** The most likely kind of this device. */
export const deviceOf = (userAgent: string): Device =>
  /android/i.test(userAgent) ? 'android' : /iphone|ipad|macintosh/i.test(userAgent) ? 'iphone' : 'windows';
