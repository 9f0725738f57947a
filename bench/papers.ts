/**
 * `npm run bench:papers`: the certificates of a commune in one file, compared with the template library filling our template with as many
 * copies of one certificate. Each in its own process, so that its peak memory is its own.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { fillTemplate } from '../src/lib/papers/fill.ts';
import type { PaperFacts, PaperVillage, Values } from '../src/lib/papers/paper.ts';
import { shippedTemplate } from '../src/lib/papers/templates/templates.ts';
import { CERTIFICATES } from '../src/lib/papers/values/certificates.ts';
import type { Act } from '../src/lib/process/acts.ts';
import { issuedLines, issuedText } from '../src/lib/process/certificate-lines.ts';
import type { Row } from '../src/lib/review/types.ts';
import { issuedFacts } from '../tests/fixtures/issued-facts.ts';
import { entry } from './measure.ts';
import { save } from './results.ts';

const HOUSEHOLDS = 1_850;
const RECORD = { number: null, day: '', signer: '', texts: {} };

/** The village of the fixture, under other names and codes until the commune has as many certificates. */
function commune(count: number): PaperFacts {
  const facts = issuedFacts();
  const [village] = facts.villages as [PaperVillage, ...PaperVillage[]];
  const issued = facts.acts.find((act): act is Extract<Act, { kind: 'issued' }> => act.kind === 'issued');
  const lines = issuedLines(issued?.data.households ?? '') ?? [];
  if (!issued) throw new Error('no certificates');
  const copies = Array.from({ length: Math.ceil(count / lines.length) }, (_, n) => {
    const coded = (code: unknown): string => `${String(code)}-${n}`;
    const withCode = (row: Row): Row => ({ ...row, cells: { ...row.cells, code: coded(row.cells.code) } });
    const { data } = village.classified;
    const id = `${village.id}-${n}`;
    const act: Act = {
      ...issued,
      village: id,
      data: {
        ...issued.data,
        first: 1 + n * lines.length,
        households: issuedText(lines.slice(0, count - n * lines.length).map((line) => ({ ...line, household: coded(line.household) }))),
      },
    };
    const classified = {
      ...village.classified,
      data: { ...data, households: data.households.map(withCode), members: data.members.map(withCode) },
    };
    return { act, village: { ...village, id, name: `Ấp ${n + 1}`, classified } };
  });
  return { ...facts, village: null, villages: copies.map((each) => each.village), acts: copies.map(({ act }) => act) };
}

interface Measured {
  /** Of the processor, so that a busy machine changes little. */
  ms: number;
  peakMb: number;
  fileMb: number;
}

async function measured(kind: string, count: number): Promise<Measured> {
  const template = await shippedTemplate('certificates');
  const facts = commune(count);
  const one = CERTIFICATES.values(commune(1), RECORD);
  const copies = { ...one, 'từng giấy': Array.from({ length: count }, () => (one['từng giấy'] as readonly Values[])[0]) };
  const before = process.cpuUsage();
  const bytes = kind === 'ours' ? fillTemplate(template, CERTIFICATES.values(facts, RECORD)).bytes : bare(template, copies);
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  // In kilobytes.
  return { ms, peakMb: process.resourceUsage().maxRSS / 1024, fileMb: bytes.length / 2 ** 20 };
}

function bare(template: Uint8Array, values: object): Uint8Array {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  document.render(values);
  return document.toUint8Array();
}

const { values } = parseArgs({ options: { only: { type: 'string' }, households: { type: 'string' } } });
const count = Number(values.households ?? HOUSEHOLDS);
if (values.only) process.stdout.write(JSON.stringify(await measured(values.only, count)));
else {
  const run = (only: string): Measured =>
    JSON.parse(
      execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), '--only', only, '--households', String(count)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }).toString(),
    ) as Measured;
  const [ours, peer] = [run('ours'), run('bare')];
  const peerName = 'docxtemplater 3.71 filling it with as many copies of one';
  save([
    entry(`certificates of a commune of ${count} households in one .docx, CPU`, 'ms', ours.ms, peerName, peer.ms),
    entry(`certificates of a commune of ${count} households, peak memory`, 'MB', ours.peakMb, peerName, peer.peakMb),
    entry(`certificates of a commune of ${count} households, the file`, 'MB', ours.fileMb, peerName, peer.fileMb),
  ]);
}
