import { TASK_STATES } from '@liangma/shared/tasks/task';
import { listTasks } from '#lib/api/tasks.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { LayoutLoad } from './$types';

const LIMIT = 100;

export const load: LayoutLoad = ({ url }) => {
  const asked = url.searchParams.get('state');
  const state = TASK_STATES.find((one) => one === asked);
  return { state, limit: LIMIT, list: new Resource(() => listTasks(state, LIMIT)) };
};
