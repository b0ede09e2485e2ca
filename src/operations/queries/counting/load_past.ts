import { monitorsOf } from '../../../core/definition/scheduler.ts'
import { firstPositions, type SnapshotPosition } from '../../../core/history/first_snapshots.ts'
import type { History, Snapshot } from '../../../core/history/snapshot.ts'
import { lineage } from '../../../core/optimizer/generation.ts'
import type { Optimizer } from '../../../core/optimizer/optimizer.ts'
import type { Scheduler } from '../../../core/schedules/catalogue.ts'
import { effectiveInputs, type Input } from '../../../core/trajectory/input.ts'
import type { Stored } from '../../../storage/store.ts'
import type { Context } from '../../context.ts'
import { actsIn, generationsInForce } from '../../replay/generations.ts'
import { collectInputs } from '../../replay/inputs.ts'
import { pastFromRegistration, pastFromState, type Past } from './past.ts'

/** How many values before a step, and how many of the last inputs, are searched for what counts. */
const MAX_VALUES = 1_000_000
const MAX_INPUTS = 20_000

/** The value whose past is read, and the changes in force up to its step, by step. */
export interface PastQuery {
  readonly step: number
  readonly group: string
  readonly changes: readonly Input[]
}

/**
 * The past of a value, from the registration or from the earliest stored state that is near enough.
 * Undefined where none is before the step.
 */
export async function loadPast(
  context: Context,
  stored: Stored,
  { step, group, changes }: PastQuery,
): Promise<Past | undefined> {
  const { definition } = stored.optimizer
  const isMonitoring = schedulersOf(stored, changes).some((each) => monitorsOf(each).length > 0)
  const past = await context.store.history(stored)
  const { floor } = past
  const bounds = boundsOf(stored.optimizer, step, isMonitoring)
  const isShort = isWithin({ step: floor === 0 ? 0 : -Infinity, revision: 1 }, bounds)
  const isNear = (each: Position) => each.step < step && isWithin(each, bounds)
  const start = isShort ? undefined : await earliestOnLine(context, stored, past, isNear)
  if (!isShort && !start) return undefined
  const { step: after, revision } = start ?? BEFORE_REGISTRATION
  const metrics = isMonitoring ? await metricsAfter(context, stored, revision) : []
  const inputs = [...changes, ...metrics].filter((each) => each.step > after && each.step <= step)
  inputs.sort((a, b) => a.step - b.step || a.revision - b.revision)
  return start
    ? pastFromState(start.open().state, inputs, group)
    : pastFromRegistration(definition, inputs, group)
}

/** The inputs after it are those at step 0 and later. */
const BEFORE_REGISTRATION = { step: -1, revision: 1 }

type Position = Pick<Snapshot, 'step' | 'revision'>

const isWithin = (each: Position, bounds: Position): boolean =>
  each.step >= bounds.step && each.revision >= bounds.revision

/** The earliest step and revision at which the search may begin. */
const boundsOf = ({ state, revision }: Optimizer, step: number, isMonitoring: boolean) => ({
  step: step - Math.floor(MAX_VALUES / Math.max(1, state.program.rulesPerStep)),
  revision: isMonitoring ? revision - MAX_INPUTS : 0,
})

/** The schedulers that an optimizer may have had. */
const schedulersOf = ({ optimizer }: Stored, changes: readonly Input[]): readonly Scheduler[] => [
  ...optimizer.definition.schedulers,
  ...optimizer.state.frame.schedulers.map(({ scheduler }) => scheduler),
  ...changes.flatMap((each) => (each.kind === 'scheduler_attached' ? [each.scheduler] : [])),
]

async function earliestOnLine(
  context: Context,
  stored: Stored,
  { floor, snapshots }: History,
  isNear: (each: Position) => boolean,
): Promise<Snapshot | undefined> {
  const generations = await generationsInForce(context, stored)
  const through = new Map(lineage(generations).map((each) => [each.number, each.through]))
  const usable = [...snapshots, ...firstPositions(generations, floor)].filter(
    (each) => isNear(each) && each.step <= (through.get(each.generation) ?? -1),
  )
  const earliest = usable.reduce<SnapshotPosition | undefined>(
    (first, each) => (first && first.step <= each.step ? first : each),
    undefined,
  )
  if (!earliest) return undefined
  const { generation, step } = earliest
  const read = await context.store.history(stored, [generation])
  return read.snapshots.find((each) => each.generation === generation && each.step === step)
}

/** The decisions on metrics that act in the current generation, after a revision. */
async function metricsAfter(
  context: Context,
  stored: Stored,
  after: number,
): Promise<readonly Input[]> {
  const { revision } = stored.optimizer
  const all = await collectInputs(context.store.inputs(stored, { after, through: revision }))
  const isOurs = actsIn(await generationsInForce(context, stored))
  return effectiveInputs(all).filter((each) => each.kind === 'metric_decided' && isOurs(each))
}
