/** The papers of a round, and the commune's own templates: listed, fetched, put into use, withdrawn. */
import * as v from 'valibot';
import { PAPER_ROUTES } from '../../src/lib/api/papers.ts';
import { judgeForPaper } from '../../src/lib/papers/values/judge-for-paper.ts';
import { PAPER_IDS, type PaperId } from '../../src/lib/process/paper-kinds.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import { tidy } from '../../src/lib/review/text.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Templates, TemplateStore } from '../log/template-store.ts';
import type { CommuneRounds } from './commune-rounds.ts';
import { PapersNow } from './papers-now.ts';

interface PaperOptions {
  log: UpdateLog;
  rounds: CommuneRounds;
  templates: TemplateStore;
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Nobody corrects more than this many troubles at once. */
const SAID = 8;
/** Of one commune, all files together: they are never deleted, and every backup has them. */
const ROOM_FOR_ALL = 100 * 1024 * 1024;

const PaperName = v.picklist(PAPER_IDS);

export function paperAnswers({ log, rounds, templates }: PaperOptions): Answered[] {
  const papers = new PapersNow(log, rounds);
  const reviewOf = (room: string): string => parseRoom(room)?.review ?? '';
  const namesFor = (room: string): Promise<string[]> => rounds.names(reviewOf(room));
  const versions = async (reviews: readonly string[], kept: Templates = templates) => ({
    // A newer version may know more papers.
    versions: (await kept.versions(reviews)).flatMap((each) => {
      const paper = PAPER_IDS.find((id) => id === each.paper);
      return paper ? [{ ...each, paper }] : [];
    }),
  });
  return [
    answered(PAPER_ROUTES.papers, ({ room }) => papers.read(reviewOf(room))),
    answered(PAPER_ROUTES.templates, async ({ room }) => versions(await namesFor(room))),
    answered(PAPER_ROUTES.template, async ({ room, query, response }) => {
      const bytes = await templates.bytes(await namesFor(room), query.get('sha') ?? '');
      if (!bytes) throw new HttpError(404, 'no-template', 'Xã không có mẫu này.');
      response
        .writeHead(200, { 'content-type': DOCX, 'content-disposition': 'attachment; filename="mau-van-ban.docx"' })
        .end(Buffer.from(bytes));
    }),
    answered(PAPER_ROUTES.putTemplate, async ({ person, room, query, body }) => {
      const paper = v.safeParse(PaperName, query.get('paper'));
      if (!paper.success) throw new HttpError(400, 'no-paper', 'Không có văn bản này.');
      const reviews = await namesFor(room);
      const name = tidy(query.get('name') ?? '').slice(0, 200) || 'mau.docx';
      await templates.change(async (kept) => {
        await refuseChanged(kept, reviews, paper.output, Number(query.get('seen')));
        await put(kept, reviews, { review: reviewOf(room), paper: paper.output, name, file: body, by: person.name });
      });
      return versions(reviews);
    }),
    answered(PAPER_ROUTES.useTemplate, async ({ person, room, body: { id, seen } }) => {
      const reviews = await namesFor(room);
      await templates.change(async (kept) => {
        const again = (await versions(reviews, kept)).versions.find((version) => version.id === id);
        const file = again && (await kept.bytes(reviews, again.sha));
        if (!file) throw new HttpError(404, 'no-template', 'Xã không có mẫu này.');
        await refuseChanged(kept, reviews, again.paper, seen);
        // What was right for an older program may not be any more.
        await put(kept, reviews, { review: reviewOf(room), paper: again.paper, name: again.name, file, by: person.name });
      });
      return versions(reviews);
    }),
    answered(PAPER_ROUTES.withdrawTemplate, async ({ person, room, body: { paper, seen } }) => {
      const reviews = await namesFor(room);
      await templates.change(async (kept) => {
        await refuseChanged(kept, reviews, paper, seen);
        if (!(await kept.withdraw(reviews, paper, person.name, Date.now())))
          throw new HttpError(409, 'ours-already', 'Văn bản này đang dùng mẫu có sẵn.');
      });
      return versions(reviews);
    }),
  ];

  /** Nobody replaces a version that they have not seen. */
  async function refuseChanged(kept: Templates, reviews: readonly string[], paper: PaperId, seen: number): Promise<void> {
    const ofPaper = (await versions(reviews, kept)).versions.filter((version) => version.paper === paper);
    const inUse = ofPaper.find(({ withdrawn }) => !withdrawn);
    if ((inUse?.id ?? 0) === seen) return;
    const [last] = ofPaper;
    const what = inUse
      ? `${inUse.by} đã đưa vào dùng mẫu “${inUse.name}”`
      : `${last?.withdrawn?.by ?? 'người khác'} đã cho văn bản này dùng lại mẫu có sẵn`;
    throw new HttpError(409, 'template-changed', `Trong lúc bạn làm, ${what}. Chưa thay gì; hãy xem mẫu đó rồi quyết định.`);
  }

  async function put(
    kept: Templates,
    reviews: readonly string[],
    { file, ...wanted }: { review: string; paper: PaperId; name: string; file: Uint8Array; by: string },
  ): Promise<void> {
    const bytes = checked(file, wanted.paper);
    const sizes = new Map((await kept.versions(reviews)).map(({ sha, size }) => [sha, size]));
    const sum = [...sizes.values()].reduce((all, size) => all + size, bytes.length);
    if (sum > ROOM_FOR_ALL) throw new HttpError(400, 'templates-full', 'Xã đã lưu quá nhiều mẫu. Hãy dùng lại một mẫu đã có.');
    await kept.put({ ...wanted, bytes, at: Date.now() });
  }
}

/**
 * @returns the file to keep.
 * @throws HttpError naming what is wrong with the template.
 */
function checked(file: Uint8Array, paper: PaperId): Uint8Array {
  const { troubles, bytes } = judgeForPaper(file, paper);
  if (troubles.length > 0 || !bytes) throw new HttpError(400, 'template-wrong', troubles.slice(0, SAID).join(' '));
  return bytes;
}
