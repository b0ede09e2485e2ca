import type { GivenArguments, GroupArguments } from '../definition/late_arguments.ts'
import { lateExpansion } from '../definition/late_expansion.ts'
import type { Member } from '../definition/member.ts'
import type { NormalizeSettings } from '../definition/preset_context.ts'
import { prefixFault, refuse } from '../problem.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Upcoming } from './upcoming_group.ts'

interface Around {
  readonly now: Upcoming
  readonly settings: NormalizeSettings
}

/**
 * The arguments of a new group for the schedulers that are presets or contain some: what these give
 * this group, from the parameters that it brings. Without a change and without own ones it has none.
 * @param presets those that cover the group.
 * @throws {Refusal} `invalid_request`, `group_conflict`.
 */
export function presetArguments(
  presets: readonly Scheduler[],
  group: Member,
  sent: GroupArguments,
  { now, settings }: Around,
): GroupArguments {
  const found = presets.flatMap((each) => {
    const { name } = each
    const scheduler = now.schedulers.find((one) => one.scheduler.name === name)?.scheduler ?? each
    const isSent = Object.hasOwn(sent, name)
    const own = expansionFor(scheduler, group, isSent ? sent[name]! : {}, settings)
    return own && (isSent || Object.keys(own).length > 0) ? [[name, own] as const] : []
  })
  return Object.fromEntries(found)
}

function expansionFor(
  scheduler: Scheduler,
  group: Member,
  given: GivenArguments,
  settings: NormalizeSettings,
): GivenArguments | undefined {
  const expansion = lateExpansion(scheduler, group, given, settings)
  if (expansion === undefined || 'own' in expansion) return expansion?.own
  const { faults } = expansion
  const errors = faults.map((fault) => prefixFault(['arguments', scheduler.name], fault))
  const isConflict = faults.some((each) => each.pointer === '')
  return refuse(
    isConflict
      ? { code: 'group_conflict', group: group.name, errors }
      : { code: 'invalid_request', errors },
  )
}
