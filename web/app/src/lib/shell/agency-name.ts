/** Where the name of an agency may break: after its region, 天祝藏族自治县 | 市场监督管理局. */
const REGION = /^(.{2,}?(?:自治[县州区]|[省市县区旗])(?: · )?)(.{2,})$/u;

export function partsOfAgency(name: string): readonly string[] {
  const match = REGION.exec(name);
  return match?.[1] && match[2] ? [match[1], match[2]] : [name];
}
