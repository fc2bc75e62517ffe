/** An attacker with the protocol in hand: real keys and signatures of its own, on Node's crypto and another CBOR package. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { signIn } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { encode, rfc8949EncodeOptions } from 'cborg';
import { uuid } from './uuid.ts';

/** `address` is what the genuine QR says. */
export async function tamperByHand(origin: string, address: string): Promise<void> {
  const task = await latestTask(origin);
  const before = await trace(origin, task);
  const device = makeDevice();
  const digits = address.slice(address.indexOf('#') + 1);
  const at = digits.length - 20;
  const tampered = digits.slice(0, at) + ((Number(digits[at]) + 1) % 10) + digits.slice(at + 1);

  const code = await push(origin, device, device.seal(task, { code: tampered, verdict: 'genuine', channel: 'link' }));
  expect(code).toMatchObject({ state: 'rejected', code: 'code-refused' });
  expect(['bad-signature', 'malformed']).toContain((code.reasons as string[])[0]);

  const sealed = device.seal(task, { code: digits, verdict: 'genuine', channel: 'link' });
  const envelope = Buffer.from(sealed.envelope, 'base64url');
  envelope[envelope.length - 100] = (envelope[envelope.length - 100] as number) ^ 1;
  const event = await push(origin, device, { ...sealed, envelope: envelope.toString('base64url') });
  expect(event.state).toBe('rejected');
  expect(['bad-signature', 'malformed']).toContain(event.code);

  expect(await trace(origin, task)).toEqual(before);
}

async function latestTask(origin: string): Promise<string> {
  const clerk = await signIn(origin, 'lichunmei');
  const { rows } = (await clerk('GET', '/api/lists/tasks?state=recorded&limit=1')) as { rows: { id: string }[] };
  return rows[0]?.id ?? '';
}

async function trace(origin: string, task: string): Promise<unknown> {
  const supervisor = await signIn(origin, 'zhangwei');
  return supervisor('GET', `/api/tasks/${task}/trace`);
}

interface Row {
  readonly envelope: string;
}

function makeDevice() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
  const kid = createHash('sha256').update(raw).digest().subarray(0, 16);
  const device = kid.toString('hex');
  let seq = 0;
  const seal = (task: string, data: Record<string, string>): Row & Record<string, unknown> => {
    seq += 1;
    const event = { id: uuid(), device, seq, prev: '', type: 'scan', task, taskRev: 1, at: Date.now(), data };
    const cbor = (value: unknown) => encode(value, rfc8949EncodeOptions);
    const header = cbor(
      new Map<number, unknown>([
        [1, -8],
        [4, kid],
      ]),
    );
    const payload = cbor(new Map(Object.values(event).map((value, i) => [i + 1, value])));
    const signature = sign(null, cbor(['Signature1', header, new Uint8Array(0), payload]), privateKey);
    const envelope = Buffer.concat([Buffer.of(0xd2), cbor([header, new Map(), payload, signature])]).toString(
      'base64url',
    );
    const { id, type, at } = event;
    return { id, device, seq, type, task, at, envelope, sync: { state: 'pending' } };
  };
  return { publicKey: raw.toString('base64url'), seal };
}

async function push(origin: string, device: { publicKey: string }, row: Row): Promise<Record<string, unknown>> {
  const response = await fetch(`${origin}/api/sync/events/push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-liangma-device-key': device.publicKey },
    body: JSON.stringify([{ newDocumentState: row }]),
  });
  expect(response.status).toBe(200);
  const [answer] = (await response.json()) as { sync: Record<string, unknown> }[];
  return answer?.sync ?? {};
}
