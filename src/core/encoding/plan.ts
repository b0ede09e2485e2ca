import {
  omitRedundantSlots,
  restoreOmittedSlots,
  type CompactFrame,
  type CompactGroup,
} from './compact_frame.ts'
import type { Input } from '../trajectory/input.ts'
import { toJsonDouble } from '../number.ts'
import { stateOf, type State } from '../trajectory/state.ts'
import { dataViewOf } from './data_view.ts'

/** A trajectory at one step, with the pending inputs. */
export interface SavedState {
  readonly state: State
  readonly pending: readonly Input[]
}

/** JSON has no infinity and no NaN: `JSON.stringify` would write null. */
export const nonFiniteAsWords = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? toJsonDouble(value) : value

/** The part of a saved state that only inputs change. Optional parts are omitted. */
export function planOf({ state, pending }: SavedState) {
  const frame = omitRedundantSlots(state.frame)
  return {
    frame: { ...frame, groups: frame.groups.map(storedGroup) },
    ...(pending.length === 0 ? {} : { pending }),
  }
}

/** A group under the keys of the stored format. */
const storedGroup = ({
  name,
  since,
  joined,
  values,
  adjustments,
  constants,
  groupExtras,
  laterArguments,
  slots,
  uncovered,
}: CompactGroup) => ({
  name,
  values,
  ...(constants && { constants }),
  ...(adjustments && { adjustments }),
  marks: groupExtras,
  ...(since === 0 ? {} : { since }),
  ...(joined && { joined }),
  ...(laterArguments && { laterArguments }),
  ...(Object.keys(slots).length === 0 ? {} : { seats: slots }),
  ...(uncovered === undefined ? {} : { uncovered }),
})

/** The part of a state that each step changes: the moving values as little-endian doubles. */
export function encodeMoving(state: State): Buffer {
  const bytes = Buffer.allocUnsafe(state.program.movingColumns.length * 8)
  writeMoving(dataViewOf(bytes), 0, state)
  return bytes
}

/** Writes the moving values at an offset of a larger buffer. */
export function writeMoving(view: DataView, offset: number, { values, program }: State): void {
  let at = offset
  for (const column of program.movingColumns) {
    view.setFloat64(at, values[column]!, true)
    at += 8
  }
}

/** A state from its two parts. Throws if the number of values does not match. */
export const decodeState = (frame: CompactFrame, step: number, moving: Buffer): State =>
  withMovingValues(stateOf(restoreOmittedSlots(frame)), step, moving)

/** The first state of a frame with other moving values. Throws if their number does not match. */
export function withMovingValues(began: State, step: number, moving: Buffer): State {
  const { values, program } = began
  const wanted = program.movingColumns.length * 8
  if (moving.length !== wanted) {
    throw new Error(`Cannot read values of ${moving.length} bytes: their schedules need ${wanted}`)
  }
  program.movingColumns.forEach((column, index) => {
    values[column] = moving.readDoubleLE(index * 8)
  })
  return { ...began, step, values }
}
