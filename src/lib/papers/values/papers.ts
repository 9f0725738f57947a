/** All papers that can be made. */
import { mayBeOf, paperKind, type PaperId } from '../../process/paper-kinds.ts';
import { commonFields } from '../common-values.ts';
import type { Ask, Field, Paper } from '../paper.ts';
import { CERTIFICATES } from './certificates.ts';
import { DECISION } from './decision.ts';
import { FINAL } from './final.ts';
import { INVITATION } from './invitation.ts';
import { LIVING_DECISION } from './living-decision.ts';
import { LEAVING_REQUEST } from './leaving.ts';
import { LIVING_MINUTES } from './living-minutes.ts';
import { MINUTES } from './minutes.ts';
import { OPINION } from './opinion.ts';
import { POSTING } from './posting.ts';
import { PRELIMINARY } from './preliminary.ts';
import { RECHECK } from './recheck.ts';
import { REFUSAL } from './refusal.ts';
import { REQUEST } from './request.ts';
import { WEEKLY } from './weekly.ts';

const ALL: Readonly<Record<PaperId, Paper>> = {
  request: REQUEST,
  leaving: LEAVING_REQUEST,
  refusal: REFUSAL,
  recheck: RECHECK,
  invitation: INVITATION,
  minutes: MINUTES,
  livingMinutes: LIVING_MINUTES,
  posting: POSTING,
  opinion: OPINION,
  decision: DECISION,
  livingDecision: LIVING_DECISION,
  certificates: CERTIFICATES,
  weekly: WEEKLY,
  preliminary: PRELIMINARY,
  final: FINAL,
};

export const paperOf = (id: PaperId): Paper => ALL[id];

const ofAsk = ({ name, label, kind, optional }: Ask): Field => ({
  ...{ name, about: label, kind: kind === 'choice' ? 'choice' : 'text' },
  ...(optional && { optional }),
});

/** Everything that a template of this paper may use. */
export const fieldsOf = ({ id, asks, fields }: Paper): Field[] => {
  const own = [...fields, ...asks.map(ofAsk)];
  return [...own, ...commonFields(id, asks).filter(({ name }) => !own.some((each) => each.name === name))];
};
export const paperNamed = (id: string): Paper | undefined => Object.values(ALL).find((paper) => paper.id === id);
/** Where the address names no village: a paper that may be of the whole commune is. */
export const isOfCommune = ({ id }: Paper, named: string | null): boolean =>
  paperKind(id).of === 'commune' || (named === null && mayBeOf(id, 'commune'));
