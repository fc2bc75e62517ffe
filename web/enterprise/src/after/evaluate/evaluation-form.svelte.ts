import { type EVALUATION_QUESTIONS, type Evaluation, evaluationSchema } from '@liangma/shared/evaluations/evaluation';
import * as v from 'valibot';
import { keepDraft, readDraft } from '../frame/draft.ts';
import type { Session } from '../session.svelte.ts';

export const TEXT_LENGTH = 1000;
const FORM = 'evaluation';

type Question = (typeof EVALUATION_QUESTIONS)[number];
export type Answer = 'yes' | 'no';
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

  answerTo(question: Question): Answer | undefined {
    const answer = this.answers[question];
    return answer === undefined ? undefined : answer ? 'yes' : 'no';
  }

  /** The same answer again takes it back: no question but the first has to be answered. */
  toggle(question: Question, answer: Answer): void {
    const { [question]: given, ...others } = this.answers;
    const isGiven = given === (answer === 'yes');
    this.answers = isGiven ? others : { ...others, [question]: answer === 'yes' };
  }

  keep(): void {
    const { overall, answers, acts, text } = this;
    keepDraft(FORM, this.task, { overall, answers, prohibitedActs: acts, text });
  }

  /** False where the first question still waits for its answer. */
  async send(): Promise<boolean> {
    const { overall, session } = this;
    this.asked = true;
    if (!overall) return false;
    if (this.sending) return true;
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
    return true;
  }
}

function lastEvaluation({ outbox }: Session, task: string): Evaluation | undefined {
  const given = outbox.of(task).filter(({ event }) => event.type === 'evaluation');
  const last = v.safeParse(evaluationSchema, given[given.length - 1]?.event.data);
  return last.success ? last.output : undefined;
}
