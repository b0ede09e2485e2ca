import { z } from 'zod'
import { faultsOf, schemaErrorMap } from '../definition/schema_faults.ts'
import type { Input } from '../trajectory/input.ts'
import { Step } from '../number.ts'
import { pointer, refuse, refuseFaults, prefixFault } from '../problem.ts'
import type { Whole } from '../history/full_record.ts'
import { coherenceFaults } from './checkpoint_checks.ts'
import { encodeMoving, inWords, planOf, stateFrom } from './plan.ts'
import { decodeHistory, encodeHistory } from './history.ts'
import {
  StoredBallot,
  StoredCourse,
  StoredDefinition,
  StoredGeneration,
  StoredHistory,
  StoredInput,
} from './schemas.ts'

/**
 * Something as JSON in a text of its own, as the stores have it. The keys of a document come in
 * whatever order; those of a group's hyperparameters are the order of its values.
 */
const text = <T extends z.ZodType>(inside: T) =>
  z
    .string()
    .transform((json, { issues }): unknown => {
      try {
        return JSON.parse(json)
      } catch {
        issues.push({ code: 'custom', input: json, message: 'wanted JSON in a text' })
        return z.NEVER
      }
    })
    .pipe(inside)

const WrittenInput = text(StoredInput)

/** An optimizer with its past, as JSON: the same on every Lockstep, whatever its store. */
const WrittenWhole = z.object({
  createdAt: StoredDefinition.shape.createdAt,
  definition: text(StoredDefinition.shape.definition),
  revision: z.int().min(1),
  acted: z.int().min(1),
  cursor: Step,
  sealedThrough: Step,
  course: text(StoredCourse),
  /** The values that move, in base64: to the bit, whatever JSON makes of numbers. */
  moving: z.base64(),
  ballots: z.array(StoredBallot),
  // Each by itself, further down: there may be very many.
  inputs: z.array(z.unknown()),
  generations: z.array(StoredGeneration).min(1),
  history: StoredHistory,
})

/** Inputs made into text, or read, before others may have their turn. */
const AT_ONCE = 64

/** All of an optimizer as plain data, for {@link canonical} to write. It yields now and then. */
export function* encodeWhole(whole: Whole): Generator<void, object> {
  const { optimizer, generations, history } = whole
  const { createdAt, definition, revision, acted, cursor, sealedThrough } = optimizer
  const inputs: string[] = []
  for (const input of whole.inputs) {
    inputs.push(inText(input))
    if (inputs.length % AT_ONCE === 0) yield
  }
  return {
    createdAt,
    definition: inText(definition),
    ...{ revision, acted, cursor, sealedThrough },
    course: inText(planOf(optimizer)),
    moving: encodeMoving(optimizer.state).toString('base64'),
    ballots: optimizer.openQuorums,
    inputs,
    generations,
    history: JSON.parse(encodeHistory(history)) as unknown,
  }
}

const inText = (part: object): string => JSON.stringify(part, inWords)

/**
 * Reads an optimizer back, under a name of the caller's choice. It yields now and then.
 * @throws {Refusal} `invalid_request` where the record does not hold together.
 */
export function* readWhole(id: string, record: unknown): Generator<void, Whole> {
  const data = read(WrittenWhole, record, [])
  const inputs: Input[] = []
  for (const [index, input] of data.inputs.entries()) {
    inputs.push(read(WrittenInput, input, ['inputs', index]))
    if (inputs.length % AT_ONCE === 0) yield
  }
  const whole = together(() => wholeOf(id, data, inputs))
  refuseFaults(coherenceFaults(whole))
  return whole
}

/** What is found wrong only as the parts are put together, or is nested too deep to be read. */
function together<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    const detail = `does not hold together: ${(error as Error).message}; wanted it as GET .../state gave it`
    const errors = [{ pointer: pointer(['record']), detail }]
    return refuse({ code: 'invalid_request', errors }, { cause: error })
  }
}

function read<T>(schema: z.ZodType<T>, json: unknown, path: readonly PropertyKey[]): T {
  const options = { error: schemaErrorMap, reportInput: true }
  const { data, error } = together(() => schema.safeParse(json, options))
  if (!error) return data
  const errors = faultsOf(error.issues).map((fault) => prefixFault(['record', ...path], fault))
  return refuse({ code: 'invalid_request', errors })
}

function wholeOf(id: string, data: z.infer<typeof WrittenWhole>, inputs: readonly Input[]): Whole {
  const { course, moving, inputs: _written, generations, history, ballots, ...rest } = data
  const state = stateFrom(course.frame, rest.sealedThrough, Buffer.from(moving, 'base64'))
  const past = decodeHistory(JSON.stringify(history))
  // What cannot be opened is found out now, and not by whoever rewinds to it.
  for (const snapshot of past.snapshots) snapshot.open()
  const generation = generations.at(-1)!
  const { pending } = course
  const optimizer = { id, ...rest, generation, state, pending, openQuorums: ballots }
  return { optimizer, inputs, generations, history: past }
}
