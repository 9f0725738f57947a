import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { fillTemplate } from '../fill.ts';
import { PICTURES_MARK, placePictures, type PaperPicture } from '../place-pictures.ts';
import { SAMPLE_RECORD, sampleFacts } from '../sample-facts.ts';
import { shippedTemplate } from './templates.ts';
import { paperOf } from '../values/papers.ts';

/** One white dot. */
const png = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC', 'base64'),
);
const picture = (more: Partial<PaperPicture> = {}): PaperPicture => ({
  ...{ caption: 'Tỷ lệ hộ nghèo (%)', text: 'Toàn xã: “3” < 5 & hơn', png, width: 760, height: 400 },
  ...more,
});
const filled = async (id: 'final' | 'preliminary', choice: string, draws = true): Promise<Uint8Array> => {
  const { draws: _, ...facts } = sampleFacts(id);
  const record = { ...SAMPLE_RECORD, texts: { ...SAMPLE_RECORD.texts, 'kèm hình': choice } };
  return fillTemplate(await shippedTemplate(id), paperOf(id).values({ ...facts, ...(draws && { draws: true }) }, record)).bytes;
};
const part = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

it.each(['final', 'preliminary'] as const)(
  '%s: pictures stand in their annex with captions and words for who does not see them',
  async (id) => {
    const docx = placePictures(await filled(id, 'có'), [picture(), picture({ caption: 'Nguyên nhân', height: 4000 })]);
    const xml = part(docx, 'word/document.xml');
    expect(xml).not.toContain(PICTURES_MARK);
    expect([...xml.matchAll(/<wp:docPr id="(\d+)" name="([^"]*)" descr="([^"]*)"/g)].map(([, n, name, text]) => [n, name, text])).toEqual([
      ['1', 'Tỷ lệ hộ nghèo (%)', 'Toàn xã: “3” &lt; 5 &amp; hơn'],
      ['2', 'Nguyên nhân', 'Toàn xã: “3” &lt; 5 &amp; hơn'],
    ]);
    expect(xml).toContain('Hình 2. Nguyên nhân');
    // Within the margins of A4 in EMU: a wide one as wide as the text, a tall one no taller than a part of the page.
    const sizes = [...xml.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"/g)].map(([, cx, cy]) => [Number(cx), Number(cy)] as const);
    expect(sizes.every(([cx, cy]) => cx <= 160 * 36_000 + 2_000 && cy <= 257 * 36_000 * 0.4 + 2_000)).toBe(true);
    expect(sizes[0]![0] / sizes[0]![1]).toBeCloseTo(760 / 400, 3);
    const files = unzipSync(docx);
    for (const [n, [, rel = '']] of [...xml.matchAll(/r:embed="([^"]+)"/g)].entries()) {
      expect(part(docx, 'word/_rels/document.xml.rels')).toContain(`Id="${rel}"`);
      expect(files[`word/media/hinh-ve-${n + 1}.png`]).toEqual(png);
    }
    expect(part(docx, '[Content_Types].xml')).toMatch(/Extension="png"/);
  },
);

it('a report without pictures has no annex for them, also where a command makes it', async () => {
  for (const docx of [await filled('final', ''), await filled('final', 'có', false)]) {
    expect(part(docx, 'word/document.xml')).not.toMatch(/hình vẽ|HÌNH VẼ/);
    expect(placePictures(docx, [picture()])).toBe(docx);
  }
});

it('keeps the layout of a section that stands in the paragraph of the mark', async () => {
  const docx = await filled('final', 'có');
  const files = unzipSync(docx);
  const sections = (bytes: Uint8Array): number => part(bytes, 'word/document.xml').split('<w:sectPr').length;
  expect(sections(placePictures(docx, [picture()]))).toBe(sections(docx));
  expect(Object.keys(unzipSync(placePictures(docx, []))).sort()).toEqual(Object.keys(files).sort());
});
