/** Why the server itself revoked a device: its officer left the post, or left the agency by the register. People write other reasons. */
export const LEAVING_REASONS = ['post-ended', 'officer-left'] as const;
export type LeavingReason = (typeof LEAVING_REASONS)[number];

/** Why the server itself ended a grant: with its device, or because an officer whom it names leaves before its end. */
export type GrantEndReason = LeavingReason | 'officer-leaves';
