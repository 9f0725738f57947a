/** Papers and templates through a real server: of a village and of the commune, by right, by number, with the lists they rest on. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readActs } from '../../src/lib/process/act-rows.ts';
import type { Act } from '../../src/lib/process/acts.ts';
import { shippedTemplate } from '../../src/lib/papers/templates/templates.ts';
import { roomName, type Person } from '../../src/lib/review/people.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerTo } from '../rooms/writer.ts';
import { CommuneRounds } from './commune-rounds.ts';
import { PapersNow } from './papers-now.ts';
import { byHeader, HIEU, LAN, ROOM, TestLog, testServer, VIET, type TestServer } from '../testing.ts';

const REVIEW = 'nong-thuong-2023';
const OTHER = 'nong-thuong-2023-thang-3';
const COMMUNE = roomName(REVIEW, null);
const OTHER_COMMUNE = roomName(OTHER, null);
const ROOM_4 = roomName(REVIEW, 'thon-4');
const UPPER: Person = { id: 'so', name: 'Sở', role: 'upper', review: '', villages: 'all', reviews: [REVIEW] };

/** Two rounds of one commune; its officer works in both. */
const signIn: typeof byHeader = {
  ...byHeader,
  whoIs: async (request) => {
    if (request.headers['x-person'] === UPPER.id) return UPPER;
    const person = await byHeader.whoIs(request);
    return person && { ...person, alongside: [OTHER] };
  },
  roundsOf: async () => [REVIEW, OTHER].map((review) => ({ review, year: 2023, aside: false })),
};

let log: TestLog;
let server: TestServer;
const write = (room: string, cells: Record<string, Record<string, string | number>>): Promise<void> =>
  writerTo(
    log,
    { id: VIET, name: VIET },
    'thử',
  )(room, (list) =>
    list.write(Object.entries(cells).flatMap(([row, fields]) => Object.entries(fields).map(([field, value]) => ({ row, field, value })))),
  );
const HOUSEHOLD = { sheet: 'list01', code: 'T3-01', head: 'Hà Văn Dũng', size: 4, lastYear: 'Hộ nghèo', b1: 120, i1: 'x', c1: 'x' };
beforeEach(async () => {
  log = new TestLog();
  const villages = { 'v:thon-3': { name: 'Thôn 3', area: 'Nông thôn' }, 'v:thon-4': { name: 'Thôn 4', area: 'Nông thôn' } };
  await write(COMMUNE, { round: { unit: 'Xã Nông Thượng', year: 2023 }, ...villages });
  await write(OTHER_COMMUNE, { round: { unit: 'Xã Nông Thượng', year: 2023 }, ...villages });
  await write(ROOM, { 'h:1': HOUSEHOLD });
  await write(ROOM_4, { 'h:2': { ...HOUSEHOLD, code: 'T4-01', head: 'Lường Văn Páo' } });
  server = await testServer({ log, signIn, idleMs: 20 });
});
afterEach(() => server.close());

