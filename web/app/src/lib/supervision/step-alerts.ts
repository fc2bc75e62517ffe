/** The alerts that a step raises: what sync found, and an enterprise's refusal, which is always looked into. */
import type { TraceStep } from '@liangma/shared/supervision/trace';

export const alertsOf = ({ step, alerts }: Pick<TraceStep, 'step' | 'alerts'>): readonly string[] =>
  step === 'refused' ? ['enterprise-refused', ...alerts] : alerts;
