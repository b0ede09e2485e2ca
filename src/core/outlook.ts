import type { Group } from './group.ts'
import { flatten, unflatten, type Hyperparameters, type Values } from './hyperparameters.ts'
import type { Input } from './input.ts'
import type { Optimizer } from './optimizer.ts'
import type { Scheduler } from './schedules/catalogue.ts'

/** An edit that has been accepted and will act at `step`. */
export interface PendingEdit {
  readonly revision: number
  readonly step: number
  readonly set: Values
}

/** A group with its current values. One still to join has an `effectiveStep`. */
export interface OutlookGroup {
  readonly name: string
  readonly values: Values
  /** What schedulers left in it: torch's `initial_lr`, `max_lr`, ... */
  readonly marks: Values
  readonly effectiveStep?: number
  readonly pending: readonly PendingEdit[]
}

/** A scheduler. One still to be attached has an `effectiveStep`. */
export interface OutlookScheduler {
  readonly scheduler: Scheduler
  readonly effectiveStep?: number
}

/** The groups and schedulers as callers see them: what is there now, and what will be. */
export interface Outlook {
  readonly groups: readonly OutlookGroup[]
  readonly schedulers: readonly OutlookScheduler[]
}

/** What an optimizer's groups and schedulers are, with everything accepted taken into account. */
export function outlook({ state, pending }: Optimizer): Outlook {
  const { frame, program, values } = state
  const groups = frame.groups.map(({ name, marks }, index) => {
    const { paths, offset } = program.columns[index]!
    const now = Object.fromEntries(paths.map((path, at) => [path, values[offset + at]!]))
    return { name, values: now, marks, pending: [] }
  })
  const schedulers = frame.schedulers.map(({ scheduler }) => ({ scheduler }))
  return pending.reduce<Outlook>(foresee, { groups, schedulers })
}

function foresee({ groups, schedulers }: Outlook, input: Input): Outlook {
  switch (input.kind) {
    case 'group_added':
      return { groups: [...groups, joining(input.group, input.step)], schedulers }
    case 'group_removed':
      return { groups: groups.filter(({ name }) => name !== input.group), schedulers }
    case 'scheduler_attached': {
      const attached = { scheduler: input.scheduler, effectiveStep: input.step }
      return { groups, schedulers: [...schedulers, attached] }
    }
    case 'scheduler_detached': {
      const stays = ({ scheduler }: OutlookScheduler) => scheduler.name !== input.scheduler
      return { groups, schedulers: schedulers.filter(stays) }
    }
    case 'edited': {
      const edit = { revision: input.revision, step: input.step, set: input.set }
      const edited = (group: OutlookGroup) =>
        input.groups.includes(group.name) ? { ...group, pending: [...group.pending, edit] } : group
      return { groups: groups.map(edited), schedulers }
    }
    case 'metric_decided':
      return { groups, schedulers }
  }
}

function joining({ name, hyperparameters, initialLr }: Group, step: number): OutlookGroup {
  const marks: Values = initialLr === undefined ? {} : { initial_lr: initialLr }
  return { name, values: flatten(hyperparameters), marks, effectiveStep: step, pending: [] }
}

/** Values in the shape of hyperparameters: `betas.0` and `betas.1` become `betas`. */
export const shaped = (values: Values): Hyperparameters => {
  const paths = Object.keys(values)
  return unflatten(paths, (index) => values[paths[index]!]!)
}
