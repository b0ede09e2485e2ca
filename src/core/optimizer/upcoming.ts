import { unflatten, type Hyperparameters, type Values } from '../hyperparameters.ts'
import { inForceAt } from '../trajectory/adjustment.ts'
import { inActingOrder } from '../trajectory/fold.ts'
import type { Input } from '../trajectory/input.ts'
import { applyPending, type ProjectionLimits } from './apply_pending.ts'
import type { Optimizer } from './optimizer.ts'
import { undrivenBy, type Upcoming } from './upcoming_group.ts'

/**
 * The groups and schedulers of an optimizer after all accepted inputs. A removal at the next step
 * is already applied; a later one is shown as `untilStep`.
 */
export const allUpcoming = (optimizer: Optimizer): Upcoming =>
  project(optimizer, { through: Infinity, removedThrough: optimizer.sealedThrough + 1 })

/** The groups and schedulers at a step, after the accepted inputs up to this step. */
export const upcomingAt = (optimizer: Optimizer, step: number): Upcoming =>
  project(optimizer, { through: step, removedThrough: step })

/** All that is upcoming, with the arguments that the schedulers of a step have there. */
export function allUpcomingAt(optimizer: Optimizer, step: number): Upcoming {
  const all = allUpcoming(optimizer)
  const here = upcomingAt(optimizer, step).schedulers
  const schedulers = all.schedulers.map((each) => {
    const { scheduler, effectiveStep } = each
    const patched = here.find(
      (one) => one.scheduler.name === scheduler.name && one.effectiveStep === effectiveStep,
    )
    return patched ? { ...each, scheduler: patched.scheduler } : each
  })
  return { ...all, schedulers }
}

/** Inputs by the step at which they act; at one step, in the order of acceptance. */
export const byStep = (inputs: readonly Input[]): readonly Input[] =>
  inputs.toSorted((a, b) => a.step - b.step)

function project({ state, pending }: Optimizer, limits: ProjectionLimits): Upcoming {
  const { frame, program, values } = state
  const groups = frame.groups.map((group, index) => {
    const { name, groupExtras, constants } = group
    const { paths, offset } = program.layouts[index]!
    const now = Object.fromEntries(paths.map((path, at) => [path, values[offset + at]!]))
    const uncovered = undrivenBy(group, frame.schedulers)
    const { laterArguments } = group
    const adjustments = inForceAt(group.adjustments, state.step)
    const about = { name, values: now, constants, groupExtras, adjustments, laterArguments }
    return { ...about, pending: [], uncovered }
  })
  const schedulers = frame.schedulers.map(({ scheduler }) => ({ scheduler }))
  // Before the first advance, the state has the pending inputs at step 0.
  const due = byStep(pending).filter(({ step }) => step > state.step && step <= limits.through)
  const effective = [...Map.groupBy(due, ({ step }) => step).values()].flatMap(inActingOrder)
  return effective.reduce<Upcoming>((current, input) => applyPending(current, input, limits), {
    groups,
    schedulers,
    totalSteps: frame.totalSteps,
  })
}

/** Values in the shape of hyperparameters: `betas.0` and `betas.1` become `betas`. */
export const unflattened = (values: Values): Hyperparameters => {
  const paths = Object.keys(values)
  return unflatten(paths, (index) => values[paths[index]!]!)
}
