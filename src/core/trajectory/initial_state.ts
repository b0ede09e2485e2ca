import type { Definition } from '../definition/registration.ts'
import { constructGroup } from './construction.ts'
import { applyInput, isRemoval, splitMetrics, type Removal } from './fold.ts'
import type { Frame } from './frame.ts'
import type { Input } from './input.ts'
import { lengthened } from './patch.ts'
import { stateOf, type State } from './state.ts'

/**
 * The state at step 0: torch's values after the construction, and after the inputs at step 0, in
 * the order of acceptance. A removal at step 0 leaves no effect of the removed group or scheduler.
 * @param inputs inputs that act at other steps are ignored.
 * @throws {Refusal} `value_not_finite` if a rule has no finite value.
 */
export function initialState(definition: Definition, inputs: readonly Input[] = []): State {
  const { constructed, additions } = construction(definition, inputs)
  return stateOf(additions.reduce(applyInput, constructed))
}

/**
 * The frame of a definition at step 0, and the inputs that act on it. It is constructed with the
 * last length of the run that is set at step 0.
 */
export function construction(
  definition: Definition,
  inputs: readonly Input[],
): { constructed: Frame; additions: readonly Input[] } {
  const atZero = splitMetrics(inputs.filter(({ step }) => step === 0)).inputs
  const removals = atZero.filter(isRemoval)
  const additions = atZero.filter((input) => !isRemoval(input))
  const lengths = atZero.filter((input) => input.kind === 'total_steps_changed')
  const schedulers = definition.schedulers.map((each) => lengthened(each, lengths))
  const total_steps = lengths.at(-1)?.totalSteps ?? definition.total_steps
  const constructed = frameOf({ ...definition, schedulers, total_steps }, removals)
  return { constructed, additions }
}

/** The constructed groups and schedulers of a definition, without the removed ones. */
function frameOf(definition: Definition, removals: readonly Removal[]): Frame {
  const isRemoved = (kind: Removal['kind'], name: string) =>
    removals.some((each) => each.kind === kind && removedName(each) === name)
  const schedulers = definition.schedulers
    .filter(({ name }) => !isRemoved('scheduler_detached', name))
    .map((scheduler) => ({ since: 0, scheduler }))
  const empty: Frame = { step: 0, groups: [], schedulers, totalSteps: definition.total_steps }
  const groups = definition.groups.filter(({ name }) => !isRemoved('group_removed', name))
  return { ...empty, groups: groups.map((group) => constructGroup(group, empty)) }
}

const removedName = (removal: Removal): string =>
  removal.kind === 'group_removed' ? removal.group : removal.scheduler
