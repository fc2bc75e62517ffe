/** The name under a decision: a deputy's names the head for whom he stood in (POST-1). */
import type { Stamp } from '@liangma/shared/tasks/task';
import { shell } from '#lib/words/shell.svelte.ts';

export const signedName = ({ name, onBehalfOf }: Pick<Stamp, 'name' | 'onBehalfOf'>): string =>
  onBehalfOf ? shell.words.standIn(name, onBehalfOf.name) : name;
