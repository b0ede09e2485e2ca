import { drivenColumns } from './compile_frame.ts'
import { withScheduler } from './construction.ts'
import { applyEdit } from './edit.ts'
import { isOnSharedClock, type Attached, type Frame, type FrameGroup } from './frame.ts'
import type { Input, InputOf } from './input.ts'
import { withGroup } from './late_group.ts'
import { constructedWithLength, withPatch, withTotalSteps } from './patch.ts'
import { saveSlot } from './slot.ts'
import { run, stateOf, type Metrics, type State, type OnStep } from './state.ts'

/**
 * A trajectory is a fold. At each step, in this order:
 *
 * 1. groups and schedulers are removed, schedulers get other arguments, also by another length of
 *    the run, and a group that was added without a step joins: torch's add_param_group between two
 *    steps;
 * 2. every remaining scheduler takes one step, group by group, in the order of attachment; a
 *    scheduler that monitors a metric steps only if the metric is decided at this step;
 * 3. the other inputs of this step act in the order of acceptance: an attached scheduler takes its
 *    initial step, an added group joins with its own values, an edit sets the current value.
 *
 * The order is that of a torch program that calls `scheduler.step()` and then runs the statements
 * of the inputs.
 */

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
  const stepped = run(applyBeforeSchedulers(before, inputs), step, undefined, metrics)
  const after = stateOf(inputs.reduce(applyInput, frameAt(stepped)))
  onStep?.(step, after.values, after.program)
  return after
}

/** The inputs of one step: the decided metrics, and the other inputs. */
export function splitMetrics(accepted: readonly Input[]): {
  metrics: Metrics
  inputs: readonly Input[]
} {
  const decisions = accepted.filter((input) => input.kind === 'metric_decided')
  // A late report acts at a later step, which may also have its own report: both count.
  const counting = decisions.filter(({ outcome }) => outcome === undefined)
  const metrics = Map.groupBy(counting, ({ metric }) => metric)
  const others = dropCancelledPairs(accepted.filter((input) => !isMetric(input)))
  return { metrics, inputs: constructedWithLength(others) }
}

const isMetric = (input: Input) => input.kind === 'metric_decided'

/** The inputs of one step that have an effect, without metrics, in the order in which they act. */
export function inActingOrder(accepted: readonly Input[]): readonly Input[] {
  const { inputs } = splitMetrics(accepted)
  const early = inputs.filter(isBeforeSchedulers)
  return [...early, ...inputs.filter((input) => !isBeforeSchedulers(input))]
}

/** The state before a step, with the inputs that act before the schedulers take this step. */
export function applyBeforeSchedulers(before: State, inputs: readonly Input[]): State {
  const early = inputs.filter(isBeforeSchedulers)
  if (early.length === 0) return before
  return stateOf(early.reduce(applyEarlyInput, frameAt(before)))
}

const isBeforeSchedulers = (input: Input): boolean =>
  isRemoval(input) ||
  joinsBefore(input) ||
  input.kind === 'scheduler_patched' ||
  input.kind === 'total_steps_changed'

function applyEarlyInput(frame: Frame, input: Input): Frame {
  if (input.kind === 'scheduler_patched') return withPatch(frame, input)
  if (input.kind === 'total_steps_changed') return withTotalSteps(frame, input)
  if (isRemoval(input)) return applyRemoval(frame, input)
  return input.kind === 'group_added' ? withGroup(frame, input) : frame
}

/** Whether an added group takes the step of its input: it was added after the step before. */
const joinsBefore = (input: Input): boolean =>
  input.kind === 'group_added' && input.beforeStep === true

/**
 * Removes pairs of inputs that add and remove the same thing at this step: they have no effect. The
 * edits of a group between its addition and its removal go with it.
 */
function dropCancelledPairs(inputs: readonly Input[]): Input[] {
  let effective: Input[] = []
  for (const input of inputs) {
    const inverse = effective.findLastIndex((earlier) => isInverse(input, earlier))
    if (inverse < 0) effective.push(input)
    else
      effective = [
        ...effective.slice(0, inverse),
        ...withoutEdits(effective.slice(inverse + 1), input),
      ]
  }
  return effective
}

const withoutEdits = (inputs: readonly Input[], removal: Input): Input[] =>
  removal.kind !== 'group_removed'
    ? [...inputs]
    : inputs.map((input) =>
        input.kind === 'edited'
          ? { ...input, groups: input.groups.filter((name) => name !== removal.group) }
          : input,
      )

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
    const layout = program.layouts[index]!
    const columnOf = drivenColumns(layout, program.adjustedColumns)
    const now = layout.paths.map((path) => [path, values[columnOf(path)]!] as const)
    const slots = (kept.get(group.name) ?? []).map(
      ({ scheduler, rule, slot }) => [scheduler, saveSlot(rule, slot, values)] as const,
    )
    return { ...group, values: Object.fromEntries(now), slots: Object.fromEntries(slots) }
  })
  return { ...frame, step, groups }
}

export type Removal = InputOf<'group_removed'> | InputOf<'scheduler_detached'>

export const isRemoval = (input: Input): input is Removal & Input =>
  input.kind === 'group_removed' || input.kind === 'scheduler_detached'

function applyRemoval(frame: Frame, input: Removal): Frame {
  if (input.kind === 'group_removed') return withoutGroup(frame, input.group)
  const stays = ({ scheduler }: Attached) => scheduler.name !== input.scheduler
  return { ...frame, schedulers: frame.schedulers.filter(stays) }
}

/** The frame after one input. Call it after the schedulers have stepped. */
export function applyInput(frame: Frame, input: Input): Frame {
  switch (input.kind) {
    case 'group_added':
      return joinsBefore(input) ? frame : withGroup(frame, input)
    case 'scheduler_attached':
      return withScheduler(frame, input.scheduler)
    case 'edited':
      return applyEdit(frame, input)
    default:
      return frame
  }
}

/** A scheduler without any group keeps its clock and the memory of its last group. */
function withoutGroup(frame: Frame, name: string): Frame {
  const removed = frame.groups.find((group) => group.name === name)
  if (!removed) return frame
  const groups = frame.groups.filter((group) => group !== removed)
  const schedulers = frame.schedulers.map((attached) => {
    const { scheduler, since } = attached
    const isLast = !groups.some(({ slots }) => Object.hasOwn(slots, scheduler.name))
    const slot = removed.slots[scheduler.name]
    return isLast && slot && isOnSharedClock(removed, since)
      ? { ...attached, lastSlot: slot }
      : attached
  })
  return { ...frame, groups, schedulers }
}
