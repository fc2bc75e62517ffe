/** The one transition function of alerts. */
import { err, ok, type Result } from '../kernel/result.ts';
import type { Stamp } from '../tasks/task.ts';
import type { AlertLife, AlertStep } from './alert.ts';

/** `deadline`: end of the last day of the term. */
export type AlertCommand =
  | { readonly type: 'take'; readonly by: Stamp }
  | { readonly type: 'ask'; readonly by: Stamp; readonly words: string; readonly deadline: number }
  | { readonly type: 'explain'; readonly by: Stamp; readonly words: string; readonly from: 'desk' | 'field' }
  | {
      readonly type: 'letter';
      readonly by: Stamp;
      readonly words: string;
      readonly deadline: number;
      readonly number: string;
    }
  | { readonly type: 'reply'; readonly by: Stamp; readonly words: string }
  | { readonly type: 'close'; readonly by: Stamp; readonly words: string };

/**
 * [SUP-1] An alert is asked about, explained, made a letter and closed, each step with who, when and the words. [SUP-2] A letter has a
 * number and a deadline, and is closed only once the agency has replied.
 */
export function transitionAlert(life: AlertLife, command: AlertCommand): Result<AlertLife, 'wrong-state'> {
  if (life.state === 'closed') return err('wrong-state');
  const { by } = command;
  const kept = (step: AlertStep) => ({ owner: life.owner, steps: [...life.steps, step] });
  switch (command.type) {
    case 'take': {
      if (life.owner?.account === by.by) return err('wrong-state');
      return ok({ ...life, ...kept({ step: 'taken', ...by }), owner: { account: by.by, name: by.name } });
    }
    case 'ask': {
      if (life.state !== 'open' && life.state !== 'explained') return err('wrong-state');
      const { words, deadline } = command;
      return ok({ state: 'asked', ...kept({ step: 'asked', ...by, words, deadline }), deadline });
    }
    case 'explain': {
      if (life.state === 'letter') return err('wrong-state');
      const { words, from } = command;
      return ok({ state: 'explained', ...kept({ step: 'explained', ...by, words, from }) });
    }
    case 'letter': {
      if (life.state === 'letter') return err('wrong-state');
      const { words, deadline, number } = command;
      const step = kept({ step: 'letter', ...by, words, deadline, number });
      return ok({ state: 'letter', ...step, deadline, number, replied: false });
    }
    case 'reply': {
      if (life.state !== 'letter' || life.replied) return err('wrong-state');
      return ok({ ...life, ...kept({ step: 'replied', ...by, words: command.words }), replied: true });
    }
    case 'close': {
      if (life.state === 'letter' && !life.replied) return err('wrong-state');
      const { words } = command;
      return ok({ state: 'closed', ...kept({ step: 'closed', ...by, words }), closed: { ...by, note: words } });
    }
  }
}
