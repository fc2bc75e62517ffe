import type { Refusal } from '@liangma/shared/scans/scan';
import type { ShownCode } from '../../door/shown-code.ts';
import { keepDraft, readDraft } from '../frame/draft.ts';
import type { Session } from '../session.svelte.ts';

export const NOTE_LENGTH = 500;
const FORM = 'refusal';

type Ground = Refusal['ground'];
type Draft = { ground: Ground; note: string };

export class RefusalForm {
  ground = $state<Ground>();
  note = $state('');
  /** Sent before a ground was chosen. */
  asked = $state(false);
  sending = $state(false);
  private readonly session: Session;
  private readonly task: string;

  constructor(session: Session) {
    this.session = session;
    this.task = session.shown?.claims?.task ?? '';
    const { ground = session.shown && likelyGround(session.shown), note = '' } = readDraft<Draft>(FORM, this.task);
    this.ground = ground;
    this.note = note;
  }

  keep(): void {
    keepDraft(FORM, this.task, { ground: this.ground, note: this.note });
  }

  async send(): Promise<void> {
    const { ground, note, session } = this;
    this.asked = true;
    if (!ground || this.sending || !session.shown) return;
    this.sending = true;
    const { text: code, presence, seenAt } = session.shown;
    const seen = presence === 'live' ? { seenAt } : {};
    await session.say('refusal', { code, ground, note: note.trim().slice(0, NOTE_LENGTH), ...seen });
    keepDraft(FORM, this.task, undefined);
    this.sending = false;
    session.panels.back();
  }
}

/** Proposes the ground that the verdict itself gives; the person may choose another. */
export function likelyGround({ verdict, reasons }: ShownCode): Ground | undefined {
  if (verdict !== 'refuse') return undefined;
  return reasons[0] === 'not-yet-valid' || reasons[0] === 'wrong-enterprise' ? 'wrong-time-or-place' : 'no-valid-code';
}
