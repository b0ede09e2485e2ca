import {
  firstPatchStep,
  patchScheduler,
  type SchedulerPatchBody,
} from '../../core/optimizer/patch_scheduler.ts'
import {
  attach,
  detach,
  findGroup,
  removeGroup,
  findScheduler,
  removalStep,
} from '../../core/optimizer/changes.ts'
import { addGroup } from '../../core/optimizer/add_group.ts'
import type { AddedGroupBody } from '../../core/definition/group.ts'
import { editGroup, type GroupEditBody } from '../../core/optimizer/group_edit.ts'
import { allUpcoming } from '../../core/optimizer/upcoming.ts'
import type { SchedulerOrPreset } from '../../core/definition/scheduler_schemas.ts'
import type { Context } from '../context.ts'
import { sentSchedulers } from '../commit/sent_schedulers.ts'
import { recordChange, recordGroupChange, type ChangeOptions } from './record_change.ts'

/*
 * Each of these takes an idempotency key: with it, a repeat changes nothing and answers as the
 * first did. They refuse what the change itself refuses, `step_sealed`, and
 * `idempotency_key_reused`.
 */

export const addGroupTo = (
  context: Context,
  id: string,
  body: AddedGroupBody,
  changing: ChangeOptions,
) =>
  recordGroupChange(
    context,
    id,
    {
      request: ['add', body],
      name: () => body.name,
      makeInput: (optimizer) => addGroup(optimizer, body, changing.atStep),
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
  recordGroupChange(
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
  body: SchedulerOrPreset,
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

/** Other arguments of a scheduler from a step on. */
export const patchSchedulerOf = (
  context: Context,
  id: string,
  { scheduler, changes }: { scheduler: string; changes: SchedulerPatchBody },
  changing: ChangeOptions,
) =>
  recordChange(
    context,
    id,
    {
      request: ['patch', scheduler, changes],
      name: () => scheduler,
      makeInput: async (optimizer, step, stored) => {
        const sent = await sentSchedulers(context, stored)
        return patchScheduler(optimizer, { name: scheduler, body: changes }, step, sent)
      },
      defaultStep: (optimizer) => firstPatchStep(optimizer, scheduler),
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
