/** Our templates as files: made when the pages are built, so a device has them without a network, and no page carries their maker. */
import { error } from '@sveltejs/kit';
import { SHIPPED, shippedTemplate } from '$lib/papers/templates/templates.ts';
import type { EntryGenerator, RequestHandler } from './$types';

export const prerender = true;

export const entries: EntryGenerator = () => SHIPPED.map((paper) => ({ paper }));

export const GET: RequestHandler = async ({ params }) => {
  const paper = SHIPPED.find((id) => id === params.paper);
  if (!paper) error(404, 'Không có mẫu văn bản này.');
  return new Response(new Blob([(await shippedTemplate(paper)) as Uint8Array<ArrayBuffer>]), {
    headers: { 'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  });
};
