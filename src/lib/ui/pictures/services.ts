/** The result against the year's targets for basic services, of the whole commune: Biểu kết quả chỉ tiêu dịch vụ. */
import type { FigureValue } from '$lib/forms/blank.ts';
import type { Filled } from '$lib/forms/identities.ts';
import { SERVICE_FORM, serviceColumns } from '$lib/forms/official/services.ts';
import { INDICATORS } from '$lib/review/indicators.ts';
import { servicesOf, UNTOLD_SERVICES, type Service } from '$lib/review/services.ts';
import { DEPRIVATION_FORMS } from './by-reason.ts';
import { FormFigures } from './form-figures.ts';
import { NO_DATA, valueText, type Bar, type BarPicture } from './picture.ts';

export const SERVICE_FORMS = [SERVICE_FORM] as const;

/** @param over percent beyond the target. */
function judgement(rate: FigureValue, target: FigureValue, over: FigureValue, doubt: string): string {
  if (rate === null) return NO_DATA;
  if (doubt !== '') return 'cần xem lại';
  if (target === null) return 'không đặt chỉ tiêu';
  return (over ?? 0) < 0 ? `chưa đạt, còn ${valueText(-(over ?? 0), '%')} %` : 'đạt';
}

/**
 * Why the members cannot be complete, in words; '' if they may be. A column that nobody has filled would otherwise say that all have the
 * service, while the households say that some lack it.
 */
function doubtIn(filled: Filled, { implies, short }: Service, lacking: FigureValue): string {
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

/** null while the plan sets no target. */
export function servicesPicture(filled: Filled, whole: string): BarPicture | null {
  const form = new FormFigures(filled, SERVICE_FORM);
  const services = servicesOf(filled.classified.round.standard).map((service) => {
    const { key, name, short } = service;
    const at = serviceColumns(key);
    const [all, lacking, rate, target, over] = [at.all, at.lacking, at.rate, at.target, at.over].map((column) => form.sum(column)) as [
      FigureValue,
      FigureValue,
      FigureValue,
      FigureValue,
      FigureValue,
    ];
    return { name, short, all, lacking, rate, target, over, doubt: doubtIn(filled, service, lacking) };
  });
  const set = services.filter(({ target }) => target !== null);
  if (set.length === 0) return null;
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
      `${whole}: đạt ${reached.length}/${set.length} chỉ tiêu của kế hoạch.` +
      (missed.length > 0
        ? ` Chưa đạt: ${missed.map(({ short, rate, target }) => `${short}, ${valueText(rate, '%')} % (chỉ tiêu ${valueText(target, '%')} %)`).join('; ')}.`
        : '') +
      (doubtful.length > 0 ? ` Cần xem lại: ${doubtful.map(({ doubt }) => doubt).join('; ')}.` : '') +
      (known.length < set.length ? ` ${set.length - known.length} chỉ tiêu ${NO_DATA}.` : ''),
    series: ['Kết quả'],
    mark: 'Chỉ tiêu',
    bars: services
      .filter(({ rate }) => rate !== null)
      .map(({ short, rate, target }): Bar => ({ name: short, values: [rate], mark: target })),
    table: {
      columns: ['Chỉ tiêu', 'Tổng số', 'Thiếu hụt', 'Kết quả %', 'Chỉ tiêu %', 'Đánh giá'],
      rows: [
        ...services.map(({ name, all, lacking, rate, target, over, doubt }) => [
          name,
          valueText(all, 'hộ'),
          valueText(lacking, 'hộ'),
          rate === null ? '' : valueText(rate, '%'),
          target === null ? '' : valueText(target, '%'),
          judgement(rate, target, over, doubt),
        ]),
        ...UNTOLD_SERVICES.map((name) => [name, '', '', '', '', NO_DATA]),
      ],
    },
  };
}
