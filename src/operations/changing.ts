import { accept, addGroup, attach, detach, removeGroup } from '../core/changes.ts'
import type { GroupBody } from '../core/group.ts'
import { editGroup, type EditBody } from '../core/group_edit.ts'
import type { Optimizer } from '../core/optimizer.ts'
import type { SchedulerInput } from '../core/settle.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { decide } from './decide.ts'
import { onceOf, type Once } from './once.ts'

type Unrecorded = Parameters<typeof accept>[1]

/** What an input changed, and the optimizer as it is now. */
export interface Changed {
  readonly optimizer: Optimizer
  readonly name: string
}

/** Records an input, which acts at the next unsealed step. */
async function change(
  context: Context,
  id: string,
  make: (optimizer: Optimizer) => Unrecorded,
  once: Once | undefined,
): Promise<Changed> {
  const decision = ({ optimizer }: Stored) => {
    const input = make(optimizer)
    const after = accept(optimizer, input, context.now().toISOString())
    return { after, inputs: after.pending.slice(-1), result: nameOf(input) }
  }
  const { stored, result } = await decide(context, id, decision, once)
  return { optimizer: stored.optimizer, name: result }
}

function nameOf(input: Unrecorded): string {
  switch (input.kind) {
    case 'group_added':
      return input.group.name
    case 'scheduler_attached':
      return input.scheduler.name
    case 'group_removed':
      return input.group
    case 'scheduler_detached':
      return input.scheduler
    case 'edited':
      return input.groups[0]!
    case 'metric_decided':
      return input.metric
  }
}

/*
 * Each of these takes an idempotency key: with it, a repeat changes nothing and answers as the
 * first did. They refuse what the change itself refuses, and `idempotency_key_reused`.
 */

export const addGroupTo = (context: Context, id: string, body: GroupBody, key?: string) =>
  change(context, id, (optimizer) => addGroup(optimizer, body), onceOf(key, 'add', body))

export const removeGroupFrom = (context: Context, id: string, group: string, key?: string) =>
  change(context, id, (optimizer) => removeGroup(optimizer, group), onceOf(key, 'remove', group))

export const editGroupOf = (
  context: Context,
  id: string,
  { group, set }: { group: string; set: EditBody },
  key?: string,
) =>
  change(
    context,
    id,
    (optimizer) => editGroup(optimizer, group, set),
    onceOf(key, 'edit', group, set),
  )

export const attachTo = (context: Context, id: string, body: SchedulerInput, key?: string) =>
  change(context, id, (optimizer) => attach(optimizer, body), onceOf(key, 'attach', body))

export const detachFrom = (context: Context, id: string, scheduler: string, key?: string) =>
  change(context, id, (optimizer) => detach(optimizer, scheduler), onceOf(key, 'detach', scheduler))
