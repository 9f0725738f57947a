import type { Reroute } from '@sveltejs/kit';
import { pageIn } from '$lib/ui/commune/review-address.ts';

/** The pages of any review are those of one's own: only which rooms are open differs (+layout.svelte). */
export const reroute: Reroute = ({ url }) => pageIn(url.pathname);
