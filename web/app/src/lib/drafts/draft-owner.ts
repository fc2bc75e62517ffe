import type { Actor } from '@liangma/shared/access/authorise';

/**
 * [POST-5] Name under which this browser keeps what a person typed and did not send: apart for each agency that the person acts for,
 * so that an application for one is never seen, or sent, for another. The home agency keeps the name of the account alone.
 */
export const draftOwner = (home: Actor['agency'], { account, agency }: Pick<Actor, 'account' | 'agency'>): string =>
  agency === null || agency.id === home?.id ? account : `${account}@${agency.id}`;
