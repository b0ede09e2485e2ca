import { z } from 'zod'
import { GroupBody, groupFaults, groupOf, type Group } from './group.ts'
import { GroupOptions } from '../group_options.ts'
import { memberOf, withInitialValue } from './member.ts'
import { Steps } from '../number.ts'
import { pointer, refuseFaults, prefixFault, type Fault } from '../problem.ts'
import { quorumFaults } from './quorum.ts'
import { costFaults, schedulerFaults } from './scheduler_checks.ts'
import type { Scheduler, SchedulerBody } from '../schedules/catalogue.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { inCallersTerms, normalize } from './normalize.ts'
import { SchedulerOrPreset } from './scheduler_schemas.ts'
import { normalizeSettings } from './preset_context.ts'
import { namedScheduler } from './written.ts'

const Label = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$/, {
  error: 'wanted 1 to 63 of A-Z a-z 0-9 . _ / - with a letter or digit first',
})

/** All labels of an optimizer. */
export const Labels = z
  .record(Label, Label)
  .refine((labels) => Object.keys(labels).length <= 64, { error: 'wanted at most 64 labels' })

/** The most schedulers of an optimizer. */
export const MAX_SCHEDULERS = 100

/** The body of a registration. */
export const RegistrationBody = z
  .strictObject({
    groups: z.array(GroupBody).min(1).max(10_000),
    schedulers: z.array(SchedulerOrPreset).max(MAX_SCHEDULERS).default([]),
    defaults: GroupOptions.default({}).meta({
      description:
        'Hyperparameters and constants of every group without its own values, as in torch.',
    }),
    total_steps: Steps.optional().meta({
      description: 'The length of the run: for percentages, and for expressions that read it.',
    }),
    labels: Labels.optional().meta({
      description:
        'Key-value pairs for searches. They are not compared: every registration that has them sets them.',
    }),
  })
  .meta({ id: 'Registration', description: 'An optimizer: its groups and their schedulers.' })
export type RegistrationBody = z.infer<typeof RegistrationBody>

/** A complete registration: with defaults, and a name of each scheduler. */
export interface Definition {
  readonly groups: readonly Group[]
  readonly schedulers: readonly Scheduler[]
  readonly defaults: GroupOptions
  readonly total_steps?: number | undefined
  readonly labels: Readonly<Record<string, string>>
  /** A digest of the request: the same request matches even after a change of a preset. */
  readonly request?: string | undefined
}

/**
 * Checks a registration and completes it.
 * @throws {Refusal} `invalid_request`, with all its faults.
 */
export function define(body: RegistrationBody): Definition {
  const groups = body.groups.map((group) => groupOf(group, body.defaults))
  const members = groups.map(memberOf)
  const settings = normalizeSettings({ ...body, groups }, members, body.total_steps)
  const normalized = body.schedulers.map((each) => normalize(each, settings))
  const schedulers = normalized.filter(isScheduler)
  refuseFaults([
    ...eachGroupFaults(groups),
    ...normalized.flatMap((each, index) => (isScheduler(each) ? [] : atScheduler(index, each))),
  ])
  const faults = eachSchedulerFaults(schedulers, groups, settings)
  refuseFaults(
    faults.flatMap((each, index) =>
      atScheduler(index, inCallersTerms(body.schedulers[index]!, schedulers[index]!, each)),
    ),
  )
  const cost = costFaults(schedulers, members, settings)
  refuseFaults(cost.map((fault) => prefixFault(['schedulers'], fault)))
  const { labels = {} } = body
  return { ...body, groups, schedulers: withNames(schedulers, groups), labels }
}

const isScheduler = (normalized: SchedulerBody | Fault[]): normalized is SchedulerBody =>
  !Array.isArray(normalized)

const atScheduler = (index: number, faults: readonly Fault[]) =>
  faults.map((fault) => prefixFault(['schedulers', index], fault))

function withNames(schedulers: readonly SchedulerBody[], groups: readonly Group[]): Scheduler[] {
  const names = groups.map(({ name }) => name)
  const taken: string[] = []
  return schedulers.map((scheduler) => {
    const name = scheduler.name ?? nameFor(scheduler, schedulers, taken)
    taken.push(name)
    return namedScheduler(scheduler, name, scheduler.groups ?? names)
  })
}

function eachGroupFaults(groups: readonly Group[]): Fault[] {
  const seen = new Set<string>()
  return groups.flatMap((group, index) => {
    const faults = groupFaults(group).map((fault) => prefixFault(['groups', index], fault))
    if (seen.has(group.name)) {
      const detail = `a second group "${group.name}", wanted a name of its own`
      faults.push({ pointer: pointer(['groups', index, 'name']), detail })
    }
    seen.add(group.name)
    return faults
  })
}

function eachSchedulerFaults(
  schedulers: readonly SchedulerBody[],
  groups: readonly Group[],
  settings: OptimizerSettings,
): Fault[][] {
  let members = groups.map(memberOf)
  const seen = new Set<string>()
  return schedulers.map((scheduler, index) => {
    const faults = schedulerFaults(scheduler, members, settings)
    members = members.map((member) => withInitialValue(scheduler, member))
    if (scheduler.name !== undefined && seen.has(scheduler.name)) {
      const detail = `a second scheduler "${scheduler.name}", wanted a name of its own`
      faults.push({ pointer: '/name', detail })
    }
    seen.add(scheduler.name ?? '')
    return [...faults, ...quorumFaults(scheduler, schedulers.slice(0, index))]
  })
}

/** The type with the first free number: "StepLR-1". */
export function nameFor(
  scheduler: SchedulerBody,
  others: readonly { readonly name?: string | undefined }[],
  taken: readonly string[],
): string {
  const used = new Set([...others.map(({ name }) => name), ...taken])
  for (let number = 1; ; number++) {
    const name = `${scheduler.type}-${number}`
    if (!used.has(name)) return name
  }
}
