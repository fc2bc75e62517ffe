/** The name of an agency may break after its region, 天祝藏族自治县 | 市场监督管理局; with a department, before that alone. */
const REGION = /^(.{2,}?(?:自治[县州区]|[省市县区旗]))(.{2,})$/u;
const DEPARTMENT = ' · ';

export function partsOfAgency(name: string): readonly string[] {
  const [office, department] = name.split(DEPARTMENT);
  if (office && department) return [`${office} `, department];
  const match = REGION.exec(name);
  return match?.[1] && match[2] ? [match[1], match[2]] : [name];
}
