/**
 * The commune's own templates, version by version: asked from the commune's machine, and kept beside its records on this device for reading
 * without a network. They are changed only where the machine answers.
 */
import * as v from 'valibot';
import { PAPER_ROUTES, VersionsShape, type TemplateVersion } from '$lib/api/papers.ts';
import type { PaperId } from '$lib/process/paper-kinds.ts';
import { roomName } from '$lib/review/people.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask, AskError } from '../parts/ask.ts';
import { momentText } from '../parts/time-text.ts';

const KEY = 'templates';
const KeptShape = v.object({ at: v.number(), ...VersionsShape.entries });

/** One that the commune has, or has had, in use. */
export interface NumberedVersion extends TemplateVersion {
  /** 1 for the paper's first. */
  n: number;
  isInUse: boolean;
}

export class TemplateVersions {
  readonly #rooms: Rooms;
  /** The newest first; null while nobody has said. */
  #versions = $state.raw<readonly TemplateVersion[] | null>(null);
  /** When the commune's machine gave them, in milliseconds. */
  at = $state(0);
  /** The machine did not answer the last time: what is shown is what this device knows. */
  isAway = $state(false);

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  get isKnown(): boolean {
    return this.#versions !== null;
  }

  /** The newest first. */
  of(paper: PaperId): NumberedVersion[] {
    const all = (this.#versions ?? []).filter((version) => version.paper === paper);
    const inUse = all.find(({ withdrawn }) => !withdrawn);
    return all.map((version, index) => ({ ...version, n: all.length - index, isInUse: version === inUse }));
  }

  /** null: ours, or nobody knows. */
  inUse(paper: PaperId): NumberedVersion | null {
    return this.of(paper).find(({ isInUse }) => isInUse) ?? null;
  }

  /** The version that made a paper, in words. @param sha as its act has it. */
  made(paper: PaperId, sha: string): string {
    if (sha === '') return 'mẫu có sẵn';
    const version = this.of(paper).findLast((each) => each.sha === sha);
    return version ? `mẫu của xã, ${versionWords(version)}` : 'mẫu riêng của xã';
  }

  /** @throws AskError for anything but a machine that does not answer. */
  async load(): Promise<void> {
    const { commune } = this.#rooms;
    const kept = v.safeParse(KeptShape, await commune.kept(KEY).catch(() => null));
    if (!this.isKnown && kept.success) this.#take(kept.output);
    try {
      await this.#answered(ask(PAPER_ROUTES.templates, { room: this.#room }));
    } catch (error) {
      if (!(error instanceof AskError) || error.code !== 'away') throw error;
      this.isAway = true;
    }
  }

  /** The version in use that the person sees; 0 for ours. */
  #seen(paper: PaperId): number {
    return this.inUse(paper)?.id ?? 0;
  }

  /** @throws AskError in words; 'template-changed' when another person came first: the versions are then loaded again. */
  put(paper: PaperId, name: string, body: Uint8Array): Promise<void> {
    const query = Object.entries({ paper, name, seen: String(this.#seen(paper)) });
    return this.#change(ask(PAPER_ROUTES.putTemplate, { room: this.#room, query, body }));
  }

  /** An earlier version again. @throws AskError as `put`. */
  again({ paper, id }: TemplateVersion): Promise<void> {
    return this.#change(ask(PAPER_ROUTES.useTemplate, { room: this.#room, body: { id, seen: this.#seen(paper) } }));
  }

  /** Ours again. @throws AskError as `put`. */
  withdraw(paper: PaperId): Promise<void> {
    return this.#change(ask(PAPER_ROUTES.withdrawTemplate, { room: this.#room, body: { paper, seen: this.#seen(paper) } }));
  }

  get #room(): string {
    return roomName(this.#rooms.review, null);
  }

  async #change(answer: ReturnType<typeof ask<typeof PAPER_ROUTES.templates>>): Promise<void> {
    try {
      await this.#answered(answer);
    } catch (error) {
      if (error instanceof AskError && error.code === 'template-changed') await this.load();
      throw error;
    }
  }

  async #answered(answer: ReturnType<typeof ask<typeof PAPER_ROUTES.templates>>): Promise<void> {
    const now = { at: Date.now(), ...(await answer) };
    this.#take(now);
    this.isAway = false;
    await this.#rooms.commune.keep(KEY, now).catch((error: unknown) => console.warn('templates', error));
  }

  #take({ at, versions }: v.InferOutput<typeof KeptShape>): void {
    this.at = at;
    this.#versions = versions;
  }
}

/** 'bản 2 (Biên bản của xã.docx), Hà Thị Lan đưa vào dùng lúc 10:42 12/10/2026' */
export const versionWords = ({ n, name, by, at }: NumberedVersion): string =>
  `bản ${n} (${name}), ${by} đưa vào dùng lúc ${momentText(at)}`;
