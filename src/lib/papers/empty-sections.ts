/**
 * A section of a document in which conditions and loops have left nothing would still be a page, blank. It is taken out. Word keeps a section's
 * layout in its last paragraph, that of the last section at the end of the body.
 */
const SECTION = /<w:sectPr(?:\s[^>]*)?(?:\/>|>[\s\S]*?<\/w:sectPr>)/g;
const SHOWS_SOMETHING = /<w:(?:tbl|drawing|pict|object)[ >]|<w:t(?: [^>]*)?>[^<]/;
const PARAGRAPH_END = '</w:p>';

interface Section {
  content: string;
  layout: string;
}

/** @param xml of the main part of a document. */
export function withoutEmptySections(xml: string): string {
  const start = xml.indexOf('<w:body>') + '<w:body>'.length;
  const end = xml.lastIndexOf('</w:body>');
  // A layout that somebody tracks the changes of holds another one.
  if (start < '<w:body>'.length || end < start || xml.includes('<w:sectPrChange')) return xml;
  const sections: Section[] = [];
  let from = start;
  for (const { 0: layout, index } of xml.matchAll(SECTION)) {
    const isLast = xml.indexOf(PARAGRAPH_END, index) === -1;
    const until = isLast ? index + layout.length : xml.indexOf(PARAGRAPH_END, index) + PARAGRAPH_END.length;
    sections.push({ content: xml.slice(from, until), layout });
    from = until;
  }
  const kept = sections.filter(({ content }) => SHOWS_SOMETHING.test(content));
  const last = kept.at(-1);
  if (!last || kept.length === sections.length) return xml;
  const others = kept.slice(0, -1).map(({ content }) => content);
  const ending = last === sections.at(-1) ? last.content : last.content.replace(last.layout, '') + last.layout;
  return xml.slice(0, start) + others.join('') + ending + xml.slice(from);
}
