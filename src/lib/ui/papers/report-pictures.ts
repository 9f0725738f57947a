/** The pictures of Tổng quan in a report: of the lists that the report is made of, by the main standard of its round. */
import { fillReport } from '$lib/forms/report.ts';
import type { PaperFacts, Values } from '$lib/papers/paper.ts';
import { PICTURES_MARK, placePictures, type PaperPicture } from '$lib/papers/place-pictures.ts';
import { wholeOf } from '$lib/papers/summary.ts';
import { PICTURE_FORMS } from '../pictures/all-forms.ts';
import { causesPicture, deprivationsPicture } from '../pictures/by-reason.ts';
import { mapPicture } from '../pictures/map.ts';
import { movementPicture } from '../pictures/movements.ts';
import { placeAmong } from '../pictures/village-shapes.ts';
import { isEmpty, type Picture } from '../pictures/picture.ts';
import { ratesPicture } from '../pictures/rates.ts';
import { imageOf } from '../pictures/save-image.ts';
import { servicesPicture } from '../pictures/services.ts';
import { targetsPicture } from '../pictures/targets.ts';

const WHOLE = 'Toàn xã';

/** Without those that have nothing to draw. */
export function reportPictures(facts: Pick<PaperFacts, 'unit' | 'round' | 'villages'>): Picture[] {
  const { beside: _, ...main } = wholeOf(facts);
  const filled = fillReport(main, PICTURE_FORMS);
  const all = [
    ratesPicture(filled, WHOLE),
    mapPicture(filled, WHOLE, placeAmong(main.data.villages)),
    movementPicture(filled),
    deprivationsPicture(filled),
    causesPicture(filled),
    targetsPicture(filled, WHOLE),
    servicesPicture(filled, WHOLE),
  ];
  return all.flatMap((picture) => (picture && !isEmpty(picture) ? [picture] : []));
}

/** Drawn once for the same lists: a person types while the paper is made anew. */
const known = new WeakMap<PaperFacts['villages'], Promise<PaperPicture[]>>();

export async function withPictures(docx: Uint8Array, values: Values, facts: PaperFacts): Promise<Uint8Array> {
  if (!Object.values(values).includes(PICTURES_MARK)) return docx;
  let drawn = known.get(facts.villages);
  if (!drawn) known.set(facts.villages, (drawn = draw(reportPictures(facts))));
  return placePictures(docx, await drawn);
}

async function draw(pictures: readonly Picture[]): Promise<PaperPicture[]> {
  const drawn: PaperPicture[] = [];
  for (const picture of pictures)
    drawn.push({
      ...(await imageOf(picture, null)),
      caption: `${picture.title} (${picture.unit}; ${picture.source})`,
      text: picture.sentence,
    });
  return drawn;
}
