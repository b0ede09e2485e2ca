import { z } from 'zod'
import { faultsOf, schemaErrorMap } from '../definition/schema_faults.ts'
import type { Input } from '../trajectory/input.ts'
import { SealedThrough, Step } from '../number.ts'
import { pointer, refuse, refuseFaults, prefixFault } from '../problem.ts'
import { digestFromText, historyDigest, NO_DIGEST, type Digest } from '../optimizer/digest.ts'
import type { FullRecord } from '../history/full_record.ts'
import { consistencyFaults } from './checkpoint_checks.ts'
import { encodeMoving, nonFiniteAsWords, planOf, decodeState } from './plan.ts'
import { historyAsJson, historyFromJson } from './history.ts'
import {
  StoredOpenQuorum,
  StoredState,
  StoredDefinition,
  StoredGeneration,
  StoredHistory,
  StoredInput,
} from './schemas.ts'

/**
 * A part as JSON in a string, as in the stores. The order of a document's keys may change, but the
 * order of a group's hyperparameters must not: it is the order of its values.
 */
const jsonText = <T extends z.ZodType>(inside: T) =>
  z
    .string()
    .transform((json, { issues }): unknown => {
      try {
        return JSON.parse(json)
      } catch {
        issues.push({ code: 'custom', input: json, message: 'wanted a text with JSON' })
        return z.NEVER
      }
    })
    .pipe(inside)

/** 8 bytes in base64url. */
const DigestText = z.string().regex(/^[\w-]{11}$/)

const StoredInputText = jsonText(StoredInput)

/** An optimizer with its past, as JSON: the same for every kind of store. */
const StoredRecord = z.object({
  createdAt: StoredDefinition.shape.createdAt,
  definition: jsonText(StoredDefinition.shape.definition),
  revision: z.int().min(1),
  // Records of version 5 have no digests.
  digest: DigestText.optional(),
  registrationDigest: DigestText.optional(),
  acted: z.int().min(1),
  cursor: Step,
  sealedThrough: SealedThrough,
  course: jsonText(StoredState),
  /** The moving values in base64: exact to the bit, which JSON numbers may not be. */
  moving: z.base64(),
  ballots: z.array(StoredOpenQuorum),
  // Each is parsed separately, because there may be very many.
  inputs: z.array(z.unknown()),
  generations: z.array(StoredGeneration).min(1),
  history: StoredHistory,
  registration: z
    .string()
    .refine(isObjectAsJson, { error: 'wanted a text with a JSON object' })
    .optional(),
})

/** Whether a text is an object as JSON. */
function isObjectAsJson(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
  } catch {
    return false
  }
}

/** An optimizer with its past as plain data, for `canonicalJson`. It yields after each input. */
export function* encodeRecord(record: FullRecord): Generator<void, object> {
  const { optimizer, generations, history } = record
  const { createdAt, definition, revision, acted, cursor, sealedThrough } = optimizer
  const { digest } = optimizer
  const inputs: string[] = []
  for (const input of record.inputs) {
    inputs.push(toText(input))
    yield
  }
  return {
    createdAt,
    definition: toText(definition),
    ...{ revision, acted, cursor, sealedThrough },
    ...{ digest: digest.text, registrationDigest: digest.registration.text },
    course: toText(planOf(optimizer)),
    moving: encodeMoving(optimizer.state).toString('base64'),
    ballots: optimizer.openQuorums,
    inputs,
    generations,
    history: historyAsJson(history),
    ...(record.registration === undefined ? {} : { registration: record.registration }),
  }
}

const toText = (part: object): string => JSON.stringify(part, nonFiniteAsWords)

/**
 * Reads an optimizer from its record, under a name that the caller chooses. It yields after each
 * input.
 * @throws {Refusal} `invalid_request` for an inconsistent record.
 */
export function* readRecord(id: string, json: unknown): Generator<void, FullRecord> {
  const data = parseStored(StoredRecord, json, [])
  const inputs: Input[] = []
  for (const [index, input] of data.inputs.entries()) {
    inputs.push(parseStored(StoredInputText, input, ['inputs', index]))
    yield
  }
  const record = refuseIfInconsistent(() => recordOf(id, data, inputs))
  refuseFaults(consistencyFaults(record))
  return record
}

/** Refuses inconsistencies that only the decoding finds, and JSON that is nested too deeply. */
function refuseIfInconsistent<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    const detail = `is inconsistent: ${(error as Error).message}; wanted the record that GET .../state returned`
    const errors = [{ pointer: pointer(['record']), detail }]
    return refuse({ code: 'invalid_request', errors }, { cause: error })
  }
}

function parseStored<T>(schema: z.ZodType<T>, json: unknown, path: readonly PropertyKey[]): T {
  const options = { error: schemaErrorMap, reportInput: true }
  const { data, error } = refuseIfInconsistent(() => schema.safeParse(json, options))
  if (!error) return data
  const errors = faultsOf(error.issues).map((fault) => prefixFault(['record', ...path], fault))
  return refuse({ code: 'invalid_request', errors })
}

const readDigest = (text: string | undefined): Digest =>
  text === undefined ? NO_DIGEST : digestFromText(text)

function recordOf(
  id: string,
  data: z.infer<typeof StoredRecord>,
  inputs: readonly Input[],
): FullRecord {
  const { course: saved, moving, inputs: _written, generations, history, ballots, ...others } = data
  const { registration, ...rest } = others
  const state = decodeState(
    saved.frame,
    Math.max(0, rest.sealedThrough),
    Buffer.from(moving, 'base64'),
  )
  const past = historyFromJson(history)
  // A snapshot that cannot be decoded must be refused now, not at a later rewind to it.
  for (const snapshot of past.snapshots) snapshot.open()
  const generation = generations.at(-1)!
  const { pending } = saved
  const { digest: current, registrationDigest: first, ...counters } = rest
  const digest = historyDigest(readDigest(current), readDigest(first))
  const fields = { digest, generation, state, pending, openQuorums: ballots }
  const optimizer = { id, ...counters, ...fields }
  return { optimizer, inputs, generations, history: past, registration }
}
