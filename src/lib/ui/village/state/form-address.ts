/** The form on show in a village, and the standard it is by, as the address names them: a link and a reload open the same. */
export const FORM = 'bieu';
export const STANDARD = 'chuan';

export interface FormPlace {
  form: string | null;
  standard: string | null;
}

export const formIn = (search: URLSearchParams): FormPlace => ({ form: search.get(FORM), standard: search.get(STANDARD) });

/** '' for the lists; otherwise '?bieu=7.1&chuan=nd351-2025'. */
export function formSearch({ form, standard }: FormPlace): string {
  if (form === null) return '';
  return `?${new URLSearchParams({ [FORM]: form, ...(standard !== null && { [STANDARD]: standard }) }).toString()}`;
}
