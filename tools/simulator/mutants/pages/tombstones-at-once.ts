/** A task that leaves the scope is deleted although work on it is not settled. */
import { deleteTasks, taskTables } from '../../../../web/app/src/lib/offline/tasks/task-rows.ts';
import * as real from '../../../../web/app/src/lib/offline/tasks/task-scope.ts';

export * from '../../../../web/app/src/lib/offline/tasks/task-scope.ts';

export const arrived: typeof real.arrived = async (stores, page, stretch) => {
  const { written } = await real.arrived(stores, page, stretch);
  const gone = page.documents.filter(({ _deleted }) => _deleted).map(({ id }) => id);
  const { db } = stores;
  const remove = () => db.transaction('rw', taskTables(db), () => deleteTasks(db, gone));
  return { written: written.then(remove) };
};
