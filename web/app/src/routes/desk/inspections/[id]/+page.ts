import { TaskView } from '#lib/desk/tasks/task-view.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ view: new TaskView(params.id) });
