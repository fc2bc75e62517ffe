/** 4,556: grouped by thousands, as both languages print it. */
export const sayCount = (n: number): string => n.toLocaleString('en-US');
