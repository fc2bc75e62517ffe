/** What `work` gives, or what `late` makes where that takes longer than `ms`; the work goes on all the same. */
export async function inTime<T>(
  work: Promise<T>,
  ms: number,
  late: () => Error = () => new Error('it takes too long'),
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
