/** The address of the page before it had the rules. */
import { redirect } from '@sveltejs/kit';

export const load = (): never => redirect(308, '/bo-quy-dinh');
