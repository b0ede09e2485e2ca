import { accept, resolveStep } from '../../core/optimizer/accept.ts'
import {
  addGroup,
  attach,
  detach,
  groupNamed,
  removeGroup,
  schedulerNamed,
  stepOfLeaving,
} from '../../core/optimizer/changes.ts'
import type { GroupBody } from '../../core/definition/group.ts'
import { editGroup, type EditBody } from '../../core/optimizer/group_edit.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { outlook } from '../../core/optimizer/upcoming.ts'
import type { SchedulerInput } from '../../core/definition/normalize.ts'
import type { Stored } from '../../storage/store.ts'
import { circumstancesOf, type Caller, type Context } from '../context.ts'
import { decide } from '../commit/transaction.ts'
import { onceOf } from '../commit/idempotency.ts'

type Unrecorded = Parameters<typeof accept>[1]

/** Who changes something, and the step at which it is to act: the next unsealed one if left out. */
export interface Changing extends Caller {
  readonly atStep?: number | undefined
}

/** What an input changed, and the optimizer as it is now. */
export interface Changed {
  readonly optimizer: Optimizer
  readonly name: string
}

/** A change: what a repeat of it is known by, its subject, the input that it makes, and when. */
interface Change {
  readonly request: readonly unknown[]
  readonly name: (input: Unrecorded) => string
  readonly make: (optimizer: Optimizer, step: number) => Unrecorded
  /** The step where none is named. */
  readonly usual?: (optimizer: Optimizer) => number
}

/** Records an input, which acts at the step named, or at the next unsealed one. */
async function change(
  context: Context,
  id: string,
  { request, name, make, usual }: Change,
  { atStep, ...caller }: Changing,
): Promise<Changed> {
  const decision = ({ optimizer }: Stored) => {
    const step = resolveStep(optimizer, atStep ?? usual?.(optimizer))
    const input = make(optimizer, step)
    const after = accept(optimizer, input, circumstancesOf(context, caller), step)
    return { after, inputs: after.pending.slice(-1), result: name(input) }
  }
  const at = atStep === undefined ? [] : [atStep]
  const once = onceOf(caller.key, ...request, ...at)
  const { stored, result } = await decide(context, id, decision, { once })
  return { optimizer: stored.optimizer, name: result }
}

/*
 * Each of these takes an idempotency key: with it, a repeat changes nothing and answers as the
 * first did. They refuse what the change itself refuses, `step_sealed`, and
 * `idempotency_key_reused`.
 */

export const addGroupTo = (context: Context, id: string, body: GroupBody, changing: Changing) =>
  change(
    context,
    id,
    {
      request: ['add', body],
      name: () => body.name,
      make: (optimizer, step) => addGroup(optimizer, body, step),
    },
    changing,
  )

/** A group that has not joined yet leaves as it joins, and so never does. */
export const removeGroupFrom = (context: Context, id: string, group: string, changing: Changing) =>
  change(
    context,
    id,
    {
      request: ['remove', group],
      name: () => group,
      make: (optimizer, step) => removeGroup(optimizer, group, step),
      usual: (optimizer) => stepOfLeaving(optimizer, groupNamed(outlook(optimizer).groups, group)),
    },
    changing,
  )

export const editGroupOf = (
  context: Context,
  id: string,
  { group, set }: { group: string; set: EditBody },
  changing: Changing,
) =>
  change(
    context,
    id,
    {
      request: ['edit', group, set],
      name: () => group,
      make: (optimizer, step) => editGroup(optimizer, group, set, step),
      usual: (optimizer) => stepOfLeaving(optimizer, groupNamed(outlook(optimizer).groups, group)),
    },
    changing,
  )

export const attachTo = (context: Context, id: string, body: SchedulerInput, changing: Changing) =>
  change(
    context,
    id,
    {
      request: ['attach', body],
      name: (input) => (input.kind === 'scheduler_attached' ? input.scheduler.name : ''),
      make: (optimizer, step) => attach(optimizer, body, step),
    },
    changing,
  )

/** A scheduler that is still to be attached is detached as it is, and so never is. */
export const detachFrom = (context: Context, id: string, scheduler: string, changing: Changing) =>
  change(
    context,
    id,
    {
      request: ['detach', scheduler],
      name: () => scheduler,
      make: (optimizer, step) => detach(optimizer, scheduler, step),
      usual: (optimizer) =>
        stepOfLeaving(optimizer, schedulerNamed(outlook(optimizer).schedulers, scheduler)),
    },
    changing,
  )
