/** Reads a QR code from a picture. Chosen among four decoders: docs/decisions/038-identity-cards.md. */
import { binarize, Decoder, Detector, grayscale } from '@nuintun/qrcode';

/** Cards hold UTF-8 without saying so; a decoder that guesses breaks the letters. */
const utf8 = new TextDecoder();
const decoder = new Decoder({ decode: (bytes) => utf8.decode(bytes) });

/** @returns its text; null where none is read. */
export function readQr({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): string | null {
  const found = new Detector().detect(binarize(grayscale({ data, width, height } as ImageData), width, height));
  // Each answer says whether the place before was read; the decoder throws where it is not.
  for (let step = found.next(); !step.done; step = found.next(false)) {
    try {
      return decoder.decode(step.value.matrix).content;
    } catch {
      continue;
    }
  }
  return null;
}
