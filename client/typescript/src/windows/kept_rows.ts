import type { Advanced, GroupValues, Window } from '../types.ts'

/** The values of consecutive steps. */
export interface KeptRows {
  readonly first: number
  /** The values of each group, by step. */
  readonly rows: readonly (readonly GroupValues[])[]
  /** Why there are fewer than were asked for. */
  readonly ends: 'metric' | 'schedule' | 'limit' | undefined
}

/** The values of an advance and of its window, which ends where a group joins or leaves. */
export function rowsOf({ step, groups, ahead }: Advanced): KeptRows {
  const moving = columnsOf(ahead)
  const length = ahead ? steadyLength(ahead, groups, moving) : 0
  const rows = Array.from({ length }, (_, index) =>
    groups.map((group) => rowOf(group, moving.get(group.name) ?? {}, index)),
  )
  return { first: step, rows: [groups, ...rows], ends: ahead?.ends?.reason }
}

/** By group and hyperparameter the values at each step of the window. */
type Columns = Readonly<Record<string, readonly unknown[]>>

function columnsOf(ahead: Window | undefined): Map<string, Columns> {
  const groups = ahead?.groups ?? []
  return new Map(groups.map(({ name, ...columns }) => [name, columns as Columns]))
}

function rowOf(group: GroupValues, columns: Columns, index: number): GroupValues {
  const moved = Object.entries(columns).map(([name, column]) => [name, column[index]])
  return { ...group, ...(Object.fromEntries(moved) as Partial<GroupValues>) }
}

/** How many steps of the window have the groups of the step before it. */
function steadyLength(
  { from, through }: Window,
  groups: readonly GroupValues[],
  moving: ReadonlyMap<string, Columns>,
): number {
  const present = new Set(groups.map(({ name }) => name))
  const lengths = [...moving].flatMap(([name, columns]) =>
    Object.values(columns)
      .map((column) => column.findIndex((value) => (value === null) === present.has(name)))
      .filter((index) => index >= 0),
  )
  return Math.min(through - from + 1, ...lengths)
}
