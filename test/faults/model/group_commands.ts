import type { CommandOf } from './command.ts'
import { isFaultAt, lacksInitialLr, sendChange, stepAt, type Problem } from './changes.ts'
import { GROUPS } from './kinds.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** Adds a group, with a constant that no series has. */
export async function addGroup(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'addGroup'>,
): Promise<void> {
  const { group, schedulers, hasInitial, offset } = command
  const own = command.hasArguments ? model.kind.arguments : undefined
  // Of a scheduler by group that others changed, it is not known.
  const isConflict = model.kind.isByGroup === true && !own && schedulers !== 'none'
  const isUnused = own !== undefined && schedulers === 'none'
  const mayBeRefused = (problem: Problem): boolean => {
    if (problem.code === 'group_exists') return wasSent(model, 'addGroup', group)
    if (lacksInitialLr(model, problem)) return !hasInitial
    if (problem.code === 'group_conflict') return isConflict || hasArgumentsByGroup(model)
    return (
      (isUnused || hasLaterGroup(model)) && own !== undefined && isFaultAt(problem, '/arguments')
    )
  }
  await sendChange(system, model, command, () => {
    const lr = 0.2 + model.lastNumber / 1_024
    const body = {
      name: group,
      lr,
      momentum: 0.8,
      betas: [0.8, 0.99],
      ...(hasInitial ? { initial_lr: 2 * lr } : {}),
      foreach: model.lastNumber % 2 === 0,
      ...(schedulers === undefined ? {} : { schedulers }),
      ...(own === undefined ? {} : { arguments: own }),
    }
    const request = {
      method: 'POST',
      path: '/groups',
      body,
      atStep: stepAt(model, offset),
    } as const
    // A scheduler keeps what a group of this name brought, also after its removal.
    const mustBeRefused = () => isUnused || (isConflict && !wasSent(model, 'addGroup', group, 0))
    return { kind: `addGroup ${schedulers ?? 'join'}`, request, mayBeRefused, mustBeRefused }
  })
}

/** Whether another change of this kind was sent, by its group or its scheduler. */
export const wasSent = ({ changes }: Model, kind: string, name: string, besides = 1): boolean =>
  changes.filter((each) => each.kind.startsWith(kind) && nameOf(each.request).includes(name))
    .length > besides

const nameOf = ({ path, body = {} }: { path: string; body?: object | undefined }): string =>
  (body as { name?: string }).name ?? decodeURIComponent(path)

/** Whether a patch, or a late group, may have given a scheduler arguments by group. */
const hasArgumentsByGroup = ({ changes }: Model): boolean =>
  changes.some(
    ({ kind, request }) =>
      kind === 'patch' || (kind.startsWith('addGroup') && 'arguments' in (request.body ?? {})),
  )

/** Whether other groups may be added later, which have no arguments of their own. */
const hasLaterGroup = ({ changes }: Model): boolean =>
  changes.filter(({ kind }) => kind.startsWith('addGroup')).length > 1

/** Removes a group, which may not be there. */
export async function removeGroup(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'removeGroup'>,
): Promise<void> {
  const { group, offset } = command
  // An optimizer keeps a group.
  if (group === GROUPS[0]) return
  await sendChange(system, model, command, () => ({
    kind: 'removeGroup',
    request: {
      method: 'DELETE',
      path: `/groups/${encodeURIComponent(group)}`,
      atStep: stepAt(model, offset),
    },
    mayBeRefused: ({ code }) =>
      code === 'group_not_found' && (group !== GROUPS[1] || wasSent(model, 'removeGroup', group)),
  }))
}
