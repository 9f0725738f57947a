/** The result against the year's targets for basic services, of a commune or of several: Biểu kết quả chỉ tiêu dịch vụ. */
import type { FigureValue } from '$lib/forms/blank.ts';
import { SERVICE_FORM, serviceColumns } from '$lib/forms/official/services.ts';
import { INDICATORS } from '$lib/review/indicators.ts';
import { SERVICES, UNTOLD_SERVICES, type Service } from '$lib/review/services.ts';
import { DEPRIVATION_FORMS } from './by-reason.ts';
import { FormFigures, type FilledForms } from './form-figures.ts';
import { NO_DATA, valueText, type Bar, type BarPicture } from './picture.ts';

export const SERVICE_FORMS = [SERVICE_FORM] as const;

interface Result {
  rate: FigureValue;
  /** null also where communes have set different ones: no single one is right for all of them. */
  target: FigureValue;
  differs: boolean;
  /** Percent beyond the target. */
  over: FigureValue;
  doubt: string;
}

function judgement({ rate, target, differs, over, doubt }: Result): string {
  if (rate === null) return NO_DATA;
  if (doubt !== '') return 'cần xem lại';
  if (differs) return 'các xã không đặt như nhau';
  if (target === null) return 'không đặt chỉ tiêu';
  return (over ?? 0) < 0 ? `chưa đạt, còn ${valueText(-(over ?? 0), '%')} %` : 'đạt';
}

/**
 * Why the members cannot be complete, in words; '' if they may be. A column that nobody has filled would otherwise say that all have the
 * service, while the households say that some lack it.
 */
function doubtIn(filled: FilledForms, { implies, short }: Service, lacking: FigureValue): string {
  const name = INDICATORS.find(({ key }) => key === implies)?.name;
  if (name === undefined || lacking === null) return '';
  const households = DEPRIVATION_FORMS.map((id) => new FormFigures(filled, id)).reduce(
    (sum, form) => sum + (form.sum(form.headings.find(({ text }) => text === name)?.number ?? '') ?? 0),
    0,
  );
  return households > lacking
    ? `${short}: ${valueText(households, 'hộ')} hộ ghi thiếu hụt ${name}, nhưng danh sách thành viên chỉ ghi ${valueText(lacking, 'hộ')} người`
    : '';
}

/** null while no plan sets a target. */
export function servicesPicture(filled: FilledForms, whole: string): BarPicture | null {
  const form = new FormFigures(filled, SERVICE_FORM);
  const columns = new Set(form.headings.map(({ number }) => number));
  const services = SERVICES.filter(({ key }) => columns.has(serviceColumns(key).all)).map((service) => {
    const { key, name, short } = service;
    const at = serviceColumns(key);
    const [all, lacking, rate, target, over] = [at.all, at.lacking, at.rate, at.target, at.over].map((column) => form.sum(column)) as [
      FigureValue,
      FigureValue,
      FigureValue,
      FigureValue,
      FigureValue,
    ];
    const differs = target === null && form.units.some((row) => form.at(row, at.target) !== null);
    return { name, short, all, lacking, rate, target, differs, over, doubt: doubtIn(filled, service, lacking) };
  });
  const set = services.filter(({ target }) => target !== null);
  const differing = services.filter(({ differs }) => differs);
  if (set.length + differing.length === 0) return null;
  const known = set.filter(({ rate }) => rate !== null);
  const doubtful = known.filter(({ doubt }) => doubt !== '');
  const reached = known.filter(({ over, doubt }) => doubt === '' && (over ?? -1) >= 0);
  const missed = known.filter((service) => !reached.includes(service) && !doubtful.includes(service));
  return {
    kind: 'bars',
    id: 'dich-vu',
    title: 'Dịch vụ xã hội cơ bản so với chỉ tiêu',
    unit: '%',
    source: 'Biểu kết quả chỉ tiêu dịch vụ',
    sentence:
      (set.length > 0 ? `${whole}: đạt ${reached.length}/${set.length} chỉ tiêu của kế hoạch.` : `${whole}:`) +
      (missed.length > 0
        ? ` Chưa đạt: ${missed.map(({ short, rate, target }) => `${short}, ${valueText(rate, '%')} % (chỉ tiêu ${valueText(target, '%')} %)`).join('; ')}.`
        : '') +
      (doubtful.length > 0 ? ` Cần xem lại: ${doubtful.map(({ doubt }) => doubt).join('; ')}.` : '') +
      (known.length < set.length ? ` ${set.length - known.length} chỉ tiêu ${NO_DATA}.` : '') +
      (differing.length > 0
        ? ` Các xã không đặt chỉ tiêu như nhau nên không so chung được: ${differing.map(({ short }) => short).join('; ')}. Biểu có chỉ tiêu của từng xã.`
        : ''),
    series: ['Kết quả'],
    mark: 'Chỉ tiêu',
    bars: services
      .filter(({ rate }) => rate !== null)
      .map(({ short, rate, target }): Bar => ({ name: short, values: [rate], mark: target })),
    table: {
      columns: ['Chỉ tiêu', 'Tổng số', 'Thiếu hụt', 'Kết quả %', 'Chỉ tiêu %', 'Đánh giá'],
      rows: [
        ...services.map((service) => [
          service.name,
          valueText(service.all, 'hộ'),
          valueText(service.lacking, 'hộ'),
          service.rate === null ? '' : valueText(service.rate, '%'),
          service.target === null ? '' : valueText(service.target, '%'),
          judgement(service),
        ]),
        ...UNTOLD_SERVICES.map((name) => [name, '', '', '', '', NO_DATA]),
      ],
    },
  };
}
