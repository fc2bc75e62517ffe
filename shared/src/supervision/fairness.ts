/**
 * Bounds on what may be counted about people. [SUP-3] No figure ranks officers or rewards more inspections. [APP-1] The app clocks
 * nobody in, counts no points, follows nobody, and ranks no installations.
 */

/** A figure that says how much somebody inspects, punishes or collects. */
const FIGURE = /count|inspections|records|visits|fines|amount|score|points|rank|rate|total|outcome/i;

/** Fields that only a row about a person has. */
const PERSON = ['certificate', 'officer', 'officerName'];

/** A list as it is asked for: the fields of a row, and the keys that rows are sorted by. */
export interface ListShape {
  readonly fields: readonly string[];
  readonly sorts: readonly string[];
}

/** Returns the fields and sort keys by which a list of people would rank them; none for a list about other things. */
export const rankingFigures = ({ fields, sorts }: ListShape): string[] =>
  PERSON.some((name) => fields.includes(name)) ? [...fields, ...sorts].filter((name) => FIGURE.test(name)) : [];

const BURDEN =
  /clock|attendance|check-?in|punch|points|streak|online-?time|location|track|leaderboard|ranking|install/i;

/** Returns the addresses of an API by which people would be clocked, followed or ranked. */
export const burdens = (paths: readonly string[]): string[] => paths.filter((path) => BURDEN.test(path));
