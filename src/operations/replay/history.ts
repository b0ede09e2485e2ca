import { refuseCompacted } from '../../core/history/compaction.ts'
import {
  generationOf,
  lineage,
  generationAtRevision,
  successorOf,
  type Generation,
} from '../../core/optimizer/generation.ts'
import { effectiveInputs, type Input } from '../../core/trajectory/input.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Snapshot } from '../../core/history/snapshot.ts'
import type { State } from '../../core/trajectory/state.ts'
import { initialState } from '../../core/trajectory/fold.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { completeInputs } from './inputs.ts'

/** Where to start from to reach a step, and what acts on the way. */
export interface ReplayStart {
  readonly state: State
  /** The last revision whose effect the state shows. */
  readonly acted: number
  /** In the order of acceptance; those that act after the step as well. */
  readonly inputs: readonly Input[]
}

/** A part of the way that belongs to one generation, and where to start from to get there. */
export interface ReplaySegment extends ReplayStart {
  readonly from: number
  readonly to: number
}

/**
 * The nearest state at or before a step that is at hand.
 * @throws {Refusal} `step_compacted` where the way there is no longer known, `history_regressed`
 *   where the store has lost a part of it.
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
 * The way through some steps, each part of it with all the inputs that act on it.
 * @throws {Refusal} `step_compacted` where the way there is no longer known, `history_regressed`
 *   where the store has lost a part of it.
 */
export async function replaySegments(
  context: Context,
  stored: Stored,
  from: number,
  to: number,
): Promise<readonly ReplaySegment[]> {
  const { generation, sealedThrough, state, acted, pending } = stored.optimizer
  if (from >= sealedThrough) return [{ from, to, state, acted, inputs: pending }]
  const isOwn = from >= generation.resumeStep
  const generations = isOwn ? [generation] : await context.store.generations(stored)
  const owners = segmentsByGeneration(generations, from, to)
  return Promise.all(
    owners.map(async (part) => ({
      ...(await replayStart(context, stored, { ...part, generations })),
      from: part.from,
      to: part.to,
    })),
  )
}

/** Whose some steps are, given the generations up to the one that has them last: those of an ancestor end where the next one resumes from it. */
export function segmentsByGeneration(generations: readonly Generation[], from: number, to: number) {
  const parts = [{ owner: generations.at(-1)!, from, to }]
  while (from < parts[0]!.owner.resumeStep) {
    const [{ owner: child, to: end }] = parts as [(typeof parts)[number]]
    const owner = generationOf(generations, child.parent!)
    if (child.resumeStep <= end) parts[0] = { owner: child, from: child.resumeStep, to: end }
    else parts.shift()
    parts.unshift({ owner, from, to: Math.min(end, child.resumeStep) })
  }
  return parts
}

/** Whether an input acts in the line of the last generation: not after its own had been left. */
export function actsIn(generations: readonly Generation[]): (input: Input) => boolean {
  const through = new Map(lineage(generations).map((each) => [each.number, each.through]))
  return ({ revision, step }) =>
    step <= (through.get(generationAtRevision(generations, revision)) ?? -Infinity)
}

/** The generations in the line of the current one, and others: all that its past may speak of. */
export const generationsInForce = async (context: Context, stored: Stored) => {
  const { generation } = stored.optimizer
  return generation.parent === undefined ? [generation] : context.store.generations(stored)
}

/** A part of one generation's own steps. */
interface OwnedSteps {
  readonly owner: Generation
  readonly from: number
  readonly to: number
  /** All of them, or the current one alone where it is the owner. */
  readonly generations: readonly Generation[]
  /** The generation that has them from the owner, or is it; left out, the current one. */
  readonly descendant?: number
}

/**
 * Where some steps of one generation are replayed from, with all that acts up to the last.
 * @throws {Refusal} `step_compacted`; `history_regressed` where the store has lost inputs.
 */
export async function replayStart(
  context: Context,
  stored: Stored,
  part: OwnedSteps,
): Promise<ReplayStart> {
  const { owner, generations, from, to } = part
  const { floor, snapshots } = await context.store.history(stored)
  const start = floor === 0 ? [registrationSnapshot(stored.optimizer)] : []
  const all = [...start, ...snapshots]
  const own = all.filter(({ generation }) => generation === owner.number)
  const nearest = latest(own.filter((each) => each.step <= from))
  if (!nearest) return refuseCompacted(stored.optimizer, { ...part, step: from }, all)
  const { revision, acted } = nearest
  const { state, pending } = nearest.open()
  // By the next snapshot at the latest, everything that acts up to there had been accepted.
  const following = own.filter((each) => each.step >= to).map((each) => each.revision)
  const next = successorOf(generations, owner.number)
  const through = Math.min(
    ...following,
    (next?.revision ?? Infinity) - 1,
    stored.optimizer.revision,
  )
  const later = await completeInputs(context, stored, { after: revision, through })
  if (!later) return replayStart(context, stored, part)
  return { state, acted, inputs: effectiveInputs([...pending, ...later]) }
}

/** The registration, from which everything can be replayed as long as nothing is compacted. */
const registrationSnapshot = ({ definition }: Optimizer): Snapshot => ({
  ...{ generation: 1, step: 0, revision: 1, acted: 1 },
  open: () => ({ state: initialState(definition), pending: [] }),
})

const latest = (snapshots: readonly Snapshot[]): Snapshot | undefined =>
  snapshots.reduce<Snapshot | undefined>(
    (last, each) => (last && last.step >= each.step ? last : each),
    undefined,
  )
