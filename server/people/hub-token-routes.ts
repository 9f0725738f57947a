/** Routes for the tokens of meeting hubs, as the commune manages them. */
import { HUB_DAYS, HUB_TOKENS, type ManagedHub } from '../../src/lib/api/hubs.ts';
import { may, type Person } from '../../src/lib/review/people.ts';
import { answered, DONE, noRight, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';
import type { HubPass, HubTokens } from './hub-tokens.ts';

export function hubTokenAnswers(accounts: Accounts, tokens: HubTokens): Answered[] {
  const mayIn = (person: Person, review: string): boolean => may(person, 'hubs', { review, village: null });
  const shown = (
    { id, name, villages, by, created, expires, withdrawn, seen }: HubPass,
    names: ReadonlyMap<string, string>,
  ): ManagedHub => ({
    id,
    name,
    villages,
    by: names.get(by) ?? by,
    created,
    expires,
    withdrawn,
    seen,
  });
  return [
    answered(HUB_TOKENS.all, async ({ person }) => {
      const all = await tokens.list(person.review);
      const names = await accounts.namesOf(all.map(({ by }) => by));
      return { hubs: all.map((hub) => shown(hub, names)) };
    }),
    answered(HUB_TOKENS.add, async ({ person, body: { name, villages } }) => {
      if (villages.length === 0) throw new HttpError(400, 'no-village', 'Hãy chọn thôn mà máy họp phục vụ.');
      const { hub, token } = await tokens.create({ review: person.review, villages, name, days: HUB_DAYS }, person.id);
      return { hub: shown(hub, new Map([[person.id, person.name]])), token };
    }),
    answered(HUB_TOKENS.withdraw, async ({ person, body: { id } }) => {
      const found = await tokens.find(id);
      if (!found || !mayIn(person, found.review)) throw noRight();
      await tokens.withdraw(id);
      return DONE;
    }),
  ];
}
