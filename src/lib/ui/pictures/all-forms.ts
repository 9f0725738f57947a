/** The forms that the pictures of every level take figures from. */
import { CAUSE_FORMS, DEPRIVATION_FORMS } from './by-reason.ts';
import { MOVEMENT_FORMS } from './movements.ts';
import { RATE_FORMS } from './rates.ts';
import { SERVICE_FORMS } from './services.ts';
import { TARGET_FORMS } from './targets.ts';

export const PICTURE_FORMS: readonly string[] = [
  ...new Set([...RATE_FORMS, ...MOVEMENT_FORMS, ...DEPRIVATION_FORMS, ...CAUSE_FORMS, ...TARGET_FORMS, ...SERVICE_FORMS]),
];
