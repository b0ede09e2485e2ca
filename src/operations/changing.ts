import {
  accept,
  addGroup,
  attach,
  detach,
  editGroup,
  removeGroup,
  type EditBody,
} from '../core/changes.ts'
import type { GroupBody } from '../core/group.ts'
import type { Optimizer } from '../core/optimizer.ts'
import type { SchedulerBody } from '../core/schedules/catalogue.ts'
import type { Context } from './context.ts'
import { decide } from './decide.ts'

type Unrecorded = Parameters<typeof accept>[1]

/** Records an input, which acts at the next unsealed step, and tells what the optimizer is then. */
async function change(
  context: Context,
  id: string,
  make: (optimizer: Optimizer) => Unrecorded,
): Promise<Optimizer> {
  const { stored } = await decide(context, id, (optimizer) => {
    const after = accept(optimizer, make(optimizer), context.now().toISOString())
    return { after, inputs: after.pending.slice(-1) }
  })
  return stored.optimizer
}

export const addGroupTo = (context: Context, id: string, body: GroupBody) =>
  change(context, id, (optimizer) => addGroup(optimizer, body))

export const removeGroupFrom = (context: Context, id: string, group: string) =>
  change(context, id, (optimizer) => removeGroup(optimizer, group))

export const editGroupOf = (context: Context, id: string, group: string, body: EditBody) =>
  change(context, id, (optimizer) => editGroup(optimizer, group, body))

export const attachTo = (context: Context, id: string, body: SchedulerBody) =>
  change(context, id, (optimizer) => attach(optimizer, body))

export const detachFrom = (context: Context, id: string, scheduler: string) =>
  change(context, id, (optimizer) => detach(optimizer, scheduler))
