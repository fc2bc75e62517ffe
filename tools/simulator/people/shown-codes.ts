/** Codes as people see them: on a notice, or on the screen of an officer. */
import { decodeClaims } from '@liangma/shared/task-code/claims';
import { parseContainer } from '@liangma/shared/task-code/container';
import { liveText } from '@liangma/shared/task-code/issue';
import { bytesOfText } from '@liangma/shared/task-code/text';
import type { TaskState } from '@liangma/shared/tasks/task';
import { sha256 } from '../world/sha256.ts';
import { actorOf, officersOf, type World } from '../world/world.ts';

export const AT_A_DOOR: readonly TaskState[] = ['issued', 'inspecting'];
export const PAST: readonly TaskState[] = ['inspecting', 'recorded', 'refused', 'performed-after-refusal'];

export async function printedCodes(world: World, states: readonly TaskState[]): Promise<string[]> {
  const tasks = await world.truth.read((tx) => tx.tasks.find({ states, limit: 50 }));
  return tasks.flatMap((task) => ('code' in task ? [task.code] : []));
}

/** Returns each live code as an officer's phone with a right clock shows it at this moment. */
export async function liveCodes(world: World): Promise<string[]> {
  const officers = officersOf(world).map((phone) => actorOf(world, phone).officer ?? '');
  const feeds = await Promise.all(
    officers.map((officer) => world.truth.read((tx) => tx.tasks.feed(officer, {}, 10_000))),
  );
  const seconds = Math.floor(world.time.now() / 1000);
  const shown = new Map<string, Promise<string>>();
  for (const { id, gone, live, state } of feeds.flat()) {
    const bytes = live && bytesOfText(live.code);
    const payload = bytes && parseContainer(bytes)?.payload;
    const claims = payload && decodeClaims(payload);
    if (
      gone ||
      !live ||
      !claims ||
      !AT_A_DOOR.includes(state) ||
      seconds < claims.notBefore ||
      seconds >= claims.expires
    )
      continue;
    shown.set(id, liveText(live.code, claims, live.seed, seconds, sha256));
  }
  return Promise.all(shown.values());
}
