import { type TaskState, taskSchema } from '@liangma/shared/tasks/task';
import { listTasks } from '#lib/api/tasks.ts';
import { Resource } from '#lib/loading/resource.svelte.ts';
import type { LayoutLoad } from './$types';

const LIMIT = 100;
const STATES: readonly string[] = taskSchema.options.map((option) => option.entries.state.literal);

export const load: LayoutLoad = ({ url }) => {
  const asked = url.searchParams.get('state');
  const state = asked !== null && STATES.includes(asked) ? (asked as TaskState) : undefined;
  return { state, limit: LIMIT, list: new Resource(() => listTasks(state, LIMIT)) };
};
