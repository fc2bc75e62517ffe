import { type EVALUATION_QUESTIONS, type Evaluation, evaluationSchema } from '@liangma/shared/evaluations/evaluation';
import * as v from 'valibot';
import { keepDraft, readDraft } from './draft.ts';
import type { Session } from './session.svelte.ts';

export const TEXT_LENGTH = 1000;
const FORM = 'evaluation';

type Question = (typeof EVALUATION_QUESTIONS)[number];
export type Answer = 'yes' | 'no' | 'skip';
interface Draft {
  overall: Evaluation['overall'];
  answers: Evaluation['answers'];
  prohibitedActs: number[];
  text: string;
}

/** [EVAL-1] Filled with what was said last: sending again corrects it. */
export class EvaluationForm {
  overall = $state<Evaluation['overall']>();
  answers = $state<Evaluation['answers']>({});
  acts = $state<number[]>([]);
  text = $state('');
  asked = $state(false);
  sending = $state(false);
  readonly correcting: boolean;
  private readonly session: Session;
  private readonly task: string;

  constructor(session: Session) {
    this.session = session;
    this.task = session.shown?.claims?.task ?? '';
    const last = lastEvaluation(session, this.task);
    const { overall, answers, prohibitedActs, text } = { ...last, ...readDraft<Draft>(FORM, this.task) };
    this.correcting = last !== undefined;
    this.overall = overall;
    this.answers = answers ?? {};
    this.acts = prohibitedActs ?? [];
    this.text = text ?? '';
  }

  answerTo(question: Question): Answer {
    const answer = this.answers[question];
    return answer === undefined ? 'skip' : answer ? 'yes' : 'no';
  }

  answer(question: Question, answer: Answer): void {
    const { [question]: _, ...others } = this.answers;
    this.answers = answer === 'skip' ? others : { ...others, [question]: answer === 'yes' };
  }

  keep(): void {
    const { overall, answers, acts, text } = this;
    keepDraft(FORM, this.task, { overall, answers, prohibitedActs: acts, text });
  }

  async send(): Promise<void> {
    const { overall, session } = this;
    this.asked = true;
    if (!overall || this.sending) return;
    this.sending = true;
    await session.say('evaluation', {
      overall,
      answers: { ...this.answers },
      prohibitedActs: [...this.acts].sort((a, b) => a - b),
      text: this.text.trim().slice(0, TEXT_LENGTH),
    });
    keepDraft(FORM, this.task, undefined);
    this.sending = false;
    session.panels.back();
  }
}

function lastEvaluation({ outbox }: Session, task: string): Evaluation | undefined {
  const given = outbox.of(task).filter(({ event }) => event.type === 'evaluation');
  const last = v.safeParse(evaluationSchema, given[given.length - 1]?.event.data);
  return last.success ? last.output : undefined;
}
