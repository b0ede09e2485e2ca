import type { z } from 'zod'
import { findGroup, findScheduler } from '../../core/optimizer/changes.ts'
import type { Values } from '../../core/hyperparameters.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { allShown, type ShownOptimizer } from '../../core/optimizer/shown.ts'
import { allUpcoming, unflattened } from '../../core/optimizer/upcoming.ts'
import {
  drives,
  type Upcoming,
  type UpcomingGroup,
  type UpcomingScheduler,
  type PendingEdit,
} from '../../core/optimizer/upcoming_group.ts'
import type { Registered } from '../../operations/optimizers/register.ts'
import { groupsText } from './groups.ts'
import type { Summary } from '../../storage/store.ts'
import type { GroupResponse, OptimizerResponse, SchedulerResponse } from '../contract/optimizers.ts'

/** Optimizers, groups and schedulers in responses. */

/** Groups show the values at `step`, the cursor. */
export function optimizerResponse(found: ShownOptimizer): z.infer<typeof OptimizerResponse> {
  const { optimizer } = found
  const { id, createdAt, definition, revision, generation, cursor, sealedThrough } = optimizer
  const { defaults, total_steps, labels } = definition
  const view = allShown(found)
  return {
    id,
    revision,
    generation: generation.number,
    step: cursor,
    sealed_through: sealedThrough,
    groups: view.groups.map(groupState),
    schedulers: view.schedulers.map((each) => schedulerState(each, view)),
    ...(Object.keys(defaults).length === 0 ? {} : { defaults }),
    ...(total_steps === undefined ? {} : { total_steps }),
    labels,
    created_at: createdAt,
  }
}

/** Writes `RegisteredResponse`. */
export function registeredText({ initial, ...found }: Registered): string {
  const text = JSON.stringify(optimizerResponse(found))
  return initial ? `${text.slice(0, -1)},"values":${groupsText(initial)}}` : text
}

export const summaryResponse = ({ id, createdAt, labels, ...at }: Summary) => ({
  id,
  revision: at.revision,
  generation: at.generation,
  step: at.cursor,
  sealed_through: at.sealedThrough,
  labels,
  created_at: createdAt,
})

export const groupResponses = (found: ShownOptimizer) => allShown(found).groups.map(groupState)

export const groupResponse = (found: ShownOptimizer, name: string) =>
  groupState(findGroup(allShown(found).groups, name))

export function schedulerResponses(optimizer: Optimizer) {
  const view = allUpcoming(optimizer)
  return view.schedulers.map((each) => schedulerState(each, view))
}

export function schedulerResponse(optimizer: Optimizer, name: string) {
  const view = allUpcoming(optimizer)
  return schedulerState(findScheduler(view.schedulers, name), view)
}

/** A scheduler after the acceptance of a change, with the step at which that acts. */
export function patchedSchedulerResponse(optimizer: Optimizer, name: string) {
  const view = allUpcoming(optimizer)
  const found = findScheduler(view.schedulers, name)
  const step = found.pending?.at(-1)?.step
  return {
    ...schedulerState(found, view),
    ...(step === undefined ? {} : { effective_step: step }),
  }
}

function groupState(view: UpcomingGroup): z.infer<typeof GroupResponse> {
  const { name, values, constants, groupExtras, pending } = view
  const { lr, ...others } = unflattened(values)
  return {
    name,
    lr: lr as number,
    initial_lr: lr as number,
    ...constants,
    ...groupExtras,
    ...others,
    ...lifetime(view),
    ...adjustmentFields(view),
    ...(pending.length === 0 ? {} : { pending: pending.map((edit) => pendingEdit(edit, values)) }),
  }
}

function pendingEdit(edit: PendingEdit, values: Values) {
  const { revision, step, set, scale, multiply, hold, release, untilStep, reason } = edit
  return {
    revision,
    step,
    set: settable(set, values),
    ...(scale && { scale }),
    ...(multiply && { multiply }),
    ...(hold && { hold: settable(hold, values) }),
    ...(release && { release: { multiply: [...release.multiply], hold: [...release.hold] } }),
    ...(untilStep === undefined ? {} : { until_step: untilStep }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** The factors and the held values in force, by path. */
function adjustmentFields({ adjustments = [] }: UpcomingGroup) {
  const multiply: Record<string, number> = {}
  const hold: Record<string, number> = {}
  for (const { kind, path, value } of adjustments) {
    if (kind === 'hold') hold[path] = value
    else multiply[path] = (multiply[path] ?? 1) * value
  }
  return {
    ...(Object.keys(multiply).length === 0 ? {} : { multiply }),
    ...(Object.keys(hold).length === 0 ? {} : { hold }),
  }
}

/** The values that an edit sets, as in its request: lists if all elements are set, else by path. */
function settable(set: Values, values: Values) {
  const isWhole = ([path]: [string, number]) => {
    const [key] = path.split('.')
    const elements = Object.keys(values).filter((each) => each.split('.')[0] === key)
    return elements.length > 0 && elements.every((each) => Object.hasOwn(set, each))
  }
  const whole = Object.entries(set).filter(isWhole)
  const parts = Object.entries(set).filter((entry) => !isWhole(entry))
  return { ...unflattened(Object.fromEntries(whole)), ...Object.fromEntries(parts) }
}

function schedulerState(
  view: UpcomingScheduler,
  { groups }: Upcoming,
): z.infer<typeof SchedulerResponse> {
  const { name, type, preset, groups: _named, ...given } = view.scheduler
  const driven = groups.filter((each) => drives(view.scheduler, each)).map(({ name }) => name)
  const { pending = [] } = view
  return {
    ...{ name, type, ...(preset === undefined ? {} : { preset }) },
    ...given,
    groups: driven,
    ...lifetime(view),
    ...(pending.length === 0 ? {} : { pending: [...pending] }),
  }
}

/** The steps of a pending addition and of a pending removal. */
const lifetime = ({
  effectiveStep,
  untilStep,
}: Pick<UpcomingGroup, 'effectiveStep' | 'untilStep'>) => ({
  ...(effectiveStep === undefined ? {} : { effective_step: effectiveStep }),
  ...(untilStep === undefined ? {} : { until_step: untilStep }),
})
