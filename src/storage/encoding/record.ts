import { restoreOmittedSlots } from '../../core/encoding/compact_frame.ts'
import type { Attached, Frame } from '../../core/trajectory/frame.ts'
import { firstGeneration, type Generation } from '../../core/optimizer/generation.ts'
import type { Input } from '../../core/trajectory/input.ts'
import { optimizerOf, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Definition } from '../../core/definition/registration.ts'
import { stateOf } from '../../core/trajectory/state.ts'
import { initialState } from '../../core/trajectory/fold.ts'
import { decodeHeader, encodeHeader } from './header.ts'
import { encodeHistory } from '../../core/encoding/history.ts'
import {
  StoredDefinition,
  StoredGeneration,
  StoredInput,
  StoredPlan,
} from '../../core/encoding/schemas.ts'
import type { Commit, Stored, Version } from '../store.ts'
import {
  encodeMoving,
  nonFiniteAsWords,
  withMovingValues,
  planOf,
} from '../../core/encoding/plan.ts'

/**
 * How an optimizer is written down, in four parts by how often they change: its definition never,
 * its plan with each input, header and moving values with each step. Every store keeps the same
 * bytes.
 */
export interface EncodedOptimizer {
  readonly definition: string
  readonly plan: string
  readonly header: Buffer
  readonly values: Buffer
}

/** How optimizers are written. What is written in another way is refused, not misread. */
export const STORED_FORMAT = 4

/** All of an optimizer but its past. */
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

/** What most optimizers do not have is left out: inputs, restarts, reports that wait for others. */
function encodePlan(optimizer: Optimizer): string {
  const { generation, openQuorums, createdAt, revision } = optimizer
  const plan = {
    format: STORED_FORMAT,
    ...(revision === 1 ? {} : savedStateOf(optimizer)),
    ...(isFirstGeneration(generation, createdAt) ? {} : { generation }),
    ...nonEmptyField('ballots', openQuorums),
  }
  return JSON.stringify(plan, nonFiniteAsWords)
}

function savedStateOf(optimizer: Optimizer) {
  const { frame, ...rest } = planOf(optimizer)
  const { schedulers, ...others } = frame
  return { frame: areDefined(schedulers, optimizer.definition) ? others : frame, ...rest }
}

/** Whether the schedulers are the very ones of the definition: then they need not be written. */
const areDefined = (attached: readonly Attached[], { schedulers }: Definition): boolean =>
  attached.length === schedulers.length &&
  attached.every(({ since, scheduler }, index) => since === 0 && scheduler === schedulers[index])

const definedSchedulers = ({ schedulers }: Definition): Attached[] =>
  schedulers.map((scheduler) => ({ since: 0, scheduler }))

/** Whether it is what every registration begins, and so need not be written. */
export const isFirstGeneration = (generation: Generation, createdAt: string): boolean =>
  encodeGeneration(generation) === encodeGeneration(firstGeneration(createdAt))

/** Reads an optimizer back. Throws when the bytes are not what was written. */
export function decode(id: string, encoded: EncodedOptimizer): Stored {
  const defined = StoredDefinition.parse(JSON.parse(encoded.definition))
  const { frame, pending, ballots: openQuorums = [], ...plan } = readPlan(encoded.plan)
  const { version, generation: _number, ...counters } = decodeHeader(encoded.header)
  const generation = plan.generation ?? firstGeneration(defined.createdAt)
  const initial = frame
    ? stateOf(restoreOmittedSlots(completeFrame(frame, defined.definition)))
    : initialState(defined.definition)
  const state = withMovingValues(initial, counters.sealedThrough, encoded.values)
  const parts = { id, ...defined, ...counters, generation, state, pending, openQuorums }
  return { version, optimizer: optimizerOf(parts) }
}

const completeFrame = (
  { schedulers, ...frame }: Omit<Frame, 'schedulers'> & { schedulers?: Attached[] | undefined },
  definition: Definition,
): Frame => ({ ...frame, schedulers: schedulers ?? definedSchedulers(definition) })

function readPlan(text: string) {
  const json = JSON.parse(text) as { format?: unknown }
  if (json.format === STORED_FORMAT) return StoredPlan.parse(json)
  throw new Error(
    `Cannot read an optimizer of format ${String(json.format)}: wanted ${STORED_FORMAT}`,
  )
}

/** An input as it is written, and what it is found by. */
export interface EncodedInput {
  readonly revision: number
  readonly text: string
  /** Of a metric: what it was decided for, and in which generation. Undefined for any other. */
  readonly decisionKey: DecisionKey | undefined
}

/** What a decision on a metric is found by: there is one of each. */
export interface DecisionKey {
  readonly generation: number
  readonly metric: string
  readonly reportedFor: number
}

/** What one commit changes. What it leaves as it was is undefined. */
export interface EncodedCommit {
  readonly header: Buffer
  readonly values: Buffer
  readonly plan: string | undefined
  readonly generation: Generation | undefined
  readonly inputs: readonly EncodedInput[]
  readonly history: string | undefined
}

/** What is to be written for a commit: most only move values. */
export function encodeCommit(commit: Commit, version: Version): EncodedCommit {
  const { after, history } = commit
  const before = commit.before.optimizer
  const generations = [before.generation, after.generation]
  return {
    header: encodeHeader(after, version),
    values: encodeMoving(after.state),
    plan:
      !commit.before.hasUnsavedSeals && isSamePlan(before, after) ? undefined : encodePlan(after),
    generation: before.generation === after.generation ? undefined : after.generation,
    inputs: commit.inputs.map((input) => encodeInput(input, generations)),
    history: history && encodeHistory(history),
  }
}

const isSamePlan = (before: Optimizer, after: Optimizer): boolean =>
  before.state.frame === after.state.frame &&
  before.generation === after.generation &&
  isSame(before.pending, after.pending) &&
  isSame(before.openQuorums, after.openQuorums)

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a === b || (a.length === 0 && b.length === 0)

/** An input among the generations in which it can have been accepted. */
export const encodeInput = (input: Input, generations: readonly Generation[]): EncodedInput => ({
  revision: input.revision,
  text: JSON.stringify(input, nonFiniteAsWords),
  decisionKey: decisionKeyOf(input, generations),
})

/** What an input is found by if it is a decision: a generation's own follow on its opening. */
export function decisionKeyOf(
  input: Input,
  generations: readonly Generation[],
): DecisionKey | undefined {
  if (input.kind !== 'metric_decided') return undefined
  const { metric, reportedFor, revision } = input
  const owner = generations.findLast((each) => each.revision < revision) ?? generations[0]!
  return { generation: owner.number, metric, reportedFor }
}

export const decodeInput = (text: string): Input => StoredInput.parse(JSON.parse(text))

export const encodeGeneration = (generation: Generation): string => JSON.stringify(generation)
export const decodeGeneration = (text: string): Generation =>
  StoredGeneration.parse(JSON.parse(text))