async function ask(
  person: string,
  path: string,
  body?: object | Uint8Array,
): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', 'x-person': person },
    ...(body && { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}
const PAPER = { paper: 'decision', day: '2023-11-10', number: 5, signer: 'Hoàng Văn An' };
const make = (data: object, room: string, person = VIET): ReturnType<typeof ask> =>
  ask(person, `/api/acts/${room}`, { kind: 'paper', data });
const undo = (of: string, room: string): ReturnType<typeof ask> =>
  ask(VIET, `/api/acts/${room}`, { kind: 'undone', data: { of, text: 'Sai' } });
const acts = (room = COMMUNE): Promise<Act[]> => readRoom(log, room, readActs);
const codes = ({ body }: Awaited<ReturnType<typeof ask>>): string[] => ((body.needs ?? []) as { code: string }[]).map(({ code }) => code);
const DONE = { status: 200, body: { kind: 'done' } };
const papersOf = async (room = COMMUNE): Promise<{ changed: boolean; where: string[]; undone: boolean; act: Act }[]> =>
  (await ask(LAN, `/api/papers/${room}`)).body.papers;

describe('a paper of the commune', () => {
  it('is recorded in its own room, with its role and the lists of all villages', async () => {
    expect(await make(PAPER, COMMUNE)).toEqual(DONE);
    const [act] = await acts();
    expect(act).toMatchObject({
      id: 'act:000001',
      kind: 'paper',
      village: '',
      by: VIET,
      role: 'commune',
      data: { number: 5, paper: 'decision' },
    });
    expect(act?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(act?.kind === 'paper' && act.data.lists).toMatch(/^thon-3 [0-9a-f]{16}\nthon-4 [0-9a-f]{16}$/);
  });

  it('is made by those who record the steps, and is the only thing about the whole commune', async () => {
    for (const person of [LAN, HIEU, UPPER.id]) expect([person, (await make(PAPER, COMMUNE, person)).status]).toEqual([person, 403]);
    expect((await ask(VIET, `/api/acts/${COMMUNE}`, { kind: 'reviewed', data: {} })).status).toBe(403);
    expect(codes(await make({ paper: 'minutes', day: '2023-11-10' }, COMMUNE))).toEqual(['other-place']);
    expect(codes(await make(PAPER, ROOM))).toEqual(['other-place']);
    expect(await acts()).toEqual([]);
  });

  it('keeps long texts, and refuses what is none', async () => {
    const texts = JSON.stringify({ 'căn cứ': 'Căn cứ Luật Tổ chức chính quyền địa phương; '.repeat(900) });
    expect(await make({ ...PAPER, texts }, COMMUNE)).toEqual(DONE);
    expect((await acts())[0]?.data).toMatchObject({ texts });
    expect((await make({ ...PAPER, number: 6, texts: '["a"]' }, COMMUNE)).status).toBe(400);
    expect((await make({ ...PAPER, number: 6, texts: 'x'.repeat(50_001) }, COMMUNE)).status).toBe(400);
  });

  it('does not disturb where a village stands', async () => {
    await make(PAPER, COMMUNE);
    expect(await ask(VIET, `/api/acts/${ROOM}`, { kind: 'reviewed', data: {} })).toEqual(DONE);
    expect(await make({ paper: 'minutes', day: '2023-11-10' }, ROOM)).toEqual(DONE);
    // The closed review is still the last step, so it can be taken back.
    expect(await undo('act:000002', ROOM)).toEqual(DONE);
    expect(await undo('act:000003', ROOM)).toEqual(DONE);
    expect(codes(await undo('act:000001', ROOM))).toEqual(['no-act']);
    expect(await undo('act:000001', COMMUNE)).toEqual(DONE);
    expect(codes(await undo('act:000001', COMMUNE))).toEqual(['no-act']);
  });
});

describe('a number', () => {
  it('is used once in a year by the rounds of a commune, and is free again when it was taken back', async () => {
    await make(PAPER, COMMUNE);
    const again = await make({ ...PAPER, paper: 'livingDecision' }, OTHER_COMMUNE);
    expect(codes(again)).toEqual(['number-used']);
    expect(again.body.needs[0].text).toContain('Quyết định công nhận, ngày 10/11/2023');
    expect((await ask(LAN, `/api/papers/${OTHER_COMMUNE}`)).body.numbers).toEqual([{ symbol: 'QĐ-UBND', year: 2023, next: 6 }]);
    await undo('act:000001', COMMUNE);
    expect(await make({ ...PAPER, paper: 'livingDecision' }, OTHER_COMMUNE)).toEqual(DONE);
  });

  it('asked for by two rounds at the same moment is given to one', async () => {
    const both = await Promise.all([make(PAPER, COMMUNE), make(PAPER, OTHER_COMMUNE)]);
    expect(both.map(({ body }) => body.kind).sort()).toEqual(['done', 'missing']);
    expect((await acts()).length + (await acts(OTHER_COMMUNE)).length).toBe(1);
  });
});

describe('the papers of a round', () => {
  it('say whose list has changed since', async () => {
    await make({ paper: 'minutes', day: '2023-11-10' }, ROOM);
    await make(PAPER, COMMUNE);
    expect((await papersOf()).map(({ changed }) => changed)).toEqual([false, false]);
    await write(ROOM_4, { 'h:2': { b1: 130 } });
    expect((await papersOf()).map(({ where }) => where)).toEqual([[], ['thon-4']]);
    await write(ROOM, { 'h:1': { b1: 130 } });
    expect((await papersOf()).map(({ where }) => where)).toEqual([['thon-3'], ['thon-3', 'thon-4']]);
    await undo('act:000001', ROOM);
    expect((await papersOf()).map(({ undone, changed }) => [undone, changed])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('are opened with the lists as they were', async () => {
    await make(PAPER, COMMUNE);
    await write(ROOM, { 'h:1': { head: 'Người khác' } });
    const frozen = await ask(VIET, `/api/frozen/${COMMUNE}?act=act:000001`);
    expect(frozen.body.kind).toBe('list');
    expect((frozen.body.data.households as { cells: { head: string } }[]).map(({ cells }) => cells.head)).toEqual([
      'Hà Văn Dũng',
      'Lường Văn Páo',
    ]);
    expect((frozen.body.data.villages as unknown[]).length).toBe(2);
    for (const person of [LAN, UPPER.id]) expect((await ask(person, `/api/frozen/${COMMUNE}?act=act:000001`)).status).toBe(403);
    expect((await ask(VIET, `/api/frozen/${COMMUNE}?act=act:000009`)).status).toBe(404);
  });

  it('of a village are opened with its list as it was', async () => {
    await make({ paper: 'minutes', day: '2023-11-10' }, ROOM);
    await write(ROOM, { 'h:1': { head: 'Người khác' } });
    expect((await ask(VIET, `/api/frozen/${ROOM}?act=act:000001`)).body).toMatchObject({
      kind: 'list',
      data: { households: [{ cells: { head: 'Hà Văn Dũng' } }] },
    });
  });
});

describe('hashes of lists', () => {
  it('are read again only for lists that were written', async () => {
    const papers = new PapersNow(log, new CommuneRounds(log, async () => []));
    await make(PAPER, COMMUNE);
    await papers.read(REVIEW);
    await papers.read(REVIEW);
    expect(papers.reads).toBe(2);
    await write(ROOM_4, { 'h:2': { b1: 130 } });
    await papers.read(REVIEW);
    expect(papers.reads).toBe(3);
  });
});

describe('templates of the commune', () => {
  const put = (bytes: Uint8Array, { room = COMMUNE, person = VIET, paper = 'minutes', seen = 0 } = {}): ReturnType<typeof ask> =>
    ask(person, `/api/paper-template/${room}?${new URLSearchParams({ paper, name: 'Biên bản của xã.docx', seen: String(seen) })}`, bytes);
  const withdraw = (paper: string, seen: number, person = VIET): ReturnType<typeof ask> =>
    ask(person, `/api/paper-template-withdrawn/${OTHER_COMMUNE}`, { paper, seen });
  const again = (id: number, seen: number, person = VIET): ReturnType<typeof ask> =>
    ask(person, `/api/paper-template-again/${COMMUNE}`, { id, seen });
  const bytesOf = async (sha: string): Promise<Uint8Array> =>
    new Uint8Array(
      await (
        await fetch(`http://127.0.0.1:${server.port}/api/paper-template/${COMMUNE}?sha=${sha}`, { headers: { 'x-person': VIET } })
      ).arrayBuffer(),
    );
  interface Version {
    id: number;
    sha: string;
    size: number;
    withdrawn: { by: string } | null;
  }
  const versions = async (person = VIET): Promise<Version[]> =>
    ((await ask(person, `/api/paper-templates/${COMMUNE}`)).body as { versions: Version[] }).versions;
  /** Ours with another title. */
  const changed = async (paper: 'minutes' | 'weekly', from: string, to: string): Promise<Uint8Array> => {
    const parts = unzipSync(await shippedTemplate(paper));
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain(from);
    return zipSync({ ...parts, 'word/document.xml': strToU8(xml.replace(from, to)) });
  };

  it('are put, kept with who and when, fetched by their hash, and withdrawn; all rounds share them', async () => {
    const ours = await shippedTemplate('minutes');
    const { status, body } = await put(ours);
    expect([status, body.versions]).toEqual([
      200,
      [
        expect.objectContaining({
          paper: 'minutes',
          name: 'Biên bản của xã.docx',
          by: VIET,
          withdrawn: null,
          at: expect.any(Number) as number,
        }),
      ],
    ]);
    const sha = body.versions[0].sha as string;
    expect((await bytesOf(sha)).length).toBe(body.versions[0].size);
    expect((await ask(VIET, `/api/paper-templates/${OTHER_COMMUNE}`)).body.versions).toHaveLength(1);
    expect((await put(await changed('minutes', 'BIÊN BẢN', 'BIÊN BẢN HỌP'), { seen: 1 })).body.versions).toHaveLength(2);
    const withdrawn = await withdraw('minutes', 2);
    expect((withdrawn.body.versions as Version[]).map((each) => each.withdrawn?.by)).toEqual([VIET, VIET]);
    expect((await withdraw('minutes', 0)).status).toBe(409);
    // A paper can be made again with the version that made it.
    expect(await make({ paper: 'minutes', day: '2023-11-10', template: sha }, ROOM)).toEqual(DONE);
    expect(codes(await make({ paper: 'minutes', day: '2023-11-10', template: 'a'.repeat(64) }, ROOM))).toEqual(['no-template']);
    expect(codes(await make({ ...PAPER, template: sha }, COMMUNE))).toEqual(['no-template']);
  });

  it('are not replaced unseen: who comes second is told who came first, and nothing is changed', async () => {
    const [first, second] = [await shippedTemplate('minutes'), await changed('minutes', 'BIÊN BẢN', 'BIÊN BẢN HỌP')];
    await put(first);
    const late = await put(second);
    expect([late.status, late.body.code]).toEqual([409, 'template-changed']);
    expect(late.body.error).toContain(`${VIET} đã đưa vào dùng mẫu “Biên bản của xã.docx”`);
    expect(await versions()).toHaveLength(1);
    expect((await put(second, { seen: 1 })).status).toBe(200);
    // Another paper has its own.
    expect((await put(await shippedTemplate('weekly'), { paper: 'weekly' })).status).toBe(200);
    expect([(await withdraw('minutes', 1)).body.code, (await again(1, 1)).body.code]).toEqual(['template-changed', 'template-changed']);
    expect((await withdraw('minutes', 2)).status).toBe(200);
    const after = await put(first, { seen: 2 });
    expect(after.body.error).toContain(`${VIET} đã cho văn bản này dùng lại mẫu có sẵn`);
  });

  it('of earlier are used again as a new version: none is lost, and a file is kept once', async () => {
    await put(await shippedTemplate('minutes'));
    await put(await changed('minutes', 'BIÊN BẢN', 'BIÊN BẢN HỌP'), { seen: 1 });
    expect((await again(1, 2)).status).toBe(200);
    const [last, , first] = await versions();
    expect([last?.id, last?.withdrawn, last?.sha]).toEqual([3, null, first?.sha]);
    expect((await again(9, 3)).status).toBe(404);
    expect((await again(1, 3, LAN)).status).toBe(403);
  });

  it('are read by who reads the records of that commune, and changed by its officers', async () => {
    const ours = await shippedTemplate('minutes');
    const [{ sha }] = (await put(ours)).body.versions as [Version];
    for (const person of [LAN, HIEU, UPPER.id]) {
      expect([person, (await put(ours, { person, seen: 1 })).status]).toEqual([person, 403]);
      expect([person, (await withdraw('minutes', 1, person)).status]).toEqual([person, 403]);
      expect([person, await versions(person)]).toEqual([person, [expect.objectContaining({ sha })]]);
    }
    expect((await put(ours, { room: 'xa-khac-2023.xa' })).status).toBe(403);
    expect((await ask(LAN, '/api/paper-templates/xa-khac-2023.xa')).status).toBe(403);
  });

  it('are refused with what is wrong, by its place: too large, no Word file, a macro, a loop without an end, a field of another paper', async () => {
    expect((await put(new Uint8Array(2 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await put(strToU8('Không phải'))).body).toMatchObject({ code: 'template-wrong' });
    expect((await put(zipSync({ 'word/document.xml': strToU8('<a/>'), 'word/vbaProject.bin': strToU8('x') }))).body.error).toContain(
      'macro',
    );
    expect((await put(await changed('minutes', 'BIÊN BẢN', '{#hộ}'))).body.error).toMatch(
      /^Thân văn bản, đoạn 1, chỗ “\{#hộ\}”: Phần \{#hộ\} chưa có chỗ kết thúc/,
    );
    expect((await put(await changed('minutes', 'BIÊN BẢN', '{tiến độ}'))).body).toMatchObject({
      code: 'template-wrong',
      error: expect.stringContaining('Thân văn bản, đoạn 1, chỗ “{tiến độ}”: văn bản này không có trường {tiến độ}.') as string,
    });
    expect((await put(await shippedTemplate('minutes'), { paper: 'khac' })).status).toBe(400);
    expect(await versions()).toEqual([]);
  });
});
