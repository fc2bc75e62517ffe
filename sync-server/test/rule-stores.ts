/**
 * Stores of the suites about rules and limits. Their decisions are made before any store, and the contract suites hold
 * both stores to the same promises every day; `npm run nightly -- stores` plays these suites on both.
 */
export const IS_NIGHT = process.env.LIANGMA_NIGHTLY === '1';

export const RULE_STORES: readonly ('sqlite' | 'postgres')[] = IS_NIGHT ? ['sqlite', 'postgres'] : ['sqlite'];
