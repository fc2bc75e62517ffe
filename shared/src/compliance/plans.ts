/** Special inspections: SPEC-1. */
import type { Application } from '../tasks/task.ts';
import { type Finding, finding } from './finding.ts';

/** [SPEC-1] A special inspection follows an approved plan. No plan can be registered yet, so none is issued. */
export const planBehind = ({ type }: Pick<Application, 'type'>): Finding[] =>
  type === 'special' ? [finding('special-without-plan', {}, [{ kind: 'as-routine' }])] : [];
