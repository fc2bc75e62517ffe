/** Asks for the trust of the code in the address while the rest of the page is on its way. */
import type { Early } from './early-page.ts';
import { trustAddress } from './trust-address.ts';

const address = trustAddress(location.href);
const answer = fetch(address);
// The door hears of a failure where it takes the answer; nobody else is to take the page for too old.
answer.catch((error: unknown) => console.debug(error));
Object.assign(globalThis, { early: { trustAddress, address, answer } satisfies Early });
