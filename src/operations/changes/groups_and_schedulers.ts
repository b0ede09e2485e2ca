import { accept, resolveStep } from '../../core/optimizer/accept.ts'
import {
  addGroup,
  attach,
  detach,
  findGroup,
  removeGroup,
  findScheduler,
  removalStep,
} from '../../core/optimizer/changes.ts'
import type { GroupBody } from '../../core/definition/group.ts'
import { editGroup, type GroupEditBody } from '../../core/optimizer/group_edit.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { allUpcoming } from '../../core/optimizer/upcoming.ts'
import type { SchedulerInput } from '../../core/definition/normalize.ts'
import type { Stored } from '../../storage/store.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { transact } from '../commit/transaction.ts'
import { idempotentRequest, TEXT } from '../commit/idempotency.ts'

type Unrecorded = Parameters<typeof accept>[1]

/** Who changes something, and the step at which it is to act: the next unsealed one if left out. */
export interface ChangeOptions extends Caller {
  readonly atStep?: number | undefined
}

/** What an input changed, and the optimizer as it is now. */
export interface ChangedOptimizer {
  readonly optimizer: Optimizer
  readonly name: string
}

/** A change: what a repeat of it is known by, its subject, the input that it makes, and when. */
interface Change {
  readonly request: readonly unknown[]
  readonly name: (input: Unrecorded) => string
  readonly makeInput: (optimizer: Optimizer, step: number) => Unrecorded
  /** The step where none is named. */
  readonly defaultStep?: (optimizer: Optimizer) => number
}

/** Records an input, which acts at the step named, or at the next unsealed one. */
async function recordChange(
  context: Context,
  id: string,
  { request, name, makeInput, defaultStep }: Change,
  { atStep, ...caller }: ChangeOptions,
): Promise<ChangedOptimizer> {
  const decide = ({ optimizer }: Stored) => {
    const step = resolveStep(optimizer, atStep ?? defaultStep?.(optimizer))
    const input = makeInput(optimizer, step)
    const after = accept(optimizer, input, auditInfoOf(context, caller), step)
    return { after, inputs: after.pending.slice(-1), result: name(input) }
  }
  const at = atStep === undefined ? [] : [atStep]
  const idempotent = idempotentRequest(caller, TEXT, ...request, ...at)
  const { stored, result } = await transact(context, id, decide, { idempotent })
  return { optimizer: stored.optimizer, name: result }
}

/*
 * Each of these takes an idempotency key: with it, a repeat changes nothing and answers as the
 * first did. They refuse what the change itself refuses, `step_sealed`, and
 * `idempotency_key_reused`.
 */

export const addGroupTo = (
  context: Context,
  id: string,
  body: GroupBody,
  changing: ChangeOptions,
) =>
  recordChange(
    context,
    id,
    {
      request: ['add', body],
      name: () => body.name,
      makeInput: (optimizer, step) => addGroup(optimizer, body, step),
    },
    changing,
  )

/** A group that has not joined yet leaves as it joins, and so never does. */
export const removeGroupFrom = (
  context: Context,
  id: string,
  group: string,
  changing: ChangeOptions,
) =>
  recordChange(
    context,
    id,
    {
      request: ['remove', group],
      name: () => group,
      makeInput: (optimizer, step) => removeGroup(optimizer, group, step),
      defaultStep: (optimizer) =>
        removalStep(optimizer, findGroup(allUpcoming(optimizer).groups, group)),
    },
    changing,
  )

export const editGroupOf = (
  context: Context,
  id: string,
  { group, set }: { group: string; set: GroupEditBody },
  changing: ChangeOptions,
) =>
  recordChange(
    context,
    id,
    {
      request: ['edit', group, set],
      name: () => group,
      makeInput: (optimizer, step) => editGroup(optimizer, group, set, step),
      defaultStep: (optimizer) =>
        removalStep(optimizer, findGroup(allUpcoming(optimizer).groups, group)),
    },
    changing,
  )

export const attachTo = (
  context: Context,
  id: string,
  body: SchedulerInput,
  changing: ChangeOptions,
) =>
  recordChange(
    context,
    id,
    {
      request: ['attach', body],
      name: (input) => (input.kind === 'scheduler_attached' ? input.scheduler.name : ''),
      makeInput: (optimizer, step) => attach(optimizer, body, step),
    },
    changing,
  )

/** A scheduler that is still to be attached is detached as it is, and so never is. */
export const detachFrom = (
  context: Context,
  id: string,
  scheduler: string,
  changing: ChangeOptions,
) =>
  recordChange(
    context,
    id,
    {
      request: ['detach', scheduler],
      name: () => scheduler,
      makeInput: (optimizer, step) => detach(optimizer, scheduler, step),
      defaultStep: (optimizer) =>
        removalStep(optimizer, findScheduler(allUpcoming(optimizer).schedulers, scheduler)),
    },
    changing,
  )
