/** The two screens of a village. Each is loaded only where it is used: the grid is the largest part of the app. */
export const PHONE = 'max-width: 719px';

export const desk = () => import('./desk/VillageDesk.svelte');
export const phone = () => import('./card/VillagePhone.svelte');

/** The one that this device shows. */
export const screen = (): Promise<unknown> => (matchMedia(`(${PHONE})`).matches ? phone() : desk());
