/**
 * At a meeting hub: the people, the review and the rules of the commune's machine, as it last told them. Accounts keep their ids, so whoever
 * writes here is the same person there; passwords are the hub's own.
 */
import { sql } from 'kysely';
import type { HubStart } from '../../src/lib/api/hubs.ts';
import type { Accounts } from './accounts.ts';
import type { PeopleQuery, PeopleTables } from './accounts-db.ts';

/** All or nothing. */
export async function takeOver(accounts: Accounts, start: HubStart): Promise<void> {
  await accounts.db.change('taken-over', async (query) => {
    await putPlace(query, start);
    for (const table of ['own_form', 'confirmed_standard', 'confirmed_rule', 'working_year'] as const)
      await putVersions(query, table, start.own[table]);
    for (const person of start.people) await putPerson(query, start, person);
    // Whoever works there no longer does not work here either; what they wrote stays.
    const here = start.people.map(({ id }) => id);
    await query.updateTable('user').set({ locked: 1 }).where('id', 'not in', here).execute();
  });
  accounts.only = start.villages;
  accounts.rightsChanged();
}

async function putPlace(query: PeopleQuery, { units, review }: HubStart): Promise<void> {
  for (const unit of units)
    await query
      .insertInto('unit')
      .values(unit)
      .onConflict((same) => same.column('id').doUpdateSet({ parent: unit.parent, name: unit.name }))
      .execute();
  const { id, ...rest } = review;
  await query
    .insertInto('review')
    .values(review)
    .onConflict((same) => same.column('id').doUpdateSet(rest))
    .execute();
  await sql`UPDATE review SET aside = ${Date.now()} WHERE id <> ${id} AND aside IS NULL`.execute(query);
}

/** They are never deleted, and only a form's withdrawal changes one. */
async function putVersions(
  query: PeopleQuery,
  table: keyof HubStart['own'] & keyof PeopleTables,
  rows: HubStart['own'][keyof HubStart['own']],
): Promise<void> {
  for (const row of rows) {
    const names = ['id', 'content', 'by', 'at', ...(table === 'own_form' ? ['withdrawnBy', 'withdrawnAt'] : [])];
    const columns = sql.join(names.map((name) => sql.ref(name)));
    const values = sql.join(names.map((name) => row[name] ?? null));
    await sql`INSERT OR REPLACE INTO ${sql.table(table)} (${columns}) VALUES (${values})`.execute(query);
  }
}

/** Without a password: nobody signs in here until somebody sets one here. */
async function putPerson(query: PeopleQuery, { review }: HubStart, person: HubStart['people'][number]): Promise<void> {
  const { id, username, name, role, locked } = person;
  const villages = JSON.stringify(person.villages);
  const now = new Date().toISOString();
  const isLocked = locked ? 1 : 0;
  await sql`
    INSERT INTO user (id, name, email, "emailVerified", "createdAt", "updatedAt", username, "displayUsername", role, review, villages, unit, "mustChange", locked)
    VALUES (${id}, ${name}, ${`${username}@tai-khoan.invalid`}, 1, ${now}, ${now}, ${username}, ${username}, ${role}, ${review.id}, ${villages}, 0, 0, ${isLocked})
    ON CONFLICT (id) DO UPDATE SET name = ${name}, role = ${role}, review = ${review.id}, villages = ${villages}, locked = ${isLocked}
  `.execute(query);
}
