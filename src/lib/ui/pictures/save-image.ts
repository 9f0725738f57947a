/** A picture as a PNG file, at twice its size so that it prints sharply. */
import { flushSync, mount, unmount } from 'svelte';
import { save } from '../parts/save-file.ts';
import { momentText } from '../parts/time-text.ts';
import PictureSheet from './PictureSheet.svelte';
import type { Picture } from './picture.ts';

const SCALE = 2;
/** What an image on its own has no style sheet for. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
  'paint-order',
] as const;

export async function saveAsImage(picture: Picture, place: string, fileName: string): Promise<void> {
  const { png } = await imageOf(picture, { place, foot: `${picture.source} · Sổ Rà Soát, ${momentText(Date.now())}` });
  save(png, `${fileName}.png`, 'image/png');
}

export interface DrawnImage {
  png: Uint8Array;
  width: number;
  height: number;
}

/** @param about title, place and foot around it; null for the picture alone. */
export async function imageOf(picture: Picture, about: { place: string; foot: string } | null): Promise<DrawnImage> {
  const sheet = mount(PictureSheet, { target: document.body, props: { picture, about } });
  try {
    flushSync();
    const svg = document.querySelector<SVGSVGElement>('body > .sheet > svg');
    if (!svg) throw new Error('The sheet was not drawn');
    const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
    return { png: await paint(standalone(svg), width, height), width, height };
  } finally {
    await unmount(sheet);
  }
}

/** The same drawing with its styles written on every element. */
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>('*')]) as [SVGElement[], SVGElement[]];
  from.forEach((element, index) => {
    const computed = getComputedStyle(element);
    for (const name of STYLES) to[index]?.style.setProperty(name, computed.getPropertyValue(name));
  });
  return new XMLSerializer().serializeToString(copy);
}

async function paint(svg: string, width: number, height: number): Promise<Uint8Array> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('No image');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}
