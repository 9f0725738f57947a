/** The province that a review's commune lies in: its log is kept with that province's. */
import type pg from 'pg';

/** @returns the id of the topmost unit above the commune; null for a review that no commune has. */
export async function provinceOf(on: Pick<pg.Pool, 'query'> | Pick<pg.ClientBase, 'query'>, review: string): Promise<number | null> {
  const { rows } = await (on as Pick<pg.Pool, 'query'>).query<{ id: number }>(
    `WITH RECURSIVE above AS (
       SELECT unit.id, unit.parent FROM people.review JOIN people.unit ON unit.id = review.unit WHERE review.id = $1
       UNION SELECT unit.id, unit.parent FROM people.unit JOIN above ON unit.id = above.parent)
     SELECT id FROM above WHERE parent = 0`,
    [review],
  );
  return rows[0]?.id ?? null;
}
