import { restoreOmittedSlots, type CompactFrame } from '../../core/encoding/compact_frame.ts'
import type { Attached } from '../../core/trajectory/frame.ts'
import { firstGeneration, type Generation } from '../../core/optimizer/generation.ts'
import { optimizerOf, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Definition } from '../../core/definition/registration.ts'
import { stateOf } from '../../core/trajectory/state.ts'
import { initialState } from '../../core/trajectory/initial_state.ts'
import { decodeHeader, encodeHeader } from './header.ts'
import { encodeInput, type EncodedInput } from './input.ts'
import { encodeHistory } from '../../core/encoding/history.ts'
import { StoredDefinition, StoredGeneration, StoredPlan } from '../../core/encoding/schemas.ts'
import type { Commit, Stored, Version } from '../store.ts'
import {
  encodeMoving,
  nonFiniteAsWords,
  withMovingValues,
  planOf,
} from '../../core/encoding/plan.ts'

/**
 * A stored optimizer, in four parts by how often they change: the definition hardly ever, the plan with
 * each input, the header and the moving values with each step. Every store keeps the same bytes.
 */
export interface EncodedOptimizer {
  readonly definition: string
  readonly plan: string
  readonly header: Buffer
  readonly values: Buffer
}

/** The number of this format. A record of another format is refused, not misread. */
export const STORED_FORMAT = 6

/**
 * Format 4 is of optimizers whose step 0 is sealed, and whose late groups restart schedulers. Up to
 * format 5 there are no digests, and the first snapshots of generations are among the others.
 */
export const READABLE_FORMATS: readonly unknown[] = [4, 5, STORED_FORMAT]

/** An optimizer without its history. */
export const encode = (optimizer: Optimizer, version: Version): EncodedOptimizer => ({
  definition: encodeDefinition(optimizer),
  plan: encodePlan(optimizer),
  header: encodeHeader(optimizer, version),
  values: encodeMoving(optimizer.state),
})

function encodeDefinition({ createdAt, definition }: Optimizer): string {
  const { defaults, labels, ...others } = definition
  const nonEmpty = { ...nonEmptyField('defaults', defaults), ...nonEmptyField('labels', labels) }
  return JSON.stringify({ createdAt, definition: { ...others, ...nonEmpty } })
}

export const nonEmptyField = (name: string, value: object): object =>
  Object.keys(value).length === 0 ? {} : { [name]: value }

/** Parts that most optimizers lack are left out: inputs, generations after the first, open quorums. */
function encodePlan(optimizer: Optimizer): string {
  const { generation, openQuorums, createdAt, revision, regressed } = optimizer
  const plan = {
    format: STORED_FORMAT,
    ...(revision === 1 ? {} : savedStateOf(optimizer)),
    ...(isFirstGeneration(generation, createdAt) ? {} : { generation }),
    ...nonEmptyField('ballots', openQuorums),
    ...(regressed && { regressed }),
  }
  return JSON.stringify(plan, nonFiniteAsWords)
}

function savedStateOf(optimizer: Optimizer) {
  const { frame, ...rest } = planOf(optimizer)
  const { schedulers, ...others } = frame
  return { frame: areDefined(schedulers, optimizer.definition) ? others : frame, ...rest }
}

/** Whether the schedulers are those of the definition: then they need not be written. */
const areDefined = (attached: readonly Attached[], { schedulers }: Definition): boolean =>
  attached.length === schedulers.length &&
  attached.every(({ since, scheduler }, index) => since === 0 && scheduler === schedulers[index])

const definedSchedulers = ({ schedulers }: Definition): Attached[] =>
  schedulers.map((scheduler) => ({ since: 0, scheduler }))

/** Whether a generation is the one that every registration begins: then it need not be written. */
export const isFirstGeneration = (generation: Generation, createdAt: string): boolean =>
  encodeGeneration(generation) === encodeGeneration(firstGeneration(createdAt))

/** Reads an optimizer. Throws where the bytes are not a record. */
export function decode(id: string, encoded: EncodedOptimizer): Stored {
  const defined = StoredDefinition.parse(JSON.parse(encoded.definition))
  const { frame, pending, ballots: openQuorums = [], regressed, ...plan } = readPlan(encoded.plan)
  const { version, generation: _number, ...counters } = decodeHeader(encoded.header)
  const generation = plan.generation ?? firstGeneration(defined.createdAt)
  const initial = frame
    ? stateOf(restoreOmittedSlots(completeFrame(frame, defined.definition)))
    : initialState(defined.definition)
  const state = withMovingValues(initial, Math.max(0, counters.sealedThrough), encoded.values)
  const parts = { id, ...defined, ...counters, generation, state, pending, openQuorums, regressed }
  return { version, optimizer: optimizerOf(parts) }
}

const completeFrame = (
  {
    schedulers,
    ...frame
  }: Omit<CompactFrame, 'schedulers'> & { schedulers?: Attached[] | undefined },
  definition: Definition,
): CompactFrame => ({ ...frame, schedulers: schedulers ?? definedSchedulers(definition) })

function readPlan(text: string) {
  const json = JSON.parse(text) as { format?: unknown }
  if (READABLE_FORMATS.includes(json.format)) return StoredPlan.parse(json)
  throw new Error(
    `Cannot read an optimizer of format ${String(json.format)}: wanted ${READABLE_FORMATS.join(' or ')}`,
  )
}

/** The stored parts that one commit changes. Unchanged parts are undefined. */
export interface EncodedCommit {
  readonly header: Buffer
  readonly values: Buffer
  readonly plan: string | undefined
  readonly definition: string | undefined
  readonly generation: Generation | undefined
  readonly inputs: readonly EncodedInput[]
  readonly history: string | undefined
}

/** The parts that a commit writes: most commits write a header and values only. */
export function encodeCommit(commit: Commit, version: Version): EncodedCommit {
  const { after, history } = commit
  const before = commit.before.optimizer
  return {
    header: encodeHeader(after, version),
    values: encodeMoving(after.state),
    plan:
      !commit.before.hasUnsavedSeals && isSamePlan(before, after) ? undefined : encodePlan(after),
    definition: before.definition === after.definition ? undefined : encodeDefinition(after),
    generation: before.generation === after.generation ? undefined : after.generation,
    inputs: commit.inputs.map((input) => encodeInput(input, [before.generation, after.generation])),
    history: history && encodeHistory(history),
  }
}

const isSamePlan = (before: Optimizer, after: Optimizer): boolean =>
  before.state.frame === after.state.frame &&
  before.generation === after.generation &&
  before.regressed === after.regressed &&
  isSame(before.pending, after.pending) &&
  isSame(before.openQuorums, after.openQuorums)

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a === b || (a.length === 0 && b.length === 0)

export const encodeGeneration = (generation: Generation): string => JSON.stringify(generation)
export const decodeGeneration = (text: string): Generation =>
  StoredGeneration.parse(JSON.parse(text))
