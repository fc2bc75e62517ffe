/** The outbox of the page behind the QR, without its screens. */
import type { Claims } from '@liangma/shared/task-code/claims';
import { appendEvent } from '../../../web/enterprise/src/outbox/append.ts';
import { openIdbStore } from '../../../web/enterprise/src/outbox/idb-store.ts';

const claims: Claims = {
  agency: '620623-SCJG',
  agencyName: '天祝县市场监督管理局',
  enterprise: '91620623MA00000001',
  enterpriseName: '天祝雪域食品有限公司',
  notBefore: 1_790_000_000,
  expires: 1_790_014_400,
  task: '01940000-0000-7000-8000-000000000001',
  kind: 'routine',
  matters: ['M901'],
  officers: [{ name: '王建国', certificate: '62062300017' }],
  catalog: 1,
  nth: 1,
  statusShard: '6206',
  statusIndex: 7,
};

export const shop = {
  /** Makes so many answers, with a pause after each. Returns the milliseconds of each. */
  async make(count: number, pause: number): Promise<number[]> {
    const store = await openIdbStore();
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      const data = { code: '8'.repeat(600), verdict: 'genuine', channel: 'camera' };
      const happening = { type: 'scan', claims, text: data.code, data } as const;
      await appendEvent(store, happening, Date.now(), () => crypto.getRandomValues(new Uint8Array(10)));
      times.push(performance.now() - start);
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return times;
  },
};
