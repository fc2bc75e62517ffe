/** Clerks and heads of each agency: names on the stamps of past tasks. */
import type { Agency } from '@liangma/shared/registry/agency';
import type { Stamp } from '@liangma/shared/tasks/task';
import { APPROVER, CLERK } from './accounts.ts';
import { MARKET_SUPERVISION } from './agencies.ts';
import { personName } from './people-names.ts';
import { seededRandom } from './random.ts';

type Person = Omit<Stamp, 'at'>;

export interface Office {
  readonly clerk: Person;
  readonly head: Person;
}

export function officeOf({ id }: Agency): Office {
  if (id === MARKET_SUPERVISION) return { clerk: person(CLERK), head: person(APPROVER) };
  const random = seededRandom(`office ${id}`);
  return {
    clerk: { by: `${id}.clerk`, name: personName(random) },
    head: { by: `${id}.head`, name: personName(random) },
  };
}

const person = ({ account, name }: { account: string; name: string }): Person => ({ by: account, name });
