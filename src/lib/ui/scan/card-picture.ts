/** Pictures of a card, from the camera and from a file. Nothing of them is kept. */
import { readIdentityCard, type IdentityCard } from '$lib/review/identity-card.ts';
import { readQr } from './read-qr.ts';

/** Of a picture's longer side, in dots: a code that is small in a large picture is lost in a smaller one, a blurred one is found there. */
const SIDES = [1600, 900, 2600] as const;
/** Of the square in the middle of the camera's picture. */
const FRAME = 720;

/** @returns null where there is no code of a card on it. @throws Error for a file that is no picture. */
export async function cardInPicture(file: Blob): Promise<IdentityCard | null> {
  const picture = await createImageBitmap(file);
  try {
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const card = cardIn(picture, { x: 0, y: 0, width: picture.width, height: picture.height }, scale);
      if (card) return card;
    }
    return null;
  } finally {
    picture.close();
  }
}

/** The square that the page shows the person. */
export function cardInVideo(video: HTMLVideoElement): IdentityCard | null {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (side === 0) return null;
  const place = { x: (video.videoWidth - side) / 2, y: (video.videoHeight - side) / 2, width: side, height: side };
  return cardIn(video, place, Math.min(1, FRAME / side));
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

function cardIn(source: CanvasImageSource, { x, y, width, height }: Place, scale: number): IdentityCard | null {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(source, x, y, width, height, 0, 0, canvas.width, canvas.height);
  const text = readQr(context.getImageData(0, 0, canvas.width, canvas.height));
  return text === null ? null : readIdentityCard(text);
}
