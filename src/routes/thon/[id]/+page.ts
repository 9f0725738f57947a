import { screen } from '$lib/ui/village/screens.ts';

// The largest part of the app: it loads while the person is asked for and the commune's records are read. The page says when it cannot.
export const load = (): void => void screen().catch(() => undefined);
