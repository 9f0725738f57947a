/** What the lists of a commune, or of several, amount to: their forms, and how far each village has come. */
import type { FilledForm } from '../forms/fill.ts';
import type { ActOf } from '../process/acts.ts';
import type { Standing } from '../process/standing.ts';
import type { Standard } from '../review/standards.ts';

export interface Summary {
  /** By each standard of the round, the main one first. */
  sets: readonly { standard: Standard; forms: readonly FilledForm[] }[];
  villages: readonly VillageProgress[];
}

export interface VillageProgress {
  name: string;
  /** Its row on the forms: the commune where the forms have one for each, otherwise the village itself. */
  unit: string;
  /** A household of it is classified, or its review is closed. */
  hasBegun: boolean;
  /** Its review is closed. */
  isClosed: boolean;
  /** The meeting that agreed with the list. */
  met: ActOf<'met'> | null;
  posting: Standing['posting'];
  recognised: ActOf<'recognised'> | null;
}
