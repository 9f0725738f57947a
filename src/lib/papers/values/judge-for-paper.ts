/** Judges a template for one of our papers; a file that is the template of another one is told as such. */
import { PAPER_IDS, paperKind, type PaperId } from '../../process/paper-kinds.ts';
import { judgeTemplate, type JudgedTemplate } from '../judge-template.ts';
import { fieldTrouble } from '../template-fields.ts';
import { fieldsOf, paperOf } from './papers.ts';

export function judgeForPaper(file: Uint8Array, paper: PaperId): JudgedTemplate {
  const judged = judgeTemplate(file, fieldsOf(paperOf(paper)));
  const { places, troubles } = judged;
  const fits = (id: PaperId): boolean => {
    const fields = fieldsOf(paperOf(id));
    return places.every((place) => fieldTrouble(place, fields) === null);
  };
  // With few unknown fields it is this paper's, and somebody has typed them.
  const other = places.length > 0 && troubles.length > places.length / 4 ? PAPER_IDS.find(fits) : undefined;
  if (!other) return judged;
  return {
    ...judged,
    troubles: [`Tệp này đúng là mẫu của “${paperKind(other).name}”. Hãy xem có chọn nhầm văn bản không.`, ...troubles],
  };
}
