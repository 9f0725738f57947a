/** All routes of the server. */
import { ACCOUNT } from './account.ts';
import { BUNDLES } from './bundles.ts';
import { FULL_HISTORY } from './full-history.ts';
import { FORMS } from './forms.ts';
import { HISTORY } from './history.ts';
import { HUB_LINK, HUB_TOKENS, AT_HUB } from './hubs.ts';
import { INVITATIONS } from './invitations.ts';
import { LATE } from './late.ts';
import { MACHINE } from './machine.ts';
import { MONTHLY } from './monthly.ts';
import { NEXT_ROUND } from './next-round.ts';
import { PAPER_ROUTES } from './papers.ts';
import { PEOPLE } from './people.ts';
import { PROCESS } from './process.ts';
import { REGISTER } from './register.ts';
import { REVIEWS } from './reviews.ts';
import { SUMMARIES } from './summaries.ts';
import type { Route } from './route.ts';
import { UNITS } from './units.ts';
import { VILLAGE_MOVES } from './village-moves.ts';

export const ROUTES: readonly Route[] = [
  MACHINE,
  ACCOUNT,
  PEOPLE,
  INVITATIONS,
  REVIEWS,
  UNITS,
  VILLAGE_MOVES,
  FORMS,
  HISTORY,
  FULL_HISTORY,
  LATE,
  PROCESS,
  PAPER_ROUTES,
  REGISTER,
  SUMMARIES,
  MONTHLY,
  NEXT_ROUND,
  BUNDLES,
  HUB_TOKENS,
  HUB_LINK,
  AT_HUB,
].flatMap((some) => Object.values<Route>(some));
