/**
 * EVAL-1: days after the inspection in which an evaluation can be given and corrected. A module of its own, because the
 * first screen behind the QR has no room for the whole policy and its schema.
 */
export const EVALUATION_DAYS = 15;
