import { inForceAt } from '../../../core/trajectory/adjustment.ts'
import { decisionsOf, type MetricDecision } from '../../../core/metrics/decisions.ts'
import type { Input } from '../../../core/trajectory/input.ts'
import type { State } from '../../../core/trajectory/state.ts'
import type { Stored } from '../../../storage/store.ts'
import { changesOf, type ListedChange } from '../../changes/list.ts'
import type { Context } from '../../context.ts'
import { candidatesFor, type Target } from './candidates.ts'
import { countingInputs } from './counting_inputs.ts'
import { loadPast } from './load_past.ts'

/** A value with the state that has it. */
export interface ExplainedValue extends Target {
  readonly step: number
  readonly state: State
}

/** What counts for a value. */
export interface Counted {
  readonly decisions: readonly MetricDecision[]
  readonly changes: readonly ListedChange[]
}

/** How many decisions are returned. */
const MAX_DECISIONS = 20

/**
 * The inputs without which a value would be another one, and the factors and held values in force.
 * A change that is too far back to be searched counts.
 */
export async function whatCounts(
  context: Context,
  stored: Stored,
  value: ExplainedValue,
): Promise<Counted> {
  const { step, group, param, state } = value
  const listed = await changesOf(context, stored)
  const changes = listed.map(({ input }) => input).filter((each) => each.step <= step)
  changes.sort((a, b) => a.step - b.step || a.revision - b.revision)
  const { schedulers } = stored.optimizer.definition
  const layout = state.program.layouts.find(({ name }) => name === group)!
  const able = candidatesFor(schedulers, changes, { group, param }, layout.paths)
  const inForce = editsInForce(state, { group, param })
  const past = await loadPast(context, stored, { step, group, changes })
  const sought = new Set(able.map(({ revision }) => revision).filter((each) => !inForce.has(each)))
  const counting = past && (await countingInputs(past, { group, param, step }, sought))
  const searched = new Set(counting && past.inputs.map(({ revision }) => revision))
  const counted = new Set([...inForce, ...(counting ?? [])])
  for (const { revision } of able) if (!searched.has(revision)) counted.add(revision)
  return {
    decisions: decisionsIn(past?.inputs ?? [], counted),
    changes: listed.filter(({ input }) => counted.has(input.revision)),
  }
}

/** The edits whose factors and held values are in force on a value. */
function editsInForce({ frame, step }: State, { group, param }: Target): ReadonlySet<number> {
  const { adjustments } = frame.groups.find(({ name }) => name === group)!
  const own = inForceAt(adjustments, step)?.filter(({ path }) => path === param)
  return new Set(own?.map(({ revision }) => revision))
}

/** The latest decisions of those that count. */
const decisionsIn = (inputs: readonly Input[], counted: ReadonlySet<number>) =>
  decisionsOf(inputs)
    .filter(({ revision }) => counted.has(revision))
    .sort((a, b) => a.revision - b.revision)
    .slice(-MAX_DECISIONS)
