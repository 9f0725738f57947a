/** A quorum as fields of the meeting's act, whose values are plain. What the act does not have was not asked for. */
import { isAttending, type Quorum } from '../review/quorum.ts';
import type { ActData } from './acts.ts';

type QuorumCells = Pick<ActData<'met'>, 'quorumPeople' | 'quorumShare' | 'quorumKinds'>;

/** The act with this quorum alone: a request cannot bring its own. */
export function withQuorum(data: ActData<'met'>, quorum: Quorum): ActData<'met'> {
  const { quorumPeople: _people, quorumShare: _share, quorumKinds: _kinds, ...own } = data;
  return { ...own, ...quorumCells(quorum) };
}

export const quorumCells = ({ people, share, kinds = [] }: Quorum): QuorumCells => ({
  ...(people !== undefined && { quorumPeople: people }),
  ...(share !== undefined && { quorumShare: share }),
  ...(kinds.length > 0 && { quorumKinds: kinds.join(' ') }),
});

export function quorumOf({ quorumPeople: people, quorumShare: share, quorumKinds = '' }: QuorumCells): Quorum {
  const kinds = quorumKinds.split(' ').filter(isAttending);
  return {
    ...(people !== undefined && { people }),
    ...(share !== undefined && { share }),
    ...(kinds.length > 0 && { kinds }),
  };
}
