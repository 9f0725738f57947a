/** Says in words what a column counts, for the person who checks a form before it is used. */
import { columnOf, SHEETS } from '../review/columns.ts';
import { SERVICES } from '../review/services.ts';
import { askedOf, criterionText } from './criteria.ts';
import type { Balance, Measure, Of, Source, Term } from './official/description.ts';

const WHO: Record<Of, string> = { households: 'hộ', persons: 'khẩu của hộ' };

/** @param of what the form's line counts, if the column does not say so. */
export function measureText(measure: Measure, of: Of | null = 'households'): string {
  switch (measure.kind) {
    case 'count':
      return measure.terms
        .map((term, index) => `${term.minus ? 'trừ ' : index > 0 ? 'cộng ' : ''}${termText(term, measure.of ?? of)}`)
        .join('; ');
    case 'residents':
      return measure.of === 'households' ? 'tổng số hộ dân cư' : 'tổng số nhân khẩu';
    case 'village':
      return `“${columnOf('villages', measure.key)?.label ?? measure.key}” ở trang ${SHEETS.villages.name}${measure.orBlank ? ', chưa ghi thì để trống' : ''}`;
    case 'target':
      return `chỉ tiêu của kế hoạch, %: ${SERVICES.find(({ key }) => key === measure.service)?.name ?? ''}; chưa ghi thì để trống`;
    case 'sum':
      return balanceText(measure);
    case 'rate': {
      const { part, whole } = measure;
      const top =
        typeof part === 'string' ? `cột ${part}` : 'form' in part ? `cột ${part.column} của biểu ${part.form}` : `(${balanceText(part)})`;
      return `${top} chia cột ${whole}, tính %${measure.orBlank ? '; không có gì để chia thì để trống' : ''}`;
    }
  }
}

const balanceText = ({ plus, minus }: Balance): string =>
  [...plus.map((number, index) => `${index > 0 ? ' + ' : ''}cột ${number}`), ...minus.map((number) => ` − cột ${number}`)].join('');

function termText({ sheet, where }: Term, of: Of | null): string {
  const who = sheet === 'members' ? 'thành viên' : of ? WHO[of] : 'hộ và khẩu';
  const conditions = Object.entries(where).map(([key, criterion]) => criterionText(sheet, key, criterion));
  return `đếm ${who} ở ${SHEETS[sheet].name}${conditions.length > 0 ? `: ${conditions.join(', ')}` : ''}`;
}

const PERSON = {
  name: 'họ và tên',
  relation: 'quan hệ với chủ hộ',
  birth: 'ngày sinh',
  sex: 'giới tính',
  cccd: 'số CCCD',
  ethnic: 'dân tộc',
};
const PLACE = {
  province: 'tỉnh',
  provinceCode: 'mã tỉnh',
  district: 'huyện',
  districtCode: 'mã huyện',
  commune: 'xã',
  communeCode: 'mã xã',
};

/** Says where a list form's column takes its cells from. */
export function sourceText(source: Source): string {
  switch (source.from) {
    case 'line':
      return 'số thứ tự dòng';
    case 'household':
      return 'số thứ tự hộ';
    case 'member':
      return `${PERSON[source.key]} của thành viên`;
    case 'text':
    case 'live':
      return `“${askedOf('list01', source.key)?.label ?? columnOf('list01', source.key)?.label ?? source.key}” của hộ`;
    case 'causes':
      return 'các nguyên nhân nghèo của hộ';
    case 'age':
      return 'tuổi tính đến ngày cuối của đợt';
    case 'ethnicCode':
      return 'mã dân tộc';
    case 'idTrouble':
      return 'số CCCD thiếu hoặc sai ở chỗ nào';
    case 'place':
      return `tên, mã của địa bàn: ${PLACE[source.key]}`;
    case 'nothing':
      return 'để trống, ghi tay';
  }
}
