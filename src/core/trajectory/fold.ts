import { withScheduler, constructOn } from './construction.ts'
import { applyEdit } from './edit.ts'
import type { Attached, Frame, FrameGroup } from './frame.ts'
import type { Group } from '../definition/group.ts'
import { flatten } from '../hyperparameters.ts'
import type { Input, InputOf } from './input.ts'
import type { Definition } from '../definition/registration.ts'
import { saveSlot } from './slot.ts'
import { run, stateOf, type Metrics, type State, type OnStep } from './state.ts'

/**
 * A trajectory is a fold. At each step, in this order:
 *
 * 1. groups and schedulers are removed;
 * 2. every remaining scheduler takes one step, group by group, in the order of attachment; a
 *    scheduler that monitors a metric steps only if the metric is decided at this step;
 * 3. the other inputs of this step act in the order of acceptance: an attached scheduler takes its
 *    initial step, every scheduler that covers an added group is constructed on it, an edit sets
 *    the current value.
 *
 * The order is that of a torch program that calls `scheduler.step()` and then runs the statements
 * of the inputs.
 */

/** The state at step 0: torch's values after the construction. */
export function initialState({ groups, schedulers, total_steps }: Definition): State {
  const attached = schedulers.map((scheduler) => ({ since: 0, scheduler }))
  const empty: Frame = { step: 0, groups: [], schedulers: attached, totalSteps: total_steps }
  return stateOf({ ...empty, groups: groups.map((group) => constructGroup(group, empty)) })
}

/**
 * The state at step `to`, with the inputs that act after the step of `state`.
 * @param inputs in the order of acceptance; inputs that act at other steps are ignored.
 * @throws {Refusal} `value_not_finite` if a rule has no finite value.
 */
export function fold(state: State, inputs: readonly Input[], to: number, onStep?: OnStep): State {
  const acting = inputs.filter(({ step }) => step > state.step && step <= to)
  const steps = [...new Set(acting.map(({ step }) => step))].sort((a, b) => a - b)
  const reached = steps.reduce((before, step) => {
    const here = acting.filter((input) => input.step === step)
    return applyInputs(run(before, step - 1, onStep), here, step, onStep)
  }, state)
  return run(reached, to, onStep)
}

function applyInputs(
  before: State,
  accepted: readonly Input[],
  step: number,
  onStep?: OnStep,
): State {
  const { metrics, inputs } = splitMetrics(accepted)
  if (inputs.length === 0) return run(before, step, onStep, metrics)
  const stepped = run(applyRemovals(before, inputs), step, undefined, metrics)
  const after = stateOf(inputs.reduce(applyInput, frameAt(stepped)))
  onStep?.(step, after.values, after.program)
  return after
}

/** The inputs of one step: the decided metrics, and the other inputs. */
export function splitMetrics(accepted: readonly Input[]): { metrics: Metrics; inputs: Input[] } {
  const decisions = accepted.filter((input) => input.kind === 'metric_decided')
  // A late report acts at a later step, which may also have its own report: both count.
  const counting = decisions.filter(({ outcome }) => outcome === undefined)
  const metrics = Map.groupBy(counting, ({ metric }) => metric)
  return { metrics, inputs: dropCancelledPairs(accepted.filter((input) => !isMetric(input))) }
}

const isMetric = (input: Input) => input.kind === 'metric_decided'

/** The state before a step, without the groups and schedulers removed at this step. */
export function applyRemovals(before: State, inputs: readonly Input[]): State {
  const removals = inputs.filter(isRemoval)
  return removals.length === 0 ? before : stateOf(removals.reduce(applyRemoval, frameAt(before)))
}

/** Removes pairs of inputs that add and remove the same thing at this step: they have no effect. */
function dropCancelledPairs(inputs: readonly Input[]): Input[] {
  const effective: Input[] = []
  for (const input of inputs) {
    const inverse = effective.findLastIndex((earlier) => isInverse(input, earlier))
    if (inverse < 0) effective.push(input)
    else effective.splice(inverse, 1)
  }
  return effective
}

function isInverse(input: Input, earlier: Input): boolean {
  if (input.kind === 'group_removed') {
    return earlier.kind === 'group_added' && earlier.group.name === input.group
  }
  if (input.kind !== 'scheduler_detached') return false
  return earlier.kind === 'scheduler_attached' && earlier.scheduler.name === input.scheduler
}

/** The frame at the state's step, with the current values and memory. */
export function frameAt({ frame, program, values, step }: State): Frame {
  const kept = Map.groupBy(program.bindings, ({ group }) => group)
  const groups = frame.groups.map((group, index): FrameGroup => {
    const { paths, offset } = program.layouts[index]!
    const now = paths.map((path, column) => [path, values[offset + column]!] as const)
    const slots = (kept.get(group.name) ?? []).map(
      ({ scheduler, rule, slot }) => [scheduler, saveSlot(rule, slot, values)] as const,
    )
    return { ...group, values: Object.fromEntries(now), slots: Object.fromEntries(slots) }
  })
  return { ...frame, step, groups }
}

type Removal = InputOf<'group_removed'> | InputOf<'scheduler_detached'>

const isRemoval = (input: Input): input is Removal & Input =>
  input.kind === 'group_removed' || input.kind === 'scheduler_detached'

function applyRemoval(frame: Frame, input: Removal): Frame {
  if (input.kind === 'group_removed') {
    return { ...frame, groups: frame.groups.filter(({ name }) => name !== input.group) }
  }
  const stays = ({ scheduler }: Attached) => scheduler.name !== input.scheduler
  return { ...frame, schedulers: frame.schedulers.filter(stays) }
}

/** The frame after one input. Call it after the schedulers have stepped. */
export function applyInput(frame: Frame, input: Input): Frame {
  switch (input.kind) {
    case 'group_added':
      return withGroup(frame, input.group)
    case 'scheduler_attached':
      return withScheduler(frame, input.scheduler)
    case 'edited':
      return applyEdit(frame, input)
    default:
      return frame
  }
}

const withGroup = (frame: Frame, group: Group): Frame => ({
  ...frame,
  groups: [...frame.groups, constructGroup(group, frame)],
})

/** A group with every scheduler that covers it constructed on it. */
function constructGroup(group: Group, frame: Frame): FrameGroup {
  const { name, hyperparameters, constants, initialLr } = group
  const groupExtras = initialLr === undefined ? {} : { initial_lr: initialLr }
  const values = flatten(hyperparameters)
  const bare = { name, since: frame.step, values, ...(constants && { constants }), groupExtras }
  return constructOn({ ...bare, slots: {} }, frame.schedulers, frame)
}
