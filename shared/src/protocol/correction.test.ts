import { expect, test } from 'vitest';
import { anEvent, aRecord, EVENT_ID, OTHER_DEVICE_ID, TASK_ID } from '../../test/builders.ts';
import { aDeviceKey, verifySignature } from '../../test/keys.ts';
import { isCorrectable, type Replaced, replacementTrouble } from './correction.ts';
import { openEvent, sealEvent } from './envelope.ts';

const record = anEvent('record-submitted', aRecord());
const corrected = { ...record, replaces: EVENT_ID };
const refused: Replaced = { device: record.device, type: record.type, task: TASK_ID, state: 'rejected' };

test('[SYNC-14] an event replaces a refused one of its own device, kind and task; one that the server never kept too', () => {
  expect(replacementTrouble(record, undefined)).toBeUndefined();
  expect(replacementTrouble(corrected, refused)).toBeUndefined();
  expect(replacementTrouble(corrected, undefined)).toBeUndefined();
  for (const change of [{ device: OTHER_DEVICE_ID }, { type: 'refusal' }, { task: EVENT_ID }])
    expect(replacementTrouble(corrected, { ...refused, ...change })).toBe('malformed');
  for (const state of ['accepted', 'waiting', 'quarantined'] as const)
    expect(replacementTrouble(corrected, { ...refused, state })).toBe('wrong-state');
});

test('[SYNC-14] an event that no person entered cannot be corrected', () => {
  const started = { ...anEvent('inspection-started', {}), replaces: EVENT_ID };
  expect(replacementTrouble(started, { ...refused, type: 'inspection-started' })).toBe('malformed');
  expect((['record-submitted', 'refusal', 'scan', 'code-issued'] as const).filter(isCorrectable)).toEqual([
    'record-submitted',
    'refusal',
  ]);
});

test('whose place an event takes stands in its envelope, and nothing where it takes none', async () => {
  const key = aDeviceKey();
  const seal = (event: typeof record) => sealEvent(key.signer, { ...event, device: key.id });
  const [plain, replacing] = [await seal(record), await seal(corrected)];
  expect(await openEvent(replacing, key.publicKey, verifySignature)).toMatchObject({
    value: { id: record.id, replaces: EVENT_ID },
  });
  const opened = await openEvent(plain, key.publicKey, verifySignature);
  expect(opened.ok && 'replaces' in (opened.value as object)).toBe(false);
});
