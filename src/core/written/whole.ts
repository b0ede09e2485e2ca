import { z } from 'zod'
import { faultsOf, wanted } from '../faults.ts'
import { Step } from '../number.ts'
import { pointer, refuse, within } from '../problem.ts'
import type { Whole } from '../whole.ts'
import { encodeMoving, inWords, planOf, stateFrom } from './course.ts'
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
  inputs: z.array(StoredInput),
  generations: z.array(StoredGeneration).min(1),
  history: StoredHistory,
})

/** All of an optimizer as plain JSON. */
export function encodeWhole({ optimizer, inputs, generations, history }: Whole): object {
  const { createdAt, definition, revision, acted, cursor, sealedThrough } = optimizer
  const written = {
    createdAt,
    definition,
    ...{ revision, acted, cursor, sealedThrough },
    course: planOf(optimizer),
    moving: encodeMoving(optimizer.state).toString('base64'),
    ballots: optimizer.ballots,
    inputs,
    generations,
  }
  const plain = JSON.parse(JSON.stringify(written, inWords)) as object
  return { ...plain, history: JSON.parse(encodeHistory(history)) as unknown }
}

/**
 * Reads an optimizer back, under a name of the caller's choice.
 * @throws {Refusal} `invalid_request` where the record does not hold together.
 */
export function readWhole(id: string, record: unknown): Whole {
  const { data, error } = WrittenWhole.safeParse(record, { error: wanted, reportInput: true })
  if (error) {
    const errors = faultsOf(error.issues).map((fault) => within(['record'], fault))
    return refuse({ code: 'invalid_request', errors })
  }
  try {
    return wholeOf(id, data)
  } catch (error) {
    const detail = `does not hold together: ${(error as Error).message}; wanted it as GET .../state gave it`
    const errors = [{ pointer: pointer(['record']), detail }]
    return refuse({ code: 'invalid_request', errors }, { cause: error })
  }
}

function wholeOf(id: string, data: z.infer<typeof WrittenWhole>): Whole {
  const { course, moving, inputs, generations, history, ...read } = data
  const state = stateFrom(course.frame, read.sealedThrough, Buffer.from(moving, 'base64'))
  const past = decodeHistory(JSON.stringify(history))
  // What cannot be opened is found out now, and not by whoever rewinds to it.
  for (const snapshot of past.snapshots) snapshot.open()
  const generation = generations.at(-1)!
  const optimizer = { id, ...read, generation, state, pending: course.pending }
  return { optimizer, inputs, generations, history: past }
}
