import type { Reroute } from '@sveltejs/kit';
import { pageIn } from '$lib/ui/commune/review-address.ts';

/** Any review has the same pages as one's own; only the open rooms differ (+layout.svelte). */
export const reroute: Reroute = ({ url }) => pageIn(url.pathname);
