/** Our template of each paper. */
import { PAPER_IDS, PAPERS, type PaperId } from '../../process/paper-kinds.ts';
import { certificatesTemplate } from './certificates.ts';
import { livingDecisionTemplate, poorDecisionTemplate } from './decision.ts';
import { leavingTemplate, requestTemplate } from './household-forms.ts';
import { templateFile, type Part } from './layout.ts';
import { invitationTemplate } from './invitation.ts';
import { livingMinutesTemplate } from './living-minutes.ts';
import { minutesTemplate } from './minutes.ts';
import { opinionTemplate } from './opinion.ts';
import { postingTemplate } from './posting.ts';
import { recheckTemplate } from './recheck.ts';
import { refusalTemplate } from './refusal.ts';
import { finalTemplate, preliminaryTemplate } from './result-report.ts';
import { weeklyTemplate } from './weekly.ts';

const TEMPLATES: Readonly<Record<PaperId, () => Part[]>> = {
  request: requestTemplate,
  leaving: leavingTemplate,
  recheck: recheckTemplate,
  invitation: invitationTemplate,
  minutes: minutesTemplate,
  livingMinutes: livingMinutesTemplate,
  posting: postingTemplate,
  opinion: opinionTemplate,
  refusal: refusalTemplate,
  decision: poorDecisionTemplate,
  livingDecision: livingDecisionTemplate,
  certificates: certificatesTemplate,
  weekly: weeklyTemplate,
  preliminary: preliminaryTemplate,
  final: finalTemplate,
};

/** Every paper has one. */
export const SHIPPED = PAPER_IDS;

/** @returns a .docx file. */
export const shippedTemplate = (paper: PaperId): Promise<Uint8Array> => templateFile(PAPERS[paper].name, TEMPLATES[paper]());
