import { LRUCache } from 'lru-cache'
import type { Frame, Program } from '../../core/trajectory/frame.ts'
import type { State } from '../../core/trajectory/state.ts'
import { jsonLength } from './json_length.ts'

/** Programs by the frames that they run, as texts. */
export type Programs = LRUCache<string, Program>

/** Longer frames are rarely alike, and their programs fill the processor's cache each by itself. */
const MAX_LENGTH = 2_000

export const createPrograms = (max: number): Programs => new LRUCache({ max })

/**
 * A state that runs by the program of others whose frames are alike. With a program for each, what
 * a step reads of an optimizer is seldom in the processor's cache, and a batch takes half as long
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

/** Another text for each other frame, which JSON is not: it has but one zero, and no infinity. */
const textOf = (frame: Frame): string =>
  JSON.stringify(frame, (_key, value: unknown) =>
    typeof value === 'number' && (Object.is(value, -0) || !Number.isFinite(value))
      ? `\0${Object.is(value, -0) ? '-0' : value}`
      : value,
  )
