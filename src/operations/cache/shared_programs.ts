import { LRUCache } from 'lru-cache'
import type { Frame, Program } from '../../core/trajectory/frame.ts'
import type { State } from '../../core/trajectory/state.ts'
import { jsonLength } from './json_length.ts'

/** Programs by the text of the frame that they run. */
export type Programs = LRUCache<string, Program>

/** Longer frames are rarely equal, and one such program fills the processor's cache by itself. */
const MAX_LENGTH = 2_000

export const createPrograms = (max: number): Programs => new LRUCache({ max })

/**
 * The same state, run by the program that optimizers with equal frames share. With a program each,
 * the data that a step reads is seldom in the processor's cache, and a batch takes half as long
 * again (`npm run bench -- batch`).
 */
export function withSharedProgram(programs: Programs, state: State): State {
  if (jsonLength(state.frame) > MAX_LENGTH) return state
  const text = textOf(state.frame)
  const program = programs.get(text)
  if (program) return { ...state, program }
  programs.set(text, state.program)
  return state
}

/** A text that differs where frames differ. JSON does not: it has one zero and no infinity. */
const textOf = (frame: Frame): string =>
  JSON.stringify(frame, (_key, value: unknown) =>
    typeof value === 'number' && (Object.is(value, -0) || !Number.isFinite(value))
      ? `\0${Object.is(value, -0) ? '-0' : value}`
      : value,
  )
