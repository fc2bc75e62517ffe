/** The steps of the first sign-in on a device, in their order. */
import type { SyncProblemKind } from '../wire/sync-problem.ts';

export const SETUP_STEPS = ['device', 'trust', 'matters', 'tasks', 'pack'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export interface StepState {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly count?: number;
  readonly problem?: SyncProblemKind;
}
