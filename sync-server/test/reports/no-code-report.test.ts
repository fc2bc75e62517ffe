/** A report of an enterprise to whom no code was shown: an event without a task, on both stores. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { MINUTE } from '@liangma/shared/kernel/instant';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aNoCodeReport } from '../../../shared/test/builders.ts';
import { sha256 } from '../../../shared/test/keys.ts';
import { findDevice } from '../../src/ports/directory.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const AT = NINE_O_CLOCK;
const COUNTY = '620623';
type Row = Record<string, unknown>;

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('reports without a task on %s', (kind) => {
  let server: TestServer;
  let supervisor: Client;
  beforeAll(async () => {
    const databaseUrl = kind === 'postgres' ? await postgres.county('reports') : undefined;
    server = await startServer(databaseUrl ? { databaseUrl } : {});
    supervisor = await server.as('zhangwei');
  });
  afterAll(() => server.stop());

  const send = (phone: TestDevice, ...rows: Row[]) =>
    server.anonymous.post('/api/sync/events/push', pushBody(...rows), { 'x-liangma-device-key': phone.publicKey });
  const outcomes = async (phone: TestDevice, ...rows: Row[]): Promise<string[]> =>
    (await send(phone, ...rows)).body.map(
      ({ sync }: { sync: { state: string; code?: string } }) => sync.code ?? sync.state,
    );

  test('[SHOW-6] a report of an unknown browser is kept with a signed receipt and reaches the supervisors of its county', async () => {
    const phone = aDevice();
    const row = await phone.report(COUNTY, aNoCodeReport(), AT);
    const [{ sync }] = (await send(phone, row)).body;
    expect(sync.state).toBe('accepted');
    const open = receiptOpener((await server.deps.trust.opened()).keys, server.deps.signatures.verify, sha256);
    const receipt = await open(fromBase64Url(sync.receipt) as Uint8Array);
    expect(receipt).toMatchObject({
      shard: '6206',
      hash: await sha256(fromBase64Url(String(row.envelope)) as Uint8Array),
    });
    const { rows } = (await supervisor.get('/api/lists/alerts?code=no-code-reported')).body;
    expect(rows).toMatchObject([{ code: 'no-code-reported', rule: 'SHOW-6', task: '' }]);
    expect((await send(phone, row)).body[0].sync).toEqual(sync);
  });

  test('[SHOW-6] a county that the registry does not have is refused, keeps nothing and begins no shard', async () => {
    const phone = aDevice();
    expect(await outcomes(phone, await phone.report('999999', aNoCodeReport(), AT))).toEqual(['unknown-region']);
    const { device, shards } = await server.deps.store.read(async (tx) => ({
      device: await findDevice(tx, phone.id),
      shards: await tx.shards.all(),
    }));
    expect(device).toBeUndefined();
    expect([...shards.keys()]).not.toContain('9999');
  });

  test('[SHOW-6] the device of an officer makes no report', async () => {
    const inspector = await server.as('wangjianguo');
    const phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    const rows = pushBody(await phone.report(COUNTY, aNoCodeReport(), AT));
    const { body } = await inspector.post('/api/sync/events/push', rows);
    expect(body[0].sync).toMatchObject({ state: 'rejected', code: 'not-assigned' });
  });

  test('[SYNC-3] a report and the events of tasks are one chain: one that comes too early waits', async () => {
    const phone = aDevice();
    const first = await phone.report(COUNTY, aNoCodeReport(), AT);
    const second = await phone.report('620702', aNoCodeReport({ happened: ['other'] }), AT + MINUTE);
    expect(await outcomes(phone, second)).toEqual(['waiting']);
    expect(await outcomes(phone, first)).toEqual(['accepted']);
    expect(await outcomes(phone, second)).toEqual(['accepted']);
  });

  test('an envelope with both a task and a region, or with neither, is malformed', async () => {
    const phone = aDevice();
    const row = await phone.report(COUNTY, aNoCodeReport(), AT);
    const task = '019ab3a0-9999-7abc-8def-0123456789ab';
    expect(await outcomes(phone, { ...row, task })).toEqual(['malformed']);
    const { region: _, ...neither } = row;
    expect(await outcomes(phone, neither)).toEqual(['malformed']);
  });

  test('[SYNC-22] reports have an allowance a day and address, and the server says when to come back', async () => {
    const { strangerReportsPerDay } = server.deps.limits;
    const phone = aDevice();
    const row = await phone.report('999999', aNoCodeReport(), AT);
    let [sent, answer] = [0, await send(phone, row)];
    while (answer.status === 200 && sent++ < strangerReportsPerDay) answer = await send(phone, row);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
