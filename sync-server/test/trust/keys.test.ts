/** Keys as they change under a running server, seen through its API. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { SUITES } from '@liangma/shared/kernel/public-key';
import { openPhotoReceipt } from '@liangma/shared/photos/photo-receipt';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import { parseContainer } from '@liangma/shared/task-code/container';
import { bytesOfText } from '@liangma/shared/task-code/text';
import { openTrust, unpackTrust } from '@liangma/shared/trust/trust';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterEach, describe, expect, test } from 'vitest';
import { aPhoto, aReference } from '../../../shared/test/builders.ts';
import { nodeSignatures } from '../../src/adapters/crypto/signatures.ts';
import { type Creation, compromiseKey, createKey, rotateKeys } from '../../src/adapters/keys/edit-keys.ts';
import { keyFolder } from '../../src/adapters/keys/key-folder.ts';
import { appendToUpload, beginUpload } from '../../src/photos/photos.ts';
import { applicationFor } from '../application.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
afterEach(() => server.stop());

const { verify, sha256 } = nodeSignatures();
const folder = () => ({ path: keyFolder(server.folder), sealer: undefined, now: server.clock.at / 1000 });
const creation: Creation = {
  role: 'issuing',
  suite: 'eddsa',
  agencyPrefix: '',
  replaceRoot: false,
  validFrom: undefined,
  validDays: undefined,
};
const create = (changes: Partial<Creation>) => createKey(folder(), { ...creation, ...changes });

/** Applies for the n-th food business that the search finds. */
async function applied(n: number, window = { from: NINE_O_CLOCK + HOUR, to: NINE_O_CLOCK + 5 * HOUR }) {
  const clerk = await server.as('lichunmei');
  const { body: found } = await clerk.get(`/api/registry/enterprises?q=${encodeURIComponent('食品')}`);
  const changes = {
    enterprise: found.enterprises[n].id,
    type: 'case',
    source: 'complaint',
    reference: aReference(),
    reasons: { 'DUP-1': '投诉事项只属本机关职责，无法合并检查。' },
    matters: ['M901'],
    window,
  };
  const application = { ...(await applicationFor(clerk)), ...changes };
  const { body } = await clerk.post('/api/tasks', { application });
  expect(body).toMatchObject({ task: { state: 'applied' } });
  return body.task as { id: string; rev: number };
}

async function approve({ id, rev }: { id: string; rev: number }) {
  const head = await server.as('mayongcheng');
  return head.post(`/api/tasks/${id}/approve`, { rev });
}

/** Approves a task and returns its code with the id of the key that signed it. */
async function issue(n: number) {
  const { body } = await approve(await applied(n));
  const bytes = bytesOfText(body.task.code) as Uint8Array;
  return {
    ...(body.task as { id: string; rev: number; code: string }),
    kid: toHex(parseContainer(bytes)?.kid as Uint8Array),
  };
}

const judged = async ({ code }: { code: string }) => {
  const { body } = await server.anonymous.post('/api/codes/verify', { text: code });
  return [body.verdict, ...body.reasons];
};
const open = async (receipt: Uint8Array) => receiptOpener((await published()).keys, verify, sha256)(receipt);
const published = async () => {
  const { body } = await server.anonymous.get('/.well-known/liangma/trust');
  const files = unpackTrust(body as Uint8Array);
  const trust = files && (await openTrust(files, server.deps.keys.root, verify));
  if (!trust?.ok) throw new Error('the trust files do not hold');
  return trust.value;
};

describe.each(SUITES)('an inspection under keys of %s', (suite) => {
  test('an inspection is applied for, approved, verified, receipted and withdrawn', async () => {
    server = await startServer({ suite });
    const task = await issue(0);
    server.clock.at = NINE_O_CLOCK + HOUR;
    expect(await judged(task)).toEqual(['genuine']);
    expect(parseContainer(bytesOfText(task.code) as Uint8Array)?.alg).toBe(ALGORITHM[suite]);
    expect(await judged({ code: task.code.slice(0, -1) + ((Number(task.code.at(-1)) + 1) % 10) })).not.toContain(
      'genuine',
    );
    const device = aDevice();
    const scan = { code: task.code, verdict: 'genuine', channel: 'link' };
    const { body } = await server.anonymous.post(
      '/api/sync/events/push',
      pushBody(await device.event('scan', task.id, scan, server.clock.at)),
      { 'x-liangma-device-key': device.publicKey },
    );
    const receipt = fromBase64Url(body[0].sync.receipt) as Uint8Array;
    expect(await open(receipt)).toMatchObject({ receivedAt: server.clock.at });
    const head = await server.as('mayongcheng');
    const { body: now } = await head.get(`/api/tasks/${task.id}`);
    const withdrawn = await head.post(`/api/tasks/${task.id}/withdraw`, {
      rev: now.task.rev,
      reason: '企业停业整修，情况有变化',
    });
    expect(withdrawn.status).toBe(200);
    expect(await judged(task)).toEqual(['refuse', 'withdrawn']);
  });
});

