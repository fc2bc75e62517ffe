/** Application of a clerk for an inspection that every rule allows: at ten, of a food factory. */
import { HOUR } from '@liangma/shared/kernel/instant';
import type { TaskIn } from '@liangma/shared/tasks/task';
import { type Client, NINE_O_CLOCK } from './harness.ts';

const FOOD = ['M901', 'M902'];

export async function applicationFor(clerk: Client) {
  const { body: found } = await clerk.get(`/api/registry/enterprises?q=${encodeURIComponent('天祝雪域食品')}`);
  const { body: list } = await clerk.get('/api/matters');
  const matters = FOOD.map((id) => list.matters.find((m: { id: string }) => m.id === id)?.id);
  const { body: people } = await clerk.get('/api/registry/officers');
  const named = (name: string) => people.officers.find((o: { name: string }) => o.name === name).id;
  return {
    enterprise: found.enterprises[0].id,
    type: 'routine',
    source: 'annual-plan',
    matters,
    officers: [named('王建国'), named('卓玛')],
    assistants: 0,
    window: { from: NINE_O_CLOCK + HOUR, to: NINE_O_CLOCK + 5 * HOUR },
    offSite: 'none',
    whyOnSite: '需查看生产车间卫生状况。',
    reasons: {},
  };
}

/** Applied for and approved; `changes` replaces fields of the application. */
export async function issueTask(clerk: Client, head: Client, changes: object = {}): Promise<TaskIn<'issued'>> {
  const application = { ...(await applicationFor(clerk)), ...changes };
  const { id, rev } = (await clerk.post('/api/tasks', { application })).body.task;
  return (await head.post(`/api/tasks/${id}/approve`, { rev })).body.task;
}
