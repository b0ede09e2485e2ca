import { isInForce } from './adjustment.ts'
import type { Frame, FrameGroup } from './frame.ts'
import type { State } from './state.ts'

/** What is compared of two states: some values of a group, and all that determines later ones. */
export interface Compared {
  readonly group: string
  readonly paths: readonly string[]
}

/**
 * The parts in which two states at one step differ, for the later values of a group. Without any,
 * the same inputs give it the same values at every later step.
 */
export function differences(a: State, b: State, compared: Compared): string[] {
  const { group, paths } = compared
  const structure = a.frame === b.frame ? [] : frameDifferences(a, b, compared)
  const values = paths
    .filter((path) => !isSame(valueAt(a, group, path), valueAt(b, group, path)))
    .map((path) => `values.${path}`)
  return [...structure, ...values, ...memoryDifferences(a, b)]
}

/** The value of a group at a state, as it is shown. */
export function valueAt({ program: { layouts }, values }: State, group: string, path: string) {
  const layout = layouts.find(({ name }) => name === group)
  const index = layout ? layout.paths.indexOf(path) : -1
  return index < 0 ? undefined : values[layout!.offset + index]
}

function memoryDifferences(a: State, b: State): string[] {
  const found: string[] = []
  // Another structure is a difference by itself.
  if (a.values.length !== b.values.length) return found
  const { layouts } = a.program
  const width = layouts.reduce((sum, { paths }) => sum + paths.length, 0)
  for (let column = width; column < a.values.length; column++) {
    if (!isSame(a.values[column], b.values[column])) found.push(`memory.${column}`)
  }
  return found
}

const isSame = (a: unknown, b: unknown): boolean => Object.is(a, b)

const groupOf = ({ groups }: Frame, name: string) => groups.find((group) => group.name === name)

function frameDifferences({ frame: a, step }: State, { frame: b }: State, compared: Compared) {
  const found: string[] = []
  const structure = (frame: Frame) => {
    const group = groupOf(frame, compared.group)
    const { schedulers, totalSteps } = frame
    return { schedulers, totalSteps, group: group && structureOf(group, step, compared.paths) }
  }
  collect(structure(a), structure(b), '', found)
  return found
}

/** A group without its values and the memory, which are in the columns of the program. */
function structureOf(group: FrameGroup, step: number, paths: readonly string[]) {
  const { adjustments = [], values: _values, constants: _constants, ...rest } = group
  const inForce = adjustments.filter((each) => paths.includes(each.path) && isInForce(each, step))
  return { ...rest, adjustments: inForce }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Collects the paths of the leaves that differ. What is the same object is not entered. */
function collect(a: unknown, b: unknown, path: string, found: string[]): void {
  if (isSame(a, b)) return
  if (!isObject(a) || !isObject(b)) {
    found.push(path)
    return
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    // The memory is in the columns; a slot has that of the first step of its frame.
    if (key !== 'memory') collect(a[key], b[key], `${path}.${key}`, found)
  }
}
