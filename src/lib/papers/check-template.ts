/**
 * Whether a template is only a document: it must not run anything, nor bring in anything from outside itself. What is not known to be
 * harmless is refused, part by part, in words.
 */
import { partName } from './document-place.ts';
import { attributeOf, decoded, harmfulFields, isPlainLink } from './field-codes.ts';
import { partsOfTemplate } from './template-parts.ts';

const MAIN = 'word/document.xml';
const TYPES = '[Content_Types].xml';
const XML = /\.(?:xml|rels|svg)$/i;
const PICTURE_OR_FONT = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|odttf|ttf)$/i;
const TAG = (name: string): RegExp => new RegExp(`<(?:[\\w.-]+:)?${name}\\b((?:[^>"']|"[^"]*"|'[^']*')*)>`, 'g');

/** Types of relationships that bring something to run, or another file. */
const BRINGING =
  /\/(?:attachedTemplate|oleObject|package|aFChunk|control|activeXControlBinary|vbaProject|wordVbaData|subDocument|frame|externalLink(?:Path)?|mailMergeSource|mailMergeHeaderSource|recipientData|keyMapCustomizations|attachedToolbars)$/i;
const PROGRAMS = /(?:vbaProject|vbaData)[^/]*$/i;
const EMBEDDED = /(?:^|\/)(?:embeddings|activeX)\//i;
const EMBEDDED_TAGS = TAG('(?:altChunk|object|control|subDoc|OLEObject)');

/** @returns what is wrong, one sentence each; empty for a template that may be used. */
export function checkTemplate(bytes: Uint8Array): string[] {
  const read = partsOfTemplate(bytes);
  if ('trouble' in read) return [read.trouble];
  const troubles = [...read.parts].flatMap(([name, content]) => partTroubles(name, content));
  if (!read.parts.has(TYPES)) troubles.push('Tệp thiếu phần mô tả nội dung. Hãy mở tệp bằng Word, lưu lại rồi thử lại.');
  return [...new Set(troubles)];
}

function partTroubles(name: string, content: Uint8Array): string[] {
  const place = partName(name);
  if (PROGRAMS.test(name)) return ['Tệp có macro (chương trình chạy trong Word). Hãy lưu thành .docx, không phải .docm.'];
  if (EMBEDDED.test(name)) return [`Tệp có tệp khác nhúng bên trong (${place}). Hãy xóa đối tượng nhúng, chỉ giữ chữ, bảng và ảnh.`];
  if (PICTURE_OR_FONT.test(name)) return [];
  if (!XML.test(name) || /(?:^|\/)\.\.?\/|^\//.test(name)) return [`Tệp có phần lạ: ${place}. Hãy chép nội dung sang một tệp Word mới.`];
  const xml = textOf(content);
  if (xml === null) return [`Không đọc được ${place}. Hãy mở tệp bằng Word, lưu lại rồi thử lại.`];
  if (/<!\s*(?:DOCTYPE|ENTITY)/i.test(xml)) return [`Ở ${place} có khai báo lạ (DOCTYPE). Hãy chép nội dung sang một tệp Word mới.`];
  if (name === TYPES) return typeTroubles(xml);
  return name.endsWith('.rels') ? linkTroubles(xml) : contentTroubles(xml, place);
}

/** null for anything but UTF-8, in which nothing can be hidden from the checks. */
function textOf(content: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    const encoding = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']/i.exec(text)?.[1] ?? 'utf-8';
    return text.includes('\0') || !/^utf-?8$/i.test(encoding) ? null : text;
  } catch {
    return null;
  }
}

/** Which part is what kind: a document must not hide behind the name of a picture. */
function typeTroubles(xml: string): string[] {
  const troubles: string[] = [];
  let main = false;
  for (const [, attributes = ''] of xml.matchAll(TAG('(?:Default|Override)'))) {
    const type = decoded(attributeOf(attributes, 'ContentType'));
    const part = decoded(attributeOf(attributes, 'PartName')) || `.${decoded(attributeOf(attributes, 'Extension'))}`;
    if (/macroEnabled|vbaProject|vbaData/i.test(type))
      troubles.push('Tệp có macro (chương trình chạy trong Word). Hãy lưu thành .docx, không phải .docm.');
    else if (/activeX|oleObject/i.test(type)) troubles.push('Tệp có đối tượng nhúng. Hãy xóa đối tượng đó, chỉ giữ chữ, bảng và ảnh.');
    else if (/xml$/i.test(type) && !XML.test(part))
      troubles.push(`Tệp có phần lạ: phần “${part}”. Hãy chép nội dung sang một tệp Word mới.`);
    if (/wordprocessingml\.document\.main\+xml$/i.test(type)) main = part === `/${MAIN}`;
  }
  if (!main) troubles.push('Tệp không phải tài liệu Word thông thường. Hãy lưu thành “Tài liệu Word (.docx)”, không phải mẫu .dotx.');
  return troubles;
}

function linkTroubles(xml: string): string[] {
  return [...xml.matchAll(TAG('Relationship'))].flatMap(([, attributes = '']) => {
    const [type, target] = [decoded(attributeOf(attributes, 'Type')), decoded(attributeOf(attributes, 'Target'))];
    if (BRINGING.test(type)) return [`Tệp lấy nội dung từ nơi khác hoặc có đối tượng nhúng: ${target.slice(0, 80)}. Hãy bỏ phần đó.`];
    if (!/external/i.test(decoded(attributeOf(attributes, 'TargetMode')))) return [];
    return /\/hyperlink$/i.test(type) && isPlainLink(target)
      ? []
      : [`Tệp dẫn tới nơi bên ngoài: ${target.slice(0, 80)}. Hãy bỏ liên kết, hoặc chèn ảnh vào tệp.`];
  });
}

function contentTroubles(xml: string, place: string): string[] {
  const paragraphs = xml.split(/<\/(?:[\w.-]+:)?p>/).map((part) => part.replace(/<[^>]*>/g, ''));
  return [
    ...(xml.match(EMBEDDED_TAGS) ? [`Ở ${place} có đối tượng nhúng hoặc tệp khác chèn vào. Hãy xóa, chỉ giữ chữ, bảng và ảnh.`] : []),
    ...(/\b(?:src|href)\s*=\s*["']\s*(?:[a-z][a-z0-9+.-]*:|\\\\|\/\/)/i.test(xml)
      ? [`Ở ${place} có ảnh lấy từ nơi khác. Hãy chèn ảnh vào tệp.`]
      : []),
    ...harmfulFields(xml).map((field) => `Ở ${place} có mã trường của Word không dùng được ở đây: ${field}. Hãy xóa mã trường đó.`),
    ...paragraphs.flatMap((text) => {
      const raw = /\{\s*(@[^{}]*)\}?/.exec(text) ?? /\{\s*(=[^{}]*=)\s*\}/.exec(text);
      return raw ? [`Ở ${place}, trường {${raw[1] ?? ''}} không dùng được. Hãy bỏ dấu @ hoặc dấu =.`] : [];
    }),
  ];
}
