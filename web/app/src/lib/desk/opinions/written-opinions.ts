/** Opinions that were typed and not sent: they are there again when the task is opened again. */
const written = new Map<string, string>();

export const writtenOpinion = (account: string, task: string): string => written.get(`${account} ${task}`) ?? '';

export function keepOpinion(account: string, task: string, text: string): void {
  if (text === '') written.delete(`${account} ${task}`);
  else written.set(`${account} ${task}`, text);
}
