import type { ApplicationTemplate } from '@liangma/shared/tasks/templates/application-template';

export interface TemplateReads {
  /** Templates of an agency, by name. */
  ofAgency(shard: string, agency: string): Promise<ApplicationTemplate[]>;
}

export interface TemplateWrites {
  save(shard: string, template: ApplicationTemplate): Promise<void>;
  remove(shard: string, agency: string, id: string): Promise<void>;
}
