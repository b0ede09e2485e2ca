import type { NormalizeSettings } from '../definition/preset_context.ts'
import { ruleFor } from '../definition/scheduler.ts'
import type { Fault } from '../problem.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import { memorySize, type RuleTree } from '../schedules/rule.ts'

/**
 * Why a scheduler cannot go on as one of another type. A preset that an older version expanded stands
 * for another type now; where both compute each value from the epoch and the initial value alone,
 * the scheduler goes on with the new one.
 */
export function typeFaults(
  before: Scheduler,
  after: Scheduler,
  groups: readonly string[],
  settings: NormalizeSettings,
): Fault[] {
  const isPlain = groups.every((group) => {
    const [old, now] = [before, after].map((each) => ruleFor(each, group, settings))
    return isOfEpoch(old!) && isOfEpoch(now!) && now!.children.length === 0
  })
  if (isPlain) return []
  const detail = `an older version expanded the preset into ${before.type}, and it stands for ${after.type} now, which cannot go on from there; detach the scheduler and attach the preset again`
  return [{ pointer: '', detail }]
}

/** Whether a rule needs nothing but the epoch and the initial value, which stays as it was. */
const isOfEpoch = (rule: RuleTree): boolean =>
  rule.closed !== undefined &&
  memorySize(rule) === 0 &&
  rule.drivesMomentum !== true &&
  rule.base === undefined &&
  rule.prepare === undefined &&
  rule.ignoresInitialValue !== true
