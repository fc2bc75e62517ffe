/** Facts of one kind of event alone: the judge asks for them of no other. */
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import type { JudgeFacts } from '@liangma/shared/sync/judge';
import type { ReadTx } from '../ports/store.ts';

type SiteFacts = Pick<JudgeFacts, 'shown' | 'otherKeys'>;

export async function siteFacts(tx: ReadTx, { type, task, device }: LiangmaEvent): Promise<SiteFacts> {
  switch (type) {
    case 'record-submitted':
      return { shown: await tx.events.isCodeShown(task) };
    case 'evaluation': {
      const keys = await tx.evaluations.devices(task);
      return { otherKeys: keys.filter((key) => key !== device).length };
    }
    default:
      return {};
  }
}
