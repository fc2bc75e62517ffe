/** People and devices of the demo: real keys that live as long as the day is played, real chains of signed events. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Actor } from '@liangma/shared/access/authorise';
import { type Role, standingPost } from '@liangma/shared/access/post';
import type { DeviceReport } from '@liangma/shared/devices/device-report';
import { assert } from '@liangma/shared/kernel/assert';
import { fromBase64Url, fromHex, toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import type { Signer } from '@liangma/shared/kernel/cose';
import { deviceIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { deviceIdOf, sealEvent } from '@liangma/shared/protocol/envelope';
import type { EventType } from '@liangma/shared/protocol/event';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import { decodeClaims } from '@liangma/shared/task-code/claims';
import { parseContainer } from '@liangma/shared/task-code/container';
import { liveText } from '@liangma/shared/task-code/issue';
import { bytesOfText } from '@liangma/shared/task-code/text';
import type { IssuedTask, Task } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { ed25519Signer } from './adapters/crypto/signatures.ts';
import type { Deps } from './deps.ts';
import { keepReport } from './devices/device-reports.ts';
import { enrolDevice, newDevice } from './devices/devices.ts';
import { pushEvents } from './events/push.ts';

export interface SiteEvent {
  readonly type: EventType;
  readonly data: unknown;
}

export const person = (account: string, name: string, role: Role, { agency }: Pick<Task, 'agency'>): Actor => ({
  account,
  name,
  posts: [standingPost(role, { agency, region: '620623' })],
  officer: null,
  region: '620623',
  demo: true,
  agency: { id: agency.id, name: agency.name },
});

export interface DemoDevice {
  readonly id: string;
  readonly signer: Signer;
  /** Returns the head of its chain. */
  push(deps: Deps, at: number, reported: SiteEvent, task: Pick<Task, 'id' | 'rev'>): Promise<DeviceReport['head']>;
}

/** Returns the device of the first officer. */
export async function officerPhone(deps: Deps, task: Pick<Task, 'agency' | 'officers'>): Promise<DemoDevice> {
  const { key, ...made } = await makeKey(deps);
  const officer = task.officers[0]?.id ?? null;
  const actor = { ...person(`demo-${officer}`, task.officers[0]?.name ?? '', 'inspector', task), officer };
  const enrolled = await enrolDevice(deps, actor, key);
  assert(enrolled.ok, 'a fresh key can be enrolled');
  const { push, ...phone } = speaking(made, enrolled.value);
  return {
    ...phone,
    async push(...given) {
      const head = await push(...given);
      await keepReport(given[0], actor.account, reportOf(phone.id, given[0].clock.now(), head), PROTOCOL_VERSION);
      return head;
    },
  };
}

export async function shopBrowser(deps: Deps): Promise<DemoDevice> {
  const { key, ...made } = await makeKey(deps);
  return speaking(made, newDevice(made.id, key, deps.clock.now()));
}

/** The live code as the phone of an officer of the task shows it at that moment. */
export async function shownCode(deps: Deps, task: IssuedTask, at: number): Promise<string> {
  const officer = task.officers[0]?.id ?? '';
  const feed = await deps.store.read((tx) => tx.tasks.feed(officer, {}, Number.MAX_SAFE_INTEGER));
  const live = feed.find(({ id }) => id === task.id)?.live;
  const bytes = live && bytesOfText(live.code);
  const payload = bytes && parseContainer(bytes)?.payload;
  const claims = payload && decodeClaims(payload);
  assert(live && claims, 'a code that the server signed can be shown live');
  return liveText(live.code, claims, live.seed, Math.floor(at / 1000), deps.signatures.sha256);
}

const reportOf = (device: string, at: number, head: DeviceReport['head']): DeviceReport => ({
  device: v.parse(deviceIdSchema, device),
  at,
  head,
  pending: 0,
  waiting: 0,
  parked: 0,
  failing: [],
  failures: {},
  skew: 0,
  app: 'demo',
  storage: null,
  persisted: true,
  evicted: null,
});

async function makeKey({ signatures }: Deps) {
  const pair = generateKeyPairSync('ed25519');
  const key = fromBase64Url(pair.publicKey.export({ format: 'jwk' }).x ?? '');
  const id = key && (await deviceIdOf(key, signatures.sha256));
  assert(key && id !== undefined, 'a fresh key is strong');
  return { key, id, signer: ed25519Signer(fromHex(id) as Uint8Array, pair.privateKey) };
}

function speaking(
  { id: device, signer }: Omit<Awaited<ReturnType<typeof makeKey>>, 'key'>,
  sender: Parameters<typeof pushEvents>[1],
): DemoDevice {
  let seq = 0;
  let prev = '';
  return {
    id: device,
    signer,
    async push(deps, at, { type, data }, task) {
      seq += 1;
      const event = {
        id: uuidV7(at, randomBytes(10)),
        device,
        seq,
        prev,
        type,
        task: task.id,
        taskRev: task.rev,
        at,
        data,
      };
      const envelope = await sealEvent(signer, event);
      prev = toHex(await deps.signatures.sha256(envelope));
      const row = {
        id: event.id,
        device,
        seq,
        type,
        task: task.id,
        at,
        envelope: toBase64Url(envelope),
        sync: { state: 'pending' },
      };
      const { rows } = await pushEvents(deps, sender, [{ newDocumentState: row }]);
      const kept = rows[0];
      assert(
        kept?.sync.state === 'accepted',
        `the demo's own event is accepted: ${type} ${JSON.stringify(kept?.sync)}`,
      );
      return { seq, hash: prev };
    },
  };
}
