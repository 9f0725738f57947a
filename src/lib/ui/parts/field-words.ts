/** Our texts for what is wrong with a field: the browser's own bubble uses the language of the browser. */

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

type Wrong = Pick<
  ValidityState,
  'valueMissing' | 'badInput' | 'rangeUnderflow' | 'rangeOverflow' | 'stepMismatch' | 'tooShort' | 'tooLong'
>;

export function fieldWords(wrong: Wrong, { type, min = '', max = '' }: { type: string; min?: string; max?: string }): string {
  if (wrong.badInput) return type === 'number' ? 'Hãy ghi một số.' : 'Hãy ghi lại mục này cho đúng.';
  if (wrong.valueMissing)
    return type === 'checkbox' ? 'Hãy đánh dấu ô này.' : type.startsWith('select') ? 'Hãy chọn một mục.' : 'Hãy ghi vào ô này.';
  if (wrong.rangeUnderflow) return `Số nhỏ nhất là ${min}.`;
  if (wrong.rangeOverflow) return `Số lớn nhất là ${max}.`;
  if (wrong.stepMismatch) return 'Hãy ghi số nguyên.';
  if (wrong.tooShort) return 'Còn ngắn quá.';
  if (wrong.tooLong) return 'Dài quá.';
  return 'Hãy ghi lại mục này cho đúng.';
}

/** For every form of the page. @returns a function that stops it. */
export function speakForFields(page: Document): () => void {
  const said = new Set<Field>();
  const onInvalid = ({ target }: Event): void => {
    if (!isField(target)) return;
    const { type, validity } = target;
    target.setCustomValidity(
      fieldWords(validity, target instanceof HTMLInputElement ? { type, min: target.min, max: target.max } : { type }),
    );
    said.add(target);
  };
  // Our own text keeps a field invalid until it is removed, so it is removed before the form is checked again.
  const clear = (): void => {
    for (const field of said) field.setCustomValidity('');
    said.clear();
  };
  page.addEventListener('invalid', onInvalid, true);
  page.addEventListener('click', clear, true);
  page.addEventListener('input', clear, true);
  page.addEventListener('change', clear, true);
  return () => {
    clear();
    page.removeEventListener('invalid', onInvalid, true);
    page.removeEventListener('click', clear, true);
    page.removeEventListener('input', clear, true);
    page.removeEventListener('change', clear, true);
  };
}
