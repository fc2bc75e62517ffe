const CHINA_OFFSET = 8 * 3_600_000;

/** 14:05 in China. */
export const clockTime = (at: number): string => new Date(at + CHINA_OFFSET).toISOString().slice(11, 16);
