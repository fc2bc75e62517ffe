/** A post as the form holds it, and as it is asked of the server. */
import type { NewPost } from '@liangma/shared/access/account';
import { isAgencyRole, type Role } from '@liangma/shared/access/post';
import { DAY, startOfDay } from '@liangma/shared/kernel/instant';
import type { AgencyId } from '@liangma/shared/registry/agency';

export interface PostForm {
  role: Role;
  agency: string;
  region: string;
  /** Last day; empty without an end. */
  until: string;
}

export const postTerms = ({ role, agency, region, until }: PostForm): NewPost => ({
  role,
  // The server checks the form of the code.
  agency: isAgencyRole(role) ? (agency.trim() as AgencyId) : null,
  ...(isAgencyRole(role) ? {} : { region }),
  ...(until === '' ? {} : { until: startOfDay(until) + DAY }),
});
