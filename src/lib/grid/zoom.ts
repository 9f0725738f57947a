/** Zoom of the grid, in per cent. */
export const WHOLE = 100;
export const SMALLEST = 70;
export const LARGEST = 200;
const STEP = 10;

export const clampZoom = (zoom: number): number => Math.min(LARGEST, Math.max(SMALLEST, Math.round(zoom)));

/** The next multiple of ten in that direction. */
export const zoomStep = (zoom: number, direction: 1 | -1): number =>
  clampZoom(direction > 0 ? Math.floor(zoom / STEP) * STEP + STEP : Math.ceil(zoom / STEP) * STEP - STEP);

export interface ZoomKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/**
 * Ctrl with plus, minus or 0, wherever they are on the keyboard.
 * @returns null for any other key.
 */
export function zoomOfKey({ key, ctrlKey, metaKey, altKey }: ZoomKey, zoom: number): number | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (key === '+' || key === '=') return zoomStep(zoom, 1);
  if (key === '-' || key === '_') return zoomStep(zoom, -1);
  return key === '0' ? WHOLE : null;
}
