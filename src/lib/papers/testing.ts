/** For tests: what a paper says. */
import PizZip from 'pizzip';
import { fillTemplate } from './fill.ts';
import type { Paper, PaperFacts, PaperRecord } from './paper.ts';
import { shippedTemplate } from './templates/templates.ts';

export const NO_RECORD: PaperRecord = { number: null, day: '', signer: '', texts: {} };

/** Made of our template. @throws Error for a field that the paper does not have. */
export async function madeOf(paper: Paper, facts: PaperFacts, record: Partial<PaperRecord> = {}): Promise<Uint8Array> {
  const template = await shippedTemplate(paper.id);
  if (!template) throw new Error(`${paper.id}: no template`);
  const { bytes, unknown } = fillTemplate(template, paper.values(facts, { ...NO_RECORD, ...record }));
  if (unknown.length > 0) throw new Error(`${paper.id}: ${unknown.join(', ')}`);
  return bytes;
}
export const textsOf = async (...paper: Parameters<typeof madeOf>): Promise<string[]> => textOf(await madeOf(...paper));

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** The texts of its paragraphs, without empty ones. */
export const textOf = (bytes: Uint8Array, part = 'word/document.xml'): string[] =>
  (new PizZip(bytes).file(part)?.asText() ?? '')
    .split(/<w:p[ >]/)
    .slice(1)
    .map((xml) => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)].map(([br, text]) => text ?? (br ? '\n' : '')).join(''))
    .map((text) => text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity).trim())
    .filter(Boolean);
