/** The papers of a round, and the commune's own templates: listed, fetched, put into use, withdrawn. */
import * as v from 'valibot';
import { PAPER_ROUTES } from '../../src/lib/api/papers.ts';
import { checkTemplate } from '../../src/lib/papers/check-template.ts';
import { fieldsIn, TemplateError } from '../../src/lib/papers/fill.ts';
import { repacked } from '../../src/lib/papers/template-parts.ts';
import { PAPER_IDS } from '../../src/lib/process/paper-kinds.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import { tidy } from '../../src/lib/review/text.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import type { TemplateStore } from '../log/template-store.ts';
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
/** Of one commune, all versions together: they are never deleted, and every backup has them. */
const ROOM_FOR_ALL = 100 * 1024 * 1024;

const PaperName = v.picklist(PAPER_IDS);

export function paperAnswers({ log, rounds, templates }: PaperOptions): Answered[] {
  const papers = new PapersNow(log, rounds);
  const reviewOf = (room: string): string => parseRoom(room)?.review ?? '';
  const versions = (room: string) => ({
    // A newer version may know more papers.
    versions: templates.versions(rounds.names(reviewOf(room))).flatMap((each) => {
      const paper = PAPER_IDS.find((id) => id === each.paper);
      return paper ? [{ ...each, paper }] : [];
    }),
  });
  return [
    answered(PAPER_ROUTES.papers, ({ room }) => papers.read(reviewOf(room))),
    answered(PAPER_ROUTES.templates, ({ room }) => versions(room)),
    answered(PAPER_ROUTES.template, ({ room, query, response }) => {
      const bytes = templates.bytes(rounds.names(reviewOf(room)), query.get('sha') ?? '');
      if (!bytes) throw new HttpError(404, 'no-template', 'Xã không có mẫu này.');
      response
        .writeHead(200, { 'content-type': DOCX, 'content-disposition': 'attachment; filename="mau-van-ban.docx"' })
        .end(Buffer.from(bytes));
    }),
    answered(PAPER_ROUTES.putTemplate, ({ person, room, query, body }) => {
      const paper = v.safeParse(PaperName, query.get('paper'));
      if (!paper.success) throw new HttpError(400, 'no-paper', 'Không có văn bản này.');
      const bytes = checked(body);
      const review = reviewOf(room);
      const kept = templates.versions(rounds.names(review)).reduce((sum, { size }) => sum + size, bytes.length);
      if (kept > ROOM_FOR_ALL) throw new HttpError(400, 'templates-full', 'Xã đã lưu quá nhiều mẫu. Hãy dùng lại một mẫu đã có.');
      const name = tidy(query.get('name') ?? '').slice(0, 200) || 'mau.docx';
      templates.put({ review, paper: paper.output, name, bytes, by: person.name, at: Date.now() });
      return versions(room);
    }),
    answered(PAPER_ROUTES.withdrawTemplate, ({ person, room, body: { paper } }) => {
      if (!templates.withdraw(rounds.names(reviewOf(room)), paper, person.name, Date.now()))
        throw new HttpError(409, 'ours-already', 'Văn bản này đang dùng mẫu của phần mềm.');
      return versions(room);
    }),
  ];
}

/**
 * @returns the file to keep.
 * @throws HttpError naming what is wrong with the template.
 */
function checked(file: Uint8Array): Uint8Array {
  const wrong = (troubles: readonly string[]): HttpError => new HttpError(400, 'template-wrong', troubles.slice(0, SAID).join(' '));
  const troubles = checkTemplate(file);
  if (troubles.length > 0) throw wrong(troubles);
  const bytes = repacked(file);
  try {
    fieldsIn(bytes);
  } catch (error) {
    if (error instanceof TemplateError) throw wrong(error.troubles);
    throw error;
  }
  return bytes;
}