describe('rotation', () => {
  test('codes of the old and new key verify without a restart, and then the old key signs nothing', async () => {
    server = await startServer();
    const before = await issue(0);
    const rotated = rotateKeys(folder(), {
      roles: ['issuing'],
      suite: undefined,
      overlapDays: 1,
      validDays: undefined,
    });
    expect(rotated.ok).toBe(true);
    server.clock.at += 1000;
    const after = await issue(1);
    expect(after.kid).not.toBe(before.kid);
    server.clock.at = NINE_O_CLOCK + HOUR;
    expect(await judged(before)).toEqual(['genuine']);
    expect(await judged(after)).toEqual(['genuine']);
    expect((await published()).keys.keys.map(({ kid }) => toHex(kid))).toEqual(
      expect.arrayContaining([before.kid, after.kid]),
    );
    const began = {
      notBefore: server.deps.keys.keys.map((key) => key.validFrom).sort()[0] as number,
      expires: NINE_O_CLOCK / 1000,
    };
    expect(toHex(server.deps.keys.signerFor('codes', '', began).kid)).toBe(before.kid);
    server.clock.at = NINE_O_CLOCK + DAY;
    expect(() => server.deps.keys.signerFor('codes', '', began)).toThrow('no valid key');
  });

  test('a rotation to SM2 leaves the codes of Ed25519 valid', async () => {
    server = await startServer();
    const before = await issue(0);
    rotateKeys(folder(), { roles: ['issuing', 'receipts'], suite: 'sm2', overlapDays: 1, validDays: undefined });
    server.clock.at += 1000;
    const after = await issue(1);
    server.clock.at = NINE_O_CLOCK + HOUR;
    expect(parseContainer(bytesOfText(after.code) as Uint8Array)?.alg).toBe(ALGORITHM.sm2);
    expect([await judged(before), await judged(after)]).toEqual([['genuine'], ['genuine']]);
  });
});

describe('a compromise', () => {
  test('codes of a compromised key are rejected from its date on, and codes signed anew are genuine', async () => {
    server = await startServer();
    const before = await issue(0);
    server.clock.at = NINE_O_CLOCK + HOUR;
    expect(await judged(before)).toEqual(['genuine']);
    const files = await published();
    expect(compromiseKey(folder(), before.kid, server.clock.at / 1000 + 600).ok).toBe(true);
    server.clock.at += 1000;
    expect(await judged(before)).toEqual(['genuine']);
    server.clock.at = NINE_O_CLOCK + HOUR + 600_000;
    expect(await judged(before)).toEqual(['refuse', 'key-not-valid-then']);
    const after = await issue(1);
    expect(after.kid).not.toBe(before.kid);
    expect(await judged(after)).toEqual(['genuine']);
    const now = await published();
    expect(now.keys.keys.find(({ kid }) => toHex(kid) === before.kid)?.compromisedAt).toBe(
      (NINE_O_CLOCK + HOUR) / 1000 + 600,
    );
    expect(files.keys.keys).toHaveLength(2);
    expect(now.keys.keys).toHaveLength(3);
  });
});

