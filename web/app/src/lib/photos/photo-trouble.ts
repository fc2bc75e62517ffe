/** Why a photo was not kept. */
export type PhotoTrouble = 'full' | 'failed' | 'not-a-picture' | 'too-many';
