/**
 * Puts pictures into a filled paper, in place of the paragraph that holds their mark. docxtemplater places none in its free part, so the parts
 * of the file are added here: the images, what refers to them, and an inline drawing with its alternative text (ISO/IEC 29500, 20.4.2.8).
 */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** What {hình vẽ} is filled with where pictures follow; a paper that is filled without them shows where they would stand. */
export const PICTURES_MARK = '(Chỗ của hình vẽ)';

export interface PaperPicture {
  /** Below the picture, after its number. */
  caption: string;
  /** The same in words, for who does not see it; it stands below the caption too. */
  text: string;
  png: Uint8Array;
  /** Of the image; its proportions count. */
  width: number;
  height: number;
}

const MAIN = 'word/document.xml';
const RELATIONS = 'word/_rels/document.xml.rels';
const TYPES = '[Content_Types].xml';
const IMAGE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image';
/** In a twentieth of a point. */
const EMU = 635;
/** A4 with the margins of our templates, where a section says nothing of its own. */
const PAGE = { w: 11_906, h: 16_838, left: 1_701, right: 1_134, top: 1_134, bottom: 1_134 };
/** Of the page's height: two pictures with their words fit on one. */
const TALLEST = 0.4;

/** @returns the same file where the mark stands nowhere. */
export function placePictures(docx: Uint8Array, pictures: readonly PaperPicture[]): Uint8Array {
  const files = unzipSync(docx);
  const xml = strFromU8(files[MAIN] ?? new Uint8Array());
  const mark = xml.indexOf(PICTURES_MARK);
  if (mark < 0) return docx;
  const [from, end] = [Math.max(xml.lastIndexOf('<w:p>', mark), xml.lastIndexOf('<w:p ', mark)), xml.indexOf('</w:p>', mark)];
  const relations = strFromU8(files[RELATIONS] ?? new Uint8Array());
  const types = strFromU8(files[TYPES] ?? new Uint8Array());
  // A section's layout may stand in the paragraph of the mark.
  const layout = /<w:sectPr[\s\S]*?<\/w:sectPr>/.exec(xml.slice(from, end))?.[0];
  const room = roomAt(xml.slice(from));
  const first = Math.max(0, ...[...xml.matchAll(/<wp:docPr [^>]*?\bid="(\d+)"/g)].map(([, id]) => Number(id))) + 1;
  const placed = pictures.map((picture, n) => ({
    ...picture,
    id: first + n,
    number: n + 1,
    file: `hinh-ve-${n + 1}.png`,
    rel: `rIdHinhVe${n + 1}`,
  }));
  const blocks = placed.map(
    (picture) => drawing(picture, room) + words(`Hình ${picture.number}. ${picture.caption}`, true) + words(picture.text),
  );
  const paragraphs = blocks.join('') + (layout === undefined ? '' : `<w:p><w:pPr>${layout}</w:pPr></w:p>`);
  const added: Record<string, Uint8Array> = {
    [MAIN]: strToU8(xml.slice(0, from) + paragraphs + xml.slice(end + '</w:p>'.length)),
    [RELATIONS]: strToU8(
      relations.replace(
        '</Relationships>',
        `${placed.map(({ rel, file }) => `<Relationship Id="${rel}" Type="${IMAGE}" Target="media/${file}"/>`).join('')}</Relationships>`,
      ),
    ),
    [TYPES]: strToU8(
      /Extension="png"/i.test(types)
        ? types
        : types.replace(/<Types[^>]*>/, (open) => `${open}<Default Extension="png" ContentType="image/png"/>`),
    ),
    ...Object.fromEntries(placed.map(({ file, png }) => [`word/media/${file}`, png])),
  };
  return zipSync({ ...files, ...added } satisfies Zippable);
}

interface Room {
  /** In EMU, as all that follows. */
  width: number;
  height: number;
}

/** What the section of the first paragraph of this text leaves for its content. */
function roomAt(xml: string): Room {
  const layout = /<w:sectPr[\s\S]*?<\/w:sectPr>/.exec(xml)?.[0] ?? '';
  const number = (tag: string, name: keyof typeof PAGE): number =>
    Number(new RegExp(`<w:${tag} [^>]*?\\bw:${name}="(\\d+)"`).exec(layout)?.[1] ?? PAGE[name]);
  const width = number('pgSz', 'w') - number('pgMar', 'left') - number('pgMar', 'right');
  const height = number('pgSz', 'h') - number('pgMar', 'top') - number('pgMar', 'bottom');
  return { width: width * EMU, height: height * EMU };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A paragraph of the body below its picture: the caption in the middle, what it says justified. */
const words = (text: string, isCaption = false): string =>
  `<w:p><w:pPr>${isCaption ? '<w:keepNext/>' : ''}<w:spacing w:after="${isCaption ? 60 : 240}"/><w:jc w:val="${isCaption ? 'center' : 'both'}"/></w:pPr>` +
  `<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>${isCaption ? '<w:b/>' : ''}<w:sz w:val="26"/></w:rPr>` +
  `<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;

function drawing(
  { caption, text, width, height, id, rel, file }: PaperPicture & { id: number; rel: string; file: string },
  room: Room,
): string {
  const scale = Math.min(room.width / width, (room.height * TALLEST) / height);
  const [cx, cy] = [Math.floor(width * scale), Math.floor(height * scale)];
  const size = `cx="${cx}" cy="${cy}"`;
  const main = 'http://schemas.openxmlformats.org/drawingml/2006';
  return (
    '<w:p><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>' +
    `<wp:inline xmlns:wp="${main}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/>` +
    `<wp:docPr id="${id}" name="${escaped(caption)}" descr="${escaped(text)}"/>` +
    `<a:graphic xmlns:a="${main}/main"><a:graphicData uri="${main}/picture"><pic:pic xmlns:pic="${main}/picture">` +
    `<pic:nvPicPr><pic:cNvPr id="${id}" name="${file}"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="${rel}"/>` +
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill>' +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
  );
}
