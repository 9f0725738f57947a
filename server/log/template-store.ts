/**
 * The commune's own templates of papers, in a database of their own beside the log, so that a backup contains them. A file is kept once, by
 * its SHA-256; no version is ever deleted, because a paper that was made with it can be made again.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Generated, Kysely } from 'kysely';
import type { Database } from '../nodes/database.ts';
import { besideFile, besideMemory, besidePostgres, type BesideDb, type ColumnTypes } from './beside-db.ts';

export const TEMPLATES_FILE = 'mau-van-ban.db';
export const TEMPLATES_SCHEMA = 'templates';

interface TemplateTables {
  file: { sha: string; bytes: Buffer };
  /** Each row a version as it was put into use. */
  template: {
    id: Generated<number>;
    /** The round in which it was put; it is for all rounds of that commune. */
    review: string;
    paper: string;
    sha: string;
    /** As the person's file was called. */
    name: string;
    by: string;
    at: number;
    /** From when ours is used again. */
    withdrawnBy: string | null;
    withdrawnAt: number | null;
  };
}

const tables = ({ id, text, moment, bytes, end }: ColumnTypes): string => `
  CREATE TABLE IF NOT EXISTS file (
    sha ${text} PRIMARY KEY,
    bytes ${bytes} NOT NULL
  ${end};
  CREATE TABLE IF NOT EXISTS template (
    id ${id},
    review ${text} NOT NULL,
    paper ${text} NOT NULL,
    sha ${text} NOT NULL REFERENCES file (sha),
    name ${text} NOT NULL,
    "by" ${text} NOT NULL,
    at ${moment} NOT NULL,
    "withdrawnBy" ${text},
    "withdrawnAt" ${moment}
  ${end};
  CREATE INDEX IF NOT EXISTS template_review ON template (review);
`;

export interface TemplateVersion {
  id: number;
  paper: string;
  sha: string;
  name: string;
  size: number;
  by: string;
  at: number;
  withdrawn: { by: string; at: number } | null;
}

export interface NewTemplate {
  review: string;
  paper: string;
  name: string;
  bytes: Uint8Array;
  by: string;
  at: number;
}

/** Where a method asks for reviews, these are all rounds of one commune. */
export class Templates {
  readonly #query: Kysely<TemplateTables>;

  constructor(query: Kysely<TemplateTables>) {
    this.#query = query;
  }

  /** The newest first. */
  async versions(reviews: readonly string[]): Promise<TemplateVersion[]> {
    if (reviews.length === 0) return [];
    const rows = await this.#query
      .selectFrom('template')
      .innerJoin('file', 'file.sha', 'template.sha')
      .select(['template.id', 'paper', 'template.sha', 'name', 'by', 'at', 'withdrawnBy', 'withdrawnAt'])
      .select(({ fn }) => fn<number>('length', ['file.bytes']).as('size'))
      .where('review', 'in', reviews)
      .orderBy('template.id', 'desc')
      .execute();
    return rows.map(({ withdrawnBy, withdrawnAt, ...row }) => ({
      ...row,
      withdrawn: withdrawnBy === null ? null : { by: withdrawnBy, at: withdrawnAt ?? 0 },
    }));
  }

  /** null for a file that none of these reviews has put. */
  async bytes(reviews: readonly string[], sha: string): Promise<Uint8Array | null> {
    if (reviews.length === 0) return null;
    const row = await this.#query
      .selectFrom('file')
      .innerJoin('template', 'template.sha', 'file.sha')
      .select('bytes')
      .where('file.sha', '=', sha)
      .where('review', 'in', reviews)
      .limit(1)
      .executeTakeFirst();
    return row?.bytes ?? null;
  }

  async put({ review, paper, name, bytes, by, at }: NewTemplate): Promise<void> {
    const sha = createHash('sha256').update(bytes).digest('hex');
    await this.#query
      .insertInto('file')
      .values({ sha, bytes: Buffer.from(bytes) })
      .onConflict((same) => same.doNothing())
      .execute();
    await this.#query.insertInto('template').values({ review, paper, sha, name, by, at }).execute();
  }

  /** Ours is used again. @returns false when none of the commune's own is in use. */
  async withdraw(reviews: readonly string[], paper: string, by: string, at: number): Promise<boolean> {
    if (reviews.length === 0) return false;
    const { numUpdatedRows } = await this.#query
      .updateTable('template')
      .set({ withdrawnBy: by, withdrawnAt: at })
      .where('paper', '=', paper)
      .where('withdrawnBy', 'is', null)
      .where('review', 'in', reviews)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }
}

export class TemplateStore extends Templates {
  readonly #db: BesideDb<TemplateTables>;

  private constructor(db: BesideDb<TemplateTables>) {
    super(db.query);
    this.#db = db;
  }

  static open(folder: string): TemplateStore {
    return new TemplateStore(besideFile(join(folder, TEMPLATES_FILE), tables));
  }

  static async openOn(database: Database): Promise<TemplateStore> {
    return new TemplateStore(await besidePostgres(database, TEMPLATES_SCHEMA, tables));
  }

  /** For tests and benches: gone when it is closed. */
  static inMemory(): TemplateStore {
    return new TemplateStore(besideMemory(tables));
  }

  /** All or nothing, and nobody else changes templates meanwhile. */
  change<T>(work: (templates: Templates) => Promise<T>): Promise<T> {
    return this.#db.change('templates', (query) => work(new Templates(query)));
  }

  close(): void {
    this.#db.close();
  }
}
