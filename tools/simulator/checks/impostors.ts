/**
 * [SYNC-21] A stranger knows all that a device has sent, but not its key: what they send in its name, before, after and in
 * the chain of what it signed itself, is refused. What the other checks find afterwards is as if it had never come.
 */

import { fromHex, toBase64Url } from '@liangma/shared/kernel/bytes';
import { ALGORITHM, type Signer } from '@liangma/shared/kernel/cose';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { DEVICE_KEY_HEADER } from '@liangma/shared/protocol/documents';
import { type RawEvent, readEnvelope, sealEvent } from '@liangma/shared/protocol/envelope';
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import { chainOf } from '../../../sync-server/src/ports/chain.ts';
import { findDevice } from '../../../sync-server/src/ports/directory.ts';
import { type Dice, diceOf } from '../script/dice.ts';
import { TODAY } from '../versions.ts';
import type { World } from '../world/world.ts';
import { jsonOf, PUSH, type Told } from './ledger.ts';

export async function checkImpostors(world: World): Promise<string[]> {
  const devices = new Set([...world.ledger.kept.values()].map(({ device }) => device));
  const dice = diceOf(world.shape.seed, 'impostors');
  const wrong: string[] = [];
  for (const device of devices) wrong.push(...(await pretendToBe(world, device, dice)));
  return wrong;
}

async function pretendToBe(world: World, id: string, dice: Dice): Promise<string[]> {
  const { device, last } = await world.truth.read(async (tx) => {
    const device = await findDevice(tx, id);
    const [last] = device ? await chainOf(tx, device, { from: device.lastSeq, to: device.lastSeq }) : [];
    return { device, last };
  });
  const read = last && readEnvelope(last.envelope);
  if (!device || !last || !read?.ok) return [];
  const event = read.value.event as unknown as RawEvent;
  const stranger = withoutKey(id, dice);
  const forged = async (changes: Partial<RawEvent>) => {
    const made = { ...event, id: uuidV7(event.at, dice.bytes(10)), ...changes };
    return rowOf(made, await sealEvent(stranger, made));
  };
  const rows = [
    await forged({}),
    rowOf(event, last.envelope),
    await forged({ seq: event.seq + 1, prev: last.hash }),
    await forged({ seq: event.seq + 2 }),
  ];
  const answer = await world.network.ask({
    method: 'POST',
    path: PUSH,
    body: JSON.stringify(rows.map((newDocumentState) => ({ newDocumentState }))),
    headers: {
      'content-type': 'application/json',
      [DEVICE_KEY_HEADER]: toBase64Url(device.publicKey),
      [PROTOCOL_HEADER]: String(TODAY),
    },
  });
  if (answer?.status !== 200) return [`impostors: ${id.slice(0, 8)} was answered ${answer?.status}`];
  const fates = jsonOf(answer) as Told[];
  world.ledger.tell({ ...(fates[1] as Told), envelope: toBase64Url(last.envelope) });
  return fates.flatMap(({ sync }, i) => {
    const isRefused = sync.state === 'rejected' && sync.code === 'bad-signature';
    return i === 1 || isRefused
      ? []
      : [`impostors: ${id.slice(0, 8)} did not sign what was answered ${JSON.stringify(sync)}`];
  });
}

/** In the name of a device; what it signs nobody signed. */
const withoutKey = (device: string, dice: Dice): Signer => ({
  alg: ALGORITHM.eddsa,
  kid: fromHex(device) as Uint8Array,
  sign: async () => dice.bytes(64),
});

const rowOf = ({ id, device, seq, type, task, at }: RawEvent, envelope: Uint8Array) => ({
  id,
  device,
  seq,
  type,
  task,
  at,
  envelope: toBase64Url(envelope),
  sync: { state: 'pending' },
});
