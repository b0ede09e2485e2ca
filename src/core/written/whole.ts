import { z } from 'zod'
import { faultsOf, wanted } from '../faults.ts'
import type { Input } from '../input.ts'
import { Step } from '../number.ts'
import { pointer, refuse, refuseFaults, within } from '../problem.ts'
import type { Whole } from '../whole.ts'
import { coherenceFaults } from './coherence.ts'
import { encodeMoving, planOf, stateFrom } from './course.ts'
import { decodeHistory, encodeHistory } from './history.ts'
import {
  StoredBallot,
  StoredCourse,
  StoredDefinition,
  StoredGeneration,
  StoredHistory,
  StoredInput,
} from './schemas.ts'

/** An optimizer with its past, as JSON: the same on every Lockstep, whatever its store. */
const WrittenWhole = StoredDefinition.extend({
  revision: z.int().min(1),
  acted: z.int().min(1),
  cursor: Step,
  sealedThrough: Step,
  course: StoredCourse,
  /** The values that move, in base64: to the bit, whatever JSON makes of numbers. */
  moving: z.base64(),
  ballots: z.array(StoredBallot),
  // Each by itself, further down: there may be very many.
  inputs: z.array(z.unknown()),
  generations: z.array(StoredGeneration).min(1),
  history: StoredHistory,
})

/** All of an optimizer as plain data, for {@link canonical} to write. */
export function encodeWhole({ optimizer, inputs, generations, history }: Whole): object {
  const { createdAt, definition, revision, acted, cursor, sealedThrough } = optimizer
  return {
    createdAt,
    definition,
    ...{ revision, acted, cursor, sealedThrough },
    course: planOf(optimizer),
    moving: encodeMoving(optimizer.state).toString('base64'),
    ballots: optimizer.ballots,
    inputs,
    generations,
    history: JSON.parse(encodeHistory(history)) as unknown,
  }
}

/**
 * Reads an optimizer back, under a name of the caller's choice. It yields now and then.
 * @throws {Refusal} `invalid_request` where the record does not hold together.
 */
export function* readWhole(id: string, record: unknown): Generator<void, Whole> {
  const data = read(WrittenWhole, record, [])
  const inputs: Input[] = []
  for (const [index, input] of data.inputs.entries()) {
    inputs.push(read(StoredInput, input, ['inputs', index]))
    if (index % 64 === 63) yield
  }
  const whole = opened(id, data, inputs)
  refuseFaults(coherenceFaults(whole))
  return whole
}

function opened(id: string, data: z.infer<typeof WrittenWhole>, inputs: readonly Input[]): Whole {
  try {
    return wholeOf(id, data, inputs)
  } catch (error) {
    const detail = `does not hold together: ${(error as Error).message}; wanted it as GET .../state gave it`
    const errors = [{ pointer: pointer(['record']), detail }]
    return refuse({ code: 'invalid_request', errors }, { cause: error })
  }
}

function read<T>(schema: z.ZodType<T>, json: unknown, path: readonly PropertyKey[]): T {
  const { data, error } = schema.safeParse(json, { error: wanted, reportInput: true })
  if (!error) return data
  const errors = faultsOf(error.issues).map((fault) => within(['record', ...path], fault))
  return refuse({ code: 'invalid_request', errors })
}

function wholeOf(id: string, data: z.infer<typeof WrittenWhole>, inputs: readonly Input[]): Whole {
  const { course, moving, inputs: _written, generations, history, ...rest } = data
  const state = stateFrom(course.frame, rest.sealedThrough, Buffer.from(moving, 'base64'))
  const past = decodeHistory(JSON.stringify(history))
  // What cannot be opened is found out now, and not by whoever rewinds to it.
  for (const snapshot of past.snapshots) snapshot.open()
  const generation = generations.at(-1)!
  const optimizer = { id, ...rest, generation, state, pending: course.pending }
  return { optimizer, inputs, generations, history: past }
}
