import type { Member } from '../definition/member.ts'
import { pointer, prefixFault, type Fault } from '../problem.ts'
import {
  adjustmentsAfter,
  isInForce,
  isReleased,
  type Adjustment,
} from '../trajectory/adjustment.ts'
import type { Released } from '../trajectory/input.ts'
import type { Optimizer } from './optimizer.ts'
import { byStep } from './upcoming.ts'

/** The adjustments of a group that act at a step, after the accepted inputs up to this step. */
export function adjustmentsAt(
  { state, pending }: Optimizer,
  name: string,
  step: number,
): readonly Adjustment[] {
  const { adjustments = [] } = state.frame.groups.find((group) => group.name === name) ?? {}
  const due = byStep(pending).filter((each) => each.step > state.step && each.step <= step)
  return due
    .filter((input) => input.kind === 'edited' && input.groups.includes(name))
    .reduce(
      (before, input) => (input.kind === 'edited' ? adjustmentsAfter(before, input) : before),
      adjustments,
    )
    .filter((each) => isInForce(each, step))
}

/** The faults of a release: of each path, at least one group has an adjustment. */
export function releaseFaults(release: Released, inForce: readonly Adjustment[]): Fault[] {
  const kinds = ['multiply', 'hold'] as const
  const paths = [...new Set([...release.multiply, ...release.hold])]
  return paths.flatMap((path) => {
    const own = {
      multiply: release.multiply.filter((each) => each === path),
      hold: release.hold.filter((each) => each === path),
    }
    const isFound = inForce.some((each) => isReleased(each, own))
    const named = kinds.filter((kind) => release[kind].includes(path)).join(' or ')
    const detail = `given "${path}", but no group of this edit has a ${named} of it at that step`
    return isFound ? [] : [{ pointer: '/release', detail }]
  })
}

/** The faults of factors, for a group: of a list, a factor is on one element. */
export function factorFaults(paths: readonly string[], { values }: Member): Fault[] {
  return paths.flatMap((path) => {
    if (Object.hasOwn(values, path)) return []
    const isList = Object.hasOwn(values, `${path}.0`)
    const detail = isList
      ? `"${path}" is a list, wanted one of its elements, such as "${path}.0"`
      : `the group has no number "${path}" that schedulers could give`
    return [prefixFault(['multiply'], { pointer: pointer([path]), detail })]
  })
}
