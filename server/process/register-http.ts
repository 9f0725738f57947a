/** Answers the register of a commune to those who may read it. */
import { REGISTER } from '../../src/lib/api/register.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { may, parseRoom } from '../../src/lib/review/people.ts';
import { answered, type Answered } from '../http/answering.ts';
import type { UpdateLog } from '../log/log.ts';
import type { CommuneRounds } from './commune-rounds.ts';
import { Registers } from './register-now.ts';

export function registerAnswers({
  log,
  inUse,
  rounds,
}: {
  log: UpdateLog;
  inUse: () => Promise<InUse>;
  rounds: CommuneRounds;
}): Answered[] {
  const registers = new Registers(log, inUse);
  return [
    answered(REGISTER.read, async ({ person, room }) => {
      const review = parseRoom(room)?.review ?? '';
      const at = (round: string) => ({ review: round, village: null });
      // A round put aside is in nobody's list of rounds; who may read the commune's register reads what was recognised in it.
      const readable = (await rounds.of(review)).filter((round) => round.aside || may(person, 'register', at(round.review)));
      // Without personal data, an unrecognised result could tell an income.
      const all = (round: string): boolean => may(person, 'readPersonal', at(round));
      return { rounds: await registers.read(readable, all) };
    }),
  ];
}
