export const KEY_ROLES = ['root', 'issuing', 'receipts'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];
