/** The day of the demo holds joint inspections, whenever the demo is made, and supervisors see how many. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { agreedPartners, waitsFor } from '@liangma/shared/tasks/joining';
import { expect, test } from 'vitest';
import { playDemoDay } from '../src/demo-day.ts';
import { NINE_O_CLOCK, startServer } from './harness.ts';

test.each([0, 7, 14])(
  '%i hours after nine o’clock one was made by two agencies, and one waits for the partner',
  async (hours) => {
    const server = await startServer();
    server.clock.at = NINE_O_CLOCK + hours * HOUR;
    await playDemoDay(server.deps);
    const partner = await server.as('maguoliang');
    const { rows } = (await partner.get('/api/lists/tasks?joint=joint&limit=100')).body;
    const tasks = await Promise.all(
      rows.map(async ({ id }: { id: string }) => (await partner.get(`/api/tasks/${id}`)).body.task),
    );
    expect(tasks.filter((task) => task.state === 'recorded' && agreedPartners(task).length === 1)).toHaveLength(1);
    expect(tasks.filter((task) => waitsFor(task, '620623-YJGL'))).toHaveLength(1);
    expect(tasks).toHaveLength(2);
    const { joint } = (await (await server.as('zhangwei')).get('/api/supervision/overview')).body;
    expect(joint).toEqual({ inspections: 1, visitsSaved: 1 });
    const elsewhere = await server.deps.store.read((tx) =>
      tx.supervision.jointCounts('620602', { from: 0, to: server.clock.at }),
    );
    expect(elsewhere).toEqual({ inspections: 0, partners: 0 });
    await server.stop();
  },
);
