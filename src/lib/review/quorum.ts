/** Who must attend a village's meeting for it to count. No plan that we have asks for one; a commune's copy may. */
import * as v from 'valibot';

/** Who attends, by the kinds that the minutes count (Phụ lục V Thông tư 07/2021/TT-BLĐTBXH). */
export const ATTENDING = [
  { key: 'committee', label: 'Ban Chỉ đạo rà soát cấp xã' },
  { key: 'bodies', label: 'Tổ chức Đảng, đoàn thể' },
  { key: 'front', label: 'Mặt trận Tổ quốc' },
  { key: 'reviewers', label: 'Rà soát viên' },
  { key: 'listed', label: 'Đại diện hộ có tên trong danh sách rà soát' },
  { key: 'others', label: 'Hộ dân khác' },
] as const;
export type Attending = (typeof ATTENDING)[number]['key'];

export const isAttending = (key: string): key is Attending => ATTENDING.some((kind) => kind.key === key);
export const attendingLabel = (key: Attending): string => ATTENDING.find((kind) => kind.key === key)?.label ?? key;

export const QuorumShape = v.object({
  /** People, at least. */
  people: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
  /** Percent of the households on the list that must be represented. */
  share: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(100))),
  /** Kinds of which at least one must be present. */
  kinds: v.optional(v.array(v.picklist(ATTENDING.map(({ key }) => key)))),
});
export type Quorum = v.InferOutput<typeof QuorumShape>;

/** What a quorum asks for, part by part; empty where it asks for nothing. */
export const quorumWords = ({ people, share, kinds = [] }: Quorum): string[] => [
  ...(people === undefined ? [] : [`ít nhất ${people} người dự`]),
  ...(share === undefined ? [] : [`ít nhất ${share} % số hộ trong danh sách có đại diện`]),
  ...kinds.map((kind) => `có ${attendingLabel(kind)}`),
];
