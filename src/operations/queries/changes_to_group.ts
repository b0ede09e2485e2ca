import { covers } from '../../core/definition/scheduler.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Scheduler } from '../../core/schedules/catalogue.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { ListedChange } from '../changes/list.ts'

/** The changes up to a step that affect a group, in the order in which they were accepted. */
export function changesToGroup(
  { definition }: Optimizer,
  changes: readonly ListedChange[],
  group: string,
  step: number,
): readonly ListedChange[] {
  // A name may be given again after a detachment: the map has the scheduler that bears it last.
  const byName = new Map(definition.schedulers.map((each) => [each.name, each]))
  const affecting: ListedChange[] = []
  for (const change of inOrderOfEffect(changes, step)) {
    const { input } = change
    if (affectsGroup(input, group, byName)) affecting.push(change)
    if (input.kind === 'scheduler_attached') byName.set(input.scheduler.name, input.scheduler)
  }
  return affecting.sort((a, b) => a.input.revision - b.input.revision)
}

const inOrderOfEffect = (changes: readonly ListedChange[], step: number): ListedChange[] =>
  changes
    .filter(({ input }) => input.step <= step)
    .sort((a, b) => a.input.step - b.input.step || a.input.revision - b.input.revision)

function affectsGroup(
  input: Input,
  group: string,
  byName: ReadonlyMap<string, Scheduler>,
): boolean {
  switch (input.kind) {
    case 'edited':
      return input.groups.includes(group)
    case 'group_added':
      return input.group.name === group
    case 'scheduler_attached':
      return covers(input.scheduler, group)
    case 'scheduler_patched':
    case 'scheduler_detached': {
      const scheduler = byName.get(input.scheduler)
      // Where its attachment has been compacted away, the groups that it drove are unknown.
      return scheduler === undefined || covers(scheduler, group)
    }
    default:
      return false
  }
}
