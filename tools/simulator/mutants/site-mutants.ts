/** Safeguards of what happens at a door and afterwards, switched off at the server. */
import type { Task } from '@liangma/shared/tasks/task';
import type { WriteTx } from '../../../sync-server/src/ports/store.ts';
import { type Changes, reading, writing } from './changed-store.ts';
import type { Mutant } from './mutant.ts';

export const SITE_MUTANTS: readonly Mutant[] = [
  {
    caughtBy: 'refused-on-a-printed-code',
    name: '[SHOW-5] a refusal on a printed code ends the inspection',
    tampering: { store: saving(endedByAny) },
  },
  {
    caughtBy: 'recorded-after-a-refusal',
    name: '[SHOW-5] a record after a refusal counts as any other',
    tampering: { store: saving(asIfNobodyRefused) },
  },
  {
    caughtBy: 'begun-before-a-refusal',
    name: '[SHOW-5] officers who began before a refusal are blamed for it',
    tampering: { store: saving(blamed) },
  },
  {
    caughtBy: 'evaluated-by-many-keys',
    name: '[EVAL-5] the evaluation of a key that was not at the door counts',
    tampering: { store: writing(countingAnybody) },
  },
  {
    caughtBy: 'lapsed-and-brought-back',
    name: '[NOT-2] nobody looks which periods have ended',
    tampering: { store: reading(() => ({ tasks: { toLapse: async () => [] } })) },
  },
  {
    caughtBy: 'lapsed-and-brought-back',
    name: '[NOT-2] what was done offline does not bring a lapsed task back',
    tampering: { store: writing(stayingLapsed) },
  },
];

/** Each task is saved as something else. */
function saving(change: (task: Task) => Task) {
  return writing((tx) => ({ tasks: { save: (shard, seq, task) => tx.tasks.save(shard, seq, change(task)) } }));
}

function endedByAny(task: Task): Task {
  if (task.state !== 'issued') return task;
  const { keptRefusals: [refused, ...others] = [], ...rest } = task;
  if (!refused) return task;
  const kept = others.length > 0 ? { keptRefusals: others } : {};
  return { ...rest, ...kept, state: 'refused', refused: { ...refused, rev: task.rev } };
}

function asIfNobodyRefused(task: Task): Task {
  if (task.state !== 'performed-after-refusal') return task;
  const { refused, explanations: _, ...rest } = task;
  const { rev: __, ...refusal } = refused;
  const started = { at: task.record.startedAt, device: refusal.device };
  return { ...rest, state: 'recorded', started, keptRefusals: [...(task.keptRefusals ?? []), refusal] };
}

function blamed(task: Task): Task {
  if (task.state !== 'recorded') return task;
  const { started: _, joined: __, keptRefusals: [refused, ...others] = [], ...rest } = task;
  if (!refused?.proof || refused.proof === 'received') return task;
  const kept = others.length > 0 ? { keptRefusals: others } : {};
  return { ...rest, ...kept, state: 'performed-after-refusal', refused: { ...refused, rev: task.rev } };
}

function countingAnybody(tx: WriteTx): Changes<WriteTx> {
  return {
    evaluations: {
      count: async (shard, task, device) =>
        tx.evaluations.count(shard, task, device ?? (await tx.evaluations.devices(shard, task))[0] ?? null),
    },
  };
}

function stayingLapsed(tx: WriteTx): Changes<WriteTx> {
  return {
    tasks: {
      save: async (shard, seq, task) => {
        const known = await tx.tasks.byId(shard, task.id);
        return tx.tasks.save(shard, seq, known?.state === 'lapsed' ? { ...known, rev: task.rev } : task);
      },
    },
  };
}
