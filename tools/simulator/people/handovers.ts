/** [SYNC-16] Files with what waits on a phone: its officer saves them, and the desk brings in what it is given of them. */
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { type Imported, openHandover } from '@liangma/shared/protocol/handover';
import type { Phone } from '../browser/phone-and-pages.ts';
import { count } from '../faults.ts';
import type { Dice } from '../script/dice.ts';
import type { Import } from '../script/steps.ts';
import { COUNTY } from '../server/template.ts';
import { sha256 } from '../world/sha256.ts';
import { officersOf, say, type World } from '../world/world.ts';
import { fieldOf } from './actors.ts';
import { ask } from './desk.ts';

/** Goes on, in simulated time, after this returns: also when the page dies meanwhile. */
export async function saveFile(world: World, phone: Phone): Promise<void> {
  const before = phone.files.length;
  const exported = (await fieldOf(phone)?.export()) ?? [];
  if (exported.length === 0) return;
  const saved = await Promise.all(phone.files.slice(before).map(contentsOf));
  const inside = new Set(saved.flat().map(({ id }) => id));
  for (const id of exported) {
    if (!inside.has(id)) world.ledger.violate(`handover: ${phone.name}: ${id} is said to be in a file, and is not`);
    world.ledger.exported.add(id);
  }
  count(world.counts, 'exported');
  say(world, `${phone.name}  saved a file with ${exported.length} events`);
}

/** The latest file, as far as it came. */
export function bringIn(world: World, phone: Phone, { file, when }: Import): void {
  const saved = phone.files.at(-1);
  if (!saved) return;
  const bytes = file === 'whole' ? saved : damaged(saved, file, world.dice);
  const carry = (): void => void carryIn(world, phone, bytes, file);
  if (when === 'now') world.time.after(world.dice.between(10, 300), carry);
  else world.besidePush.set(phone, [...(world.besidePush.get(phone) ?? []), carry]);
}

/** Brings in the files whose events are no longer on their phone, until a server has accepted them. */
export async function bringInForGone(world: World): Promise<void> {
  const gone = new Set([...world.ledger.kept.values()].flatMap((kept) => (kept.gone ? kept.id : [])));
  for (const phone of officersOf(world)) {
    for (const bytes of phone.files.filter((file) => !world.broughtIn.has(file))) {
      const holds = (await contentsOf(bytes)).some(({ id }) => gone.has(id));
      if (holds) await carryIn(world, phone, bytes, 'whole');
    }
  }
}

async function carryIn(world: World, { name }: Phone, bytes: Uint8Array, file: Import['file']): Promise<void> {
  const body = { file: toBase64Url(bytes) };
  const some = (replicas: number): number => world.dice.between(0, replicas - 1);
  const imported = await ask<Imported>(world, COUNTY.clerk, '/api/handovers', body, some);
  count(world.counts, file === 'whole' ? 'brought-in' : 'damaged');
  say(world, `${name}  file brought in ${file}: ${imported?.events.map(({ sync }) => sync.state) ?? 'not taken'}`);
  if (!imported) return;
  if (file !== 'whole') return world.ledger.violate(`handover: ${name}: a file was taken that came ${file}`);
  world.broughtIn.add(bytes);
  const contents = await contentsOf(bytes);
  for (const [i, { event, sync, known }] of imported.events.entries()) {
    const { id = '', envelope = '' } = contents[i] ?? {};
    if (event?.id !== id) world.ledger.violate(`handover: ${name}: ${id} of its file was not read`);
    // The file counts as not brought in if the server failed at it.
    if (sync.state === 'pending') world.broughtIn.delete(bytes);
    else world.ledger.tell({ id, envelope, sync });
    if (!known && sync.state !== 'pending') count(world.counts, 'known-by-file');
  }
}

interface Inside {
  readonly id: string;
  readonly envelope: string;
}

/** Reads the events of a file as its device wrote them. */
async function contentsOf(file: Uint8Array): Promise<Inside[]> {
  const believed = async (): Promise<boolean> => true;
  const opened = await openHandover(file, believed, sha256);
  const envelopes = opened.ok ? opened.value.envelopes : [];
  return envelopes.map((envelope) => {
    const read = readEnvelope(envelope);
    return { id: read.ok ? String(read.value.event.id) : '', envelope: toBase64Url(envelope) };
  });
}

/** Cut off anywhere, or one of its bits is another; half of these in the signature, where nothing else tells. */
function damaged(file: Uint8Array, how: 'cut' | 'changed', dice: Dice): Uint8Array {
  if (how === 'cut') return file.slice(0, dice.between(0, file.length - 1));
  const from = dice.chance(0.5) ? file.length - 64 : 0;
  const changed = file.slice();
  const at = dice.between(from, file.length - 1);
  changed[at] = (changed[at] as number) ^ (1 << dice.between(0, 7));
  return changed;
}
