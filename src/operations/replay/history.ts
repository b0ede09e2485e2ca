import { refuseCompacted } from '../../core/history/compaction.ts'
import { firstPositions } from '../../core/history/first_snapshots.ts'
import { lineOf, successorOf, type Generation } from '../../core/optimizer/generation.ts'
import { effectiveInputs, type Input } from '../../core/trajectory/input.ts'
import { revisionAt, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Snapshot } from '../../core/history/snapshot.ts'
import type { State } from '../../core/trajectory/state.ts'
import { initialState } from '../../core/trajectory/initial_state.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { retry } from '../retry.ts'
import { generationsOf, segmentsByGeneration } from './generations.ts'
import { completeInputs } from './inputs.ts'

/** A state from which a step is replayed, and the inputs that act after it. */
export interface ReplayStart {
  readonly state: State
  /** The last revision whose effect the state shows. */
  readonly acted: number
  /** In the order of acceptance, also those that act after the step. */
  readonly inputs: readonly Input[]
  /** Every input up to this revision is one of them, or its effect is shown, or it never acts. */
  readonly through: number
}

/** Consecutive steps of one generation, and the start from which they are replayed. */
export interface ReplaySegment extends ReplayStart {
  readonly from: number
  readonly to: number
}

/**
 * The nearest known state at or before a step.
 * @throws {Refusal} as {@link replaySegments}.
 */
export async function nearestState(
  context: Context,
  stored: Stored,
  step: number,
): Promise<ReplayStart> {
  const [start] = await replaySegments(context, stored, step, step)
  return start!
}

/**
 * The segments of a range of steps, each with all inputs that act in it.
 * @throws {Refusal} `step_compacted` where no state before the steps is kept, `history_regressed`
 *   where the store has lost inputs.
 */
export async function replaySegments(
  context: Context,
  stored: Stored,
  from: number,
  to: number,
): Promise<readonly ReplaySegment[]> {
  const { sealedThrough, state, acted, pending, revision: through } = stored.optimizer
  if (from >= sealedThrough) return [{ from, to, state, acted, inputs: pending, through }]
  return sealedSegments(context, stored, from, to)
}

/** The segments of a range that begins at a sealed step, from the stored history. */
export async function sealedSegments(
  context: Context,
  stored: Stored,
  from: number,
  to: number,
): Promise<readonly ReplaySegment[]> {
  const { generation } = stored.optimizer
  const isOwn = from >= generation.resumeStep
  const generations = isOwn ? [generation] : await generationsOf(context, stored)
  return segmentsOnLine(context, stored, { generations, from, to })
}

/** A range of steps on the line of a generation. */
interface StepsOnLine {
  /** All generations, or the current one alone where the steps are its own. */
  readonly generations: readonly Generation[]
  /** The generation at whose end the line ends; left out, the current one. */
  readonly descendant?: number
  readonly from: number
  readonly to: number
}

/**
 * The segments of a range of steps on the line of any generation.
 * @throws {Refusal} as {@link replaySegments}.
 */
export async function segmentsOnLine(
  context: Context,
  stored: Stored,
  { generations, descendant, from, to }: StepsOnLine,
): Promise<readonly ReplaySegment[]> {
  const line = descendant === undefined ? generations : lineOf(generations, descendant)
  const lineEnd = descendant === undefined ? {} : { descendant }
  return Promise.all(
    segmentsByGeneration(line, from, to).map(async (part) => ({
      ...(await replayStart(context, stored, { ...part, ...lineEnd, generations })),
      from: part.from,
      to: part.to,
    })),
  )
}

/** Consecutive steps of one generation. */
interface OwnedSteps {
  readonly owner: Generation
  readonly from: number
  readonly to: number
  /** All generations, or the current one alone where it is the owner. */
  readonly generations: readonly Generation[]
  /** The generation on whose lineage the steps are; left out, the current one. */
  readonly descendant?: number
}

/** How often inputs may be compacted away between the read of the snapshots and theirs. */
const ATTEMPTS = 20

/**
 * The start from which some steps of one generation are replayed, with all inputs that act in them.
 * @throws {Refusal} `step_compacted`; `history_regressed` where the store has lost inputs.
 */
export const replayStart = (
  context: Context,
  stored: Stored,
  steps: OwnedSteps,
): Promise<ReplayStart> =>
  retry(stored.optimizer.id, ATTEMPTS, () => replayStartNow(context, stored, steps))

/** Undefined where inputs were compacted away since the snapshots were read. */
async function replayStartNow(
  context: Context,
  stored: Stored,
  steps: OwnedSteps,
): Promise<ReplayStart | undefined> {
  const { owner, generations, from, to } = steps
  const { floor, snapshots } = await context.store.history(stored, firstsOf(owner))
  const start = floor === 0 ? [registrationSnapshot(stored.optimizer)] : []
  const all = [...start, ...snapshots]
  const own = all.filter(({ generation }) => generation === owner.number)
  const nearest = latest(own.filter((each) => each.step <= from))
  if (!nearest) {
    const positions = [...all, ...firstPositions(generations, floor)]
    return refuseCompacted(stored.optimizer, { ...steps, step: from }, positions)
  }
  const { revision, acted } = nearest
  const { state, pending } = nearest.open()
  // All inputs that act before the next snapshot had been accepted when it was taken; but step 0 is
  // not sealed before the first advance.
  const following = own.filter(({ step }) => step > 0 && step >= to).map((each) => each.revision)
  const next = successorOf(generations, owner.number)
  const through = Math.min(
    ...following,
    (next?.revision ?? Infinity) - 1,
    stored.optimizer.revision,
  )
  const later = await completeInputs(context, stored, { after: revision, through })
  if (!later) return undefined
  const accepted = [...pending, ...later]
  const inputs = effectiveInputs(accepted)
  if (state.step > 0 || !accepted.some(({ step }) => step === 0)) {
    return { state, acted, inputs, through }
  }
  // Step 0 was not sealed at the snapshot: the inputs at step 0, and cancellations, act in it.
  const { definition } = stored.optimizer
  const shown = revisionAt(0, inputs, registration.acted)
  return { state: initialState(definition, inputs), acted: shown, inputs, through }
}

/** The generation whose first snapshot a replay may need. The first one begins at registration. */
const firstsOf = ({ number, parent }: Generation) => (parent === undefined ? [] : [number])

const registration = { generation: 1, step: 0, revision: 1, acted: 1 }

/** The registration, from which every step can be replayed as long as nothing is compacted. */
const registrationSnapshot = ({ definition }: Optimizer): Snapshot => ({
  ...registration,
  open: () => ({ state: initialState(definition), pending: [] }),
})

const latest = (snapshots: readonly Snapshot[]): Snapshot | undefined =>
  snapshots.reduce<Snapshot | undefined>(
    (last, each) => (last && last.step >= each.step ? last : each),
    undefined,
  )
