/**
 * Sections of a document: Word keeps a section's layout in its last paragraph, that of the last section at the end of the body.
 */
const SECTION = /<w:sectPr(?:\s[^>]*)?(?:\/>|>[\s\S]*?<\/w:sectPr>)/g;
const SHOWS_SOMETHING = /<w:(?:tbl|drawing|pict|object)[ >]|<w:t(?: [^>]*)?>[^<]/;
const PARAGRAPH_END = '</w:p>';

interface Section {
  content: string;
  layout: string;
}

/**
 * A section in which conditions and loops have left nothing would still be a page, blank. It is taken out.
 * @param xml of the main part of a document.
 */
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

const PARAGRAPH = /<w:p(?: [^>]*)?>(?:(?!<w:p[ >])[\s\S])*?<\/w:p>/g;
const LAYOUT = /<w:sectPr(?:\s[^>]*)?(?:\/>|>(?:(?!<\/w:p>)[\s\S])*?<\/w:sectPr>)(?=\s*(?:<w:pPrChange|<\/w:pPr>))/;
/** What opens or closes a loop or a condition, alone in its paragraph. */
const TAG_ALONE = /^\s*\{\s*([#^/])[^{}]*\}\s*$/;

/**
 * A paragraph that only opens or closes a loop is taken out with it, and docxtemplater 3.71 takes the layout of its section along: pages that
 * lie across stand upright again. Such a layout gets a paragraph of its own.
 * @param xml of the main part of a template.
 */
export function withLayoutsApart(xml: string): string {
  return xml.replace(PARAGRAPH, (paragraph) => {
    const [layout] = LAYOUT.exec(paragraph) ?? [];
    if (layout === undefined) return paragraph;
    const text = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, words]) => words).join('');
    const [, sign] = TAG_ALONE.exec(text) ?? [];
    if (sign === undefined) return paragraph;
    const alone = `<w:p><w:pPr>${layout}</w:pPr></w:p>`;
    const rest = paragraph.replace(layout, '');
    // What is repeated begins after its opening, and ends before its closing.
    return sign === '/' ? rest + alone : alone + rest;
  });
}
