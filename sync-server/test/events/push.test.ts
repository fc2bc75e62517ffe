/** A row that the server cannot judge takes no other with it, and is not answered for. */

import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Store } from '../../src/ports/store.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

const NOBODYS = '019ab3a0-9999-7abc-8def-0123456789ab';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** A database that fails where one event is to be written. */
const failingOn = (store: Store, poison: () => unknown): Store => ({
  kind: store.kind,
  epoch: store.epoch,
  read: (work) => store.read(work),
  close: () => store.close(),
  probe: (now) => store.probe(now),
  refreshStatistics: () => store.refreshStatistics(),
  write: (work) =>
    store.write((tx) =>
      work({
        ...tx,
        events: {
          ...tx.events,
          save: async (event) => {
            if (event.id === poison()) throw new Error('broken on purpose');
            return tx.events.save(event);
          },
        },
      }),
    ),
});

async function push(store: Store, device: TestDevice, rows: Record<string, unknown>[]) {
  const headers = { 'content-type': 'application/json', 'x-liangma-device-key': device.publicKey };
  const init = { method: 'POST', headers, body: JSON.stringify(pushBody(...rows)) };
  const response = await createApp({ ...server.deps, store }).request('/api/sync/events/push', init);
  return { status: response.status, body: (await response.json()) as { id: string; sync: { state: string } }[] };
}

const states = (rows: { sync: { state: string } }[]) => rows.map(({ sync }) => sync.state);

/** Enrolled: of a key that is enrolled to nobody nothing is kept that is refused. */
async function anOfficersDevice(): Promise<TestDevice> {
  const device = aDevice();
  const inspector = await server.as('wangjianguo');
  await inspector.post('/api/devices', { publicKey: device.publicKey });
  return device;
}

test('a row that throws comes back as pending among the outcomes of the others, and is accepted later', async () => {
  const device = await anOfficersDevice();
  const rows: Record<string, unknown>[] = [];
  for (let i = 0; i < 4; i++) rows.push(await device.event('inspection-started', NOBODYS, {}, NINE_O_CLOCK + i));
  let poison: unknown = rows[1]?.id;
  const store = failingOn(server.deps.store, () => poison);
  const { status, body } = await push(store, device, rows);
  expect(status).toBe(200);
  expect(body.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  expect(states(body)[1]).toBe('pending');
  expect(states(body).filter((state) => state === 'pending')).toHaveLength(1);
  expect((await server.deps.store.read((tx) => tx.events.hashes('6206', [rows[1]?.id as string]))).size).toBe(0);
  poison = undefined;
  expect(states((await push(store, device, rows)).body)).not.toContain('pending');
});

test('a push whose only row throws is a server error, and nothing is applied', async () => {
  const device = await anOfficersDevice();
  const row = await device.event('inspection-started', NOBODYS, {}, NINE_O_CLOCK);
  const { status } = await push(
    failingOn(server.deps.store, () => row.id),
    device,
    [row],
  );
  expect(status).toBe(500);
});
