/** 实施层级: levels of agencies. */
export const AGENCY_LEVELS = ['province', 'prefecture', 'county', 'township'] as const;
export type AgencyLevel = (typeof AGENCY_LEVELS)[number];
