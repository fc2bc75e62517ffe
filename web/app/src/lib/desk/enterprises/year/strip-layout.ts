/** Geometry of the year strip, in pixels: a row for each agency, the months as the axis, three thin tracks under it. */
import { DAY, HOUR, type Instant, startOfDay, startOfYear } from '@liangma/shared/kernel/instant';
import type { AgencyRow, Group, Mark, Span, Tracks } from './year-rows.ts';

export interface Sheet {
  readonly year: number;
  readonly width: number;
  /** Font size: everything grows with the type. */
  readonly em: number;
}

export interface PlacedMark {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
}

export interface PlacedRow {
  readonly row: AgencyRow;
  /** Top of the row, where its name stands. */
  readonly y: number;
  readonly marks: readonly PlacedMark[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Strip {
  readonly height: number;
  readonly radius: number;
  /** Left edge of each month and right edge of the last, thirteen in all. */
  readonly months: readonly number[];
  readonly axis: number;
  readonly rows: readonly PlacedRow[];
  readonly bands: readonly Box[];
  readonly tracks: Readonly<Record<keyof Tracks, readonly (Box & { readonly span: Span })[]>>;
  /** Top of each track, where its name stands. */
  readonly trackTops: Readonly<Record<keyof Tracks, number>>;
}

/** In font sizes. */
const [SIDE, NAME, LANE, GAP, AXIS, TRACK, RADIUS] = [0.8, 1.9, 1.5, 0.4, 1.8, 2.9, 0.52];
/** The bar of the grades holds their names. */
const BAR = { quiet: 0.5, grades: 1.1, whitelist: 0.5 };

export function layOut(rows: readonly AgencyRow[], groups: readonly Group[], tracks: Tracks, sheet: Sheet): Strip {
  const { year, em } = sheet;
  let top = 0;
  const placed = rows.map((row) => {
    const y = top;
    const lanes = lanesOf(row.marks, sheet);
    const height = NAME + LANE * (1 + Math.max(0, ...lanes)) + GAP;
    top += height * em;
    const marks = row.marks.map((mark, i) => ({
      mark,
      x: xOf(mark.at, sheet),
      y: y + (NAME + LANE * ((lanes[i] ?? 0) + 0.5)) * em,
    }));
    return { row, y, marks };
  });
  const axis = top;
  const tops = { quiet: 0, grades: 1, whitelist: 2 };
  const topOf = (name: keyof Tracks): number => axis + (AXIS + TRACK * tops[name]) * em;
  const boxes = (name: keyof Tracks) =>
    tracks[name].map((span) => {
      const box = { ...boxOf(span, sheet), y: topOf(name) + 1.6 * em, height: BAR[name] * em };
      return { ...box, span };
    });
  return {
    height: axis + (AXIS + TRACK * 3 + GAP) * em,
    radius: RADIUS * em,
    months: Array.from({ length: 13 }, (_, month) => xOf(Date.UTC(year, month, 1) - CHINA, sheet)),
    axis,
    rows: placed,
    bands: groups.flatMap((group) => bandOf(group, placed, em)),
    tracks: { quiet: boxes('quiet'), grades: boxes('grades'), whitelist: boxes('whitelist') },
    trackTops: { quiet: topOf('quiet'), grades: topOf('grades'), whitelist: topOf('whitelist') },
  };
}

/** UTC+8 all year. */
const CHINA = 8 * HOUR;

export function xOf(at: Instant, { year, width, em }: Sheet): number {
  const [from, to] = [startOfYear(year), startOfYear(year + 1)];
  const share = Math.min(1, Math.max(0, (at - from) / (to - from)));
  return SIDE * em + share * (width - 2 * SIDE * em);
}

/** A mark that would cover the one before goes into the next lane. */
export function lanesOf(marks: readonly Mark[], sheet: Sheet): number[] {
  const ends: number[] = [];
  return marks.map(({ at }) => {
    const x = xOf(at, sheet);
    const free = ends.findIndex((end) => end <= x);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = x + 2.4 * RADIUS * sheet.em;
    return lane;
  });
}

function boxOf({ from, to }: Span, sheet: Sheet): Pick<Box, 'x' | 'width'> {
  const x = xOf(startOfDay(from), sheet);
  return { x, width: xOf(startOfDay(to) + DAY, sheet) - x };
}

/** Encloses the marks of a group, over all rows between. */
function bandOf({ visits }: Group, rows: readonly PlacedRow[], em: number): Box[] {
  const keys = new Set(visits);
  const marks = rows.flatMap((row) => row.marks).filter(({ mark }) => keys.has(mark.visit));
  if (marks.length === 0) return [];
  const [xs, ys] = [marks.map(({ x }) => x), marks.map(({ y }) => y)];
  const pad = (RADIUS + 0.25) * em;
  const [x, y] = [Math.min(...xs) - pad, Math.min(...ys) - pad];
  return [{ x, y, width: Math.max(...xs) + pad - x, height: Math.max(...ys) + pad - y }];
}
