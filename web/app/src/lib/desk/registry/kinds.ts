/** Registers that the person at the desk keeps. */
import { IMPORT_KINDS } from '@liangma/shared/registry/import/import-kind';
import type { RegistryKind } from '#lib/api/registry.ts';
import { session } from '#lib/session/session.svelte.ts';

/** An administrator of a region keeps all of them, one of an agency the accounts. */
export const ownKinds = (): readonly RegistryKind[] => {
  if (session.may('registry.manage')) return IMPORT_KINDS;
  return session.may('people.manage') ? ['accounts'] : [];
};
