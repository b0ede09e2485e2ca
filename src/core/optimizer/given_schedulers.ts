import { z } from 'zod'
import { isSameJson } from '../definition/differences.ts'
import { memberOf } from '../definition/member.ts'
import { normalize } from '../definition/normalize.ts'
import { normalizeSettings } from '../definition/preset_context.ts'
import { SchedulerOrPreset } from '../definition/scheduler_schemas.ts'
import { isKnown, namedScheduler, writableFields } from '../definition/written.ts'
import type { Scheduler, Written } from '../schedules/catalogue.ts'
import type { Optimizer } from './optimizer.ts'
import { upcomingAt } from './upcoming.ts'
import type { Upcoming } from './upcoming_group.ts'

/** The schedulers of the registration as they were sent; undefined if that was not stored. */
export type SentSchedulers = readonly SchedulerOrPreset[] | undefined

/**
 * The groups and schedulers at a step, each scheduler with what it was given as. Older versions
 * stored only the request of the registration.
 */
export function givenAt(optimizer: Optimizer, step: number, sent: SentSchedulers): Upcoming {
  const upcoming = upcomingAt(optimizer, step)
  if (!sent) return upcoming
  const schedulers = upcoming.schedulers.map((each) => {
    const { written: stored } = each.scheduler
    if (isKnown(stored)) return each
    const written = writtenInRequest(optimizer, each.scheduler, sent)
    return written
      ? { ...each, scheduler: { ...each.scheduler, written: { ...stored, ...written } } }
      : each
  })
  return { ...upcoming, schedulers }
}

const SentRequest = z.object({ schedulers: z.array(SchedulerOrPreset).default([]) })

/** The schedulers in the text of a registration. */
export const sentSchedulersIn = (text: string): SentSchedulers =>
  SentRequest.safeParse(JSON.parse(text)).data?.schedulers

/** Whether the request of the registration may say more about its schedulers than is stored. */
export const needsRequest = ({ definition }: Optimizer): boolean =>
  definition.schedulers.some(({ written }) => written === undefined)

/** What a registered scheduler was given as. What was changed since is as it was changed. */
function writtenInRequest(
  optimizer: Optimizer,
  scheduler: Scheduler,
  sent: readonly SchedulerOrPreset[],
): Written | undefined {
  const registered = optimizer.definition.schedulers.find(({ name }) => name === scheduler.name)
  const written = registered && writtenOf(optimizer, scheduler.name, sent)
  if (!written || !isSameKind(registered, scheduler)) return undefined
  const changed = writableFields(scheduler.type).filter(
    (name) => !isSameJson(registered[name], scheduler[name]),
  )
  const own = changed.map((name) => [name, scheduler[name]] as const)
  const kept = Object.entries(written.arguments ?? {}).filter(([name]) => !changed.includes(name))
  if (written.parameters) return { ...written, arguments: Object.fromEntries([...kept, ...own]) }
  return kept.length === 0 ? undefined : { arguments: Object.fromEntries(kept) }
}

const isSameKind = (a: Scheduler, b: Scheduler): boolean =>
  a.type === b.type && a.preset === b.preset

/** What a scheduler of the registration was given as, from its request. */
function writtenOf(
  { definition }: Optimizer,
  name: string,
  sent: readonly SchedulerOrPreset[],
): Written | undefined {
  const input = sent[definition.schedulers.findIndex((each) => each.name === name)]
  const members = definition.groups.map(memberOf)
  const settings = normalizeSettings(definition, members, definition.total_steps)
  const body = input && normalize(input, settings)
  if (!body || Array.isArray(body)) return undefined
  const names = body.groups ?? definition.groups.map((group) => group.name)
  return namedScheduler(body, name, names).written
}