describe('a compromised receipt key', () => {
  /** From half an hour before what was accepted. */
  const compromise = async () => {
    const key = (await published()).keys.keys.find(({ uses }) => uses.includes('receipts'));
    const at = (NINE_O_CLOCK + HOUR / 2) / 1000;
    expect(compromiseKey(folder(), toHex(key?.kid ?? new Uint8Array()), at).ok).toBe(true);
    server.clock.at += 2000;
  };

  test('[SYNC-1] a repeated event gets a new valid receipt, and the same one from then on', async () => {
    server = await startServer();
    const task = await issue(0);
    server.clock.at = NINE_O_CLOCK + HOUR;
    const device = aDevice();
    const scan = { code: task.code, verdict: 'genuine', channel: 'link' };
    const body = pushBody(await device.event('scan', task.id, scan, server.clock.at));
    const push = async (): Promise<string> => {
      const reply = await server.anonymous.post('/api/sync/events/push', body, {
        'x-liangma-device-key': device.publicKey,
      });
      expect(reply.body[0].sync.state).toBe('accepted');
      return reply.body[0].sync.receipt;
    };
    const isBelieved = async (receipt: string) => (await open(fromBase64Url(receipt) as Uint8Array)) !== undefined;
    const first = await push();
    expect(await push()).toBe(first);
    await compromise();
    expect(await isBelieved(first)).toBe(false);
    const renewed = await push();
    expect(await isBelieved(renewed)).toBe(true);
    const signedAt = server.clock.at;
    server.clock.at += 2000;
    expect(await push()).toBe(renewed);
    // Supervisors are shown when the event came, and when that receipt was signed.
    const { steps } = (await (await server.as('zhangwei')).get(`/api/tasks/${task.id}/trace`)).body;
    const receivedAt = NINE_O_CLOCK + HOUR;
    expect((await open(fromBase64Url(renewed) as Uint8Array))?.receivedAt).toBe(signedAt);
    expect(steps.filter(({ receipt }: { receipt: string | null }) => receipt !== null)).toMatchObject([
      { step: 'scanned', receipt: renewed, receivedAt, renewedAt: signedAt },
    ]);
  });

  test('a repeated photo gets a new valid receipt', async () => {
    server = await startServer();
    server.clock.at = NINE_O_CLOCK + HOUR;
    const { deps } = server;
    const bytes = Uint8Array.of(0xff, 0xd8, 0xff);
    const hash = toHex(await deps.signatures.sha256(bytes));
    const photo = { ...aPhoto({ hash, size: bytes.length }), shard: '6206' };
    const { actor } = (await (await server.as('wangjianguo')).get('/api/session')).body;
    await beginUpload(deps, actor, photo);
    const parts = async function* () {
      yield bytes;
    };
    const taken = await appendToUpload(deps, actor, photo, 0, parts());
    const first = taken.ok ? taken.value.receipt : undefined;
    await compromise();
    const again = await beginUpload(deps, actor, photo);
    const { keys } = await published();
    expect(await openPhotoReceipt(first as Uint8Array, keys, verify)).toBeUndefined();
    expect(await openPhotoReceipt(again.receipt as Uint8Array, keys, verify)).toMatchObject({ hash });
    expect(await beginUpload(deps, actor, photo)).toEqual(again);
  });
});

describe('which agency', () => {
  test('a key of the agency signs its codes, a key of another agency never', async () => {
    server = await startServer();
    const county = create({ agencyPrefix: '620623' });
    create({ agencyPrefix: '620602' });
    if (!county.ok) throw new Error(county.error.code);
    server.clock.at += 1000;
    const task = await issue(0);
    expect(task.kid).toBe(toHex(county.value.kid));
    server.clock.at = NINE_O_CLOCK + HOUR;
    expect(await judged(task)).toEqual(['genuine']);
  });

  test('without a key for agency and window no code is issued, the answer says so, and a new key helps', async () => {
    server = await startServer();
    const keys = keyFolder(server.folder);
    for (const name of readdirSync(keys).filter((one) => one.startsWith('issuing'))) rmSync(join(keys, name));
    create({ validDays: 1 });
    server.clock.at += 1000;
    const task = await applied(0, { from: NINE_O_CLOCK + 3 * DAY, to: NINE_O_CLOCK + 3 * DAY + HOUR });
    const refused = await approve(task);
    expect(refused).toMatchObject({ status: 503, body: { code: 'no-signing-key' } });
    const clerk = await server.as('lichunmei');
    expect((await clerk.get(`/api/tasks/${task.id}`)).body.task).toMatchObject({ state: 'applied', rev: task.rev });
    create({});
    server.clock.at += 1000;
    expect(await approve(task)).toMatchObject({ status: 200, body: { task: { state: 'issued' } } });
  });
});
