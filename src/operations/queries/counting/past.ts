import type { Definition } from '../../../core/definition/registration.ts'
import { covers } from '../../../core/definition/scheduler.ts'
import type { Scheduler } from '../../../core/schedules/catalogue.ts'
import { frameAt } from '../../../core/trajectory/fold.ts'
import { initialState } from '../../../core/trajectory/initial_state.ts'
import type { Input } from '../../../core/trajectory/input.ts'
import { stateOf, type State } from '../../../core/trajectory/state.ts'

/** A known state, and every input that acts from there on. */
export interface Past {
  readonly from: number
  /** The state at `from`. The inputs at step 0 act in it, if it is that of the registration. */
  readonly begin: (inputs: readonly Input[]) => State
  /** By step, at one step in the order of acceptance. */
  readonly inputs: readonly Input[]
}

/** The past from the registration. */
export function pastFromRegistration(
  definition: Definition,
  inputs: readonly Input[],
  group: string,
): Past {
  const isThere = definition.groups.some(({ name }) => name === group)
  const first = definition.groups.map(({ name }) => name)
  const kept = isThere ? new Set([group]) : witnesses(definition.schedulers, first, inputs)
  const own = { ...definition, groups: definition.groups.filter(({ name }) => kept.has(name)) }
  return {
    from: 0,
    begin: (atStart) => initialState(own, atStart),
    inputs: isThere ? withoutOthers(inputs, group) : inputs,
  }
}

/** The past from a state, whose own step no input of `inputs` acts at. */
export function pastFromState(state: State, inputs: readonly Input[], group: string): Past {
  const { groups, schedulers } = state.frame
  const isThere = groups.some(({ name }) => name === group)
  const attached = schedulers.map(({ scheduler }) => scheduler)
  const names = groups.map(({ name }) => name)
  const kept = isThere ? new Set([group]) : witnesses(attached, names, inputs)
  const frame = frameAt(state)
  const own = stateOf({ ...frame, groups: frame.groups.filter(({ name }) => kept.has(name)) })
  return {
    from: state.step,
    begin: () => own,
    inputs: isThere ? withoutOthers(inputs, group) : inputs,
  }
}

/**
 * No group has an effect on the values of another one, except that a group which joins later shares
 * the memory of a scheduler: one group of each is enough.
 */
function witnesses(
  schedulers: readonly Scheduler[],
  groups: readonly string[],
  inputs: readonly Input[],
): ReadonlySet<string> {
  const attached = inputs.flatMap((input) =>
    input.kind === 'scheduler_attached' ? [input.scheduler] : [],
  )
  const first = [...schedulers, ...attached].map((each) =>
    groups.find((name) => covers(each, name)),
  )
  return new Set(first.filter((name) => name !== undefined))
}

const withoutOthers = (inputs: readonly Input[], group: string): readonly Input[] =>
  inputs.filter(
    (input) =>
      !(input.kind === 'group_added' && input.group.name !== group) &&
      !(input.kind === 'group_removed' && input.group !== group),
  )
