/** For tests: what a paper says. */
import PizZip from 'pizzip';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** The texts of its paragraphs, without empty ones. */
export const textOf = (bytes: Uint8Array, part = 'word/document.xml'): string[] =>
  (new PizZip(bytes).file(part)?.asText() ?? '')
    .split(/<w:p[ >]/)
    .slice(1)
    .map((xml) => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)].map(([br, text]) => text ?? (br ? '\n' : '')).join(''))
    .map((text) => text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity).trim())
    .filter(Boolean);
