/** Facts of one kind of event alone: the judge asks for them of no other. */
import { isTaskEvent, type LiangmaEvent } from '@liangma/shared/protocol/event';
import type { JudgeFacts } from '@liangma/shared/sync/judge';
import type { EventSession } from './session.ts';

type SiteFacts = Pick<JudgeFacts, 'shown' | 'otherKeys'>;

export async function siteFacts(session: EventSession, shard: string, event: LiangmaEvent): Promise<SiteFacts> {
  if (!isTaskEvent(event)) return {};
  const { type, task, device } = event;
  switch (type) {
    case 'record-submitted':
      return { shown: await session.isCodeShown(shard, task) };
    case 'evaluation': {
      const keys = await session.tx.evaluations.devices(shard, task);
      return { otherKeys: keys.filter((key) => key !== device).length };
    }
    default:
      return {};
  }
}
