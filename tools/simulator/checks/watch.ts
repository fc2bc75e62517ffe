/**
 * Looked at after every step: a parked event leaves its list only with a receipt that was checked, and a task stays while
 * work on it is not settled.
 */
import type { EventRow, ParkedRow, TaskBlock, TaskRow } from '../../../web/app/src/lib/offline/rows.ts';
import type { Phone } from '../browser/phone-and-pages.ts';
import { count } from '../faults.ts';
import { deviceOn, officersOf, tableOf, type World } from '../world/world.ts';
import { lostPhotos } from './photos.ts';

interface Seen {
  /** Count of times that the storage was cleared by then. */
  readonly cleared: number;
  /** Id of the key that signed the rows: a device that is left and begins anew has another. */
  readonly device: string | undefined;
  readonly parked: ReadonlySet<string>;
  /** Tasks by the events on them that are not settled. */
  readonly worked: ReadonlyMap<string, string>;
}

const NOTHING: Omit<Seen, 'cleared' | 'device'> = { parked: new Set(), worked: new Map() };

export function watchPhones(world: World): () => void {
  const seen = new Map<Phone, Seen>();
  const violate = (words: string): void => world.ledger.violate(words);
  return () => {
    for (const phone of officersOf(world)) {
      const last = seen.get(phone);
      const device = deviceOn(phone);
      const before = last?.cleared === phone.cleared && last.device === device ? last : NOTHING;
      const parked = new Set(tableOf<ParkedRow>(phone, 'parked').map(({ id }) => id));
      const worked = workOn(phone);
      seen.set(phone, { cleared: phone.cleared, device, parked, worked });
      const checked = new Set<string>(tableOf<EventRow>(phone, 'events').flatMap((row) => (row.checked ? row.id : [])));
      for (const id of before.parked) {
        if (parked.has(id) || checked.has(id)) continue;
        violate(`parked: ${phone.name} ${id} left the list without a receipt`);
      }
      for (const id of parked) if (!before.parked.has(id)) count(world.counts, 'events parked');
      for (const hash of lostPhotos(world, phone))
        violate(`photos: ${phone.name}: ${hash} went before the server had it`);
      for (const [event, task] of worked) {
        if (task === GONE && (before.worked.get(event) ?? GONE) !== GONE) {
          violate(`held: ${phone.name}: the task of ${event} went before that was settled`);
        }
      }
    }
  };
}

const GONE = '';

function workOn(phone: Phone): Map<string, string> {
  const blocks = tableOf<TaskBlock>(phone, 'taskBlocks').flat();
  const here = new Set([...tableOf<TaskRow>(phone, 'tasks'), ...blocks].map(({ id }) => id));
  const open = tableOf<EventRow>(phone, 'events').filter(({ sync }) => !SETTLED.includes(sync.state));
  return new Map(open.map(({ id, task }) => [id, here.has(task) ? task : GONE]));
}

const SETTLED: readonly string[] = ['accepted', 'rejected'];
