import type { z } from 'zod'
import { findGroup } from '../../core/optimizer/changes.ts'
import type { Values } from '../../core/hyperparameters.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { allShown, type ShownOptimizer } from '../../core/optimizer/shown.ts'
import { unflattened } from '../../core/optimizer/upcoming.ts'
import type { PendingEdit, UpcomingGroup } from '../../core/optimizer/upcoming_group.ts'
import type { Registered } from '../../operations/optimizers/register.ts'
import { groupsText } from './groups.ts'
import { lifetime, schedulerState } from './schedulers.ts'
import { optimizerWarnings } from './warnings.ts'
import type { Summary } from '../../storage/store.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type {
  GroupResponse,
  OptimizerResponse,
  PatchedOptimizerResponse,
} from '../contract/optimizers.ts'

/** Optimizers and groups in responses. */

/** Groups show the values at `step`, the cursor. */
export function optimizerResponse(found: ShownOptimizer): z.infer<typeof OptimizerResponse> {
  const { optimizer } = found
  const { id, createdAt, definition, revision, generation, cursor, sealedThrough } = optimizer
  const { defaults, labels } = definition
  const { totalSteps } = optimizer.state.frame
  const pending = pendingLengths(optimizer)
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
    ...(totalSteps === undefined ? {} : { total_steps: totalSteps }),
    ...(pending.length === 0 ? {} : { pending }),
    labels,
    created_at: createdAt,
    ...optimizerWarnings(optimizer, view),
  }
}

/** Changes of the length of the run that have not acted yet. */
const pendingLengths = ({ pending, state }: Optimizer) =>
  lengthChanges(pending)
    .filter(({ step }) => step > state.step)
    .map(({ revision, step, totalSteps }) => ({ revision, step, total_steps: totalSteps }))

const lengthChanges = (inputs: readonly Input[]) =>
  inputs.filter((input) => input.kind === 'total_steps_changed')

/** An optimizer after a change of itself, with the step at which the length of the run changes. */
export function patchedOptimizerResponse(
  found: ShownOptimizer,
  { total_steps }: { readonly total_steps?: number | undefined },
): z.infer<typeof PatchedOptimizerResponse> {
  const changes = lengthChanges(found.optimizer.pending)
  const step = changes.findLast(({ totalSteps }) => totalSteps === total_steps)?.step
  return {
    ...optimizerResponse(found),
    ...(step === undefined ? {} : { effective_step: step }),
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
