import type { GroupArguments } from '../definition/late_arguments.ts'
import { resolvePercents } from '../definition/percentages.ts'
import { hasShare } from '../definition/written.ts'
import { prefixFault, refuseFaults } from '../problem.ts'

/** The arguments of a new group, and whether they follow from shares of the run or from presets. */
export function allArguments(
  sent: GroupArguments,
  ofPresets: GroupArguments,
  totalSteps: number | undefined,
): { readonly given: GroupArguments; readonly isDerived: boolean } {
  const others = resolvedArguments(without(sent, ofPresets), totalSteps)
  const isDerived = hasShare(sent) || Object.keys(ofPresets).length > 0
  return { given: { ...others, ...ofPresets }, isDerived }
}

/** The arguments of a new group with steps in place of shares of the run. */
function resolvedArguments(sent: GroupArguments, totalSteps: number | undefined): GroupArguments {
  if (!hasShare(sent)) return sent
  const { json, faults } = resolvePercents(sent, totalSteps)
  refuseFaults(faults.map((fault) => prefixFault(['arguments'], fault)))
  return json as GroupArguments
}

/** The arguments; and as they were sent, if they follow from shares of the run or from presets. */
export const argumentFields = (
  given: GroupArguments,
  sent: GroupArguments,
  isDerived: boolean,
) => ({
  ...(Object.keys(given).length === 0 ? {} : { arguments: given }),
  ...(isDerived && {
    written: Object.fromEntries(Object.keys(given).map((name) => [name, sent[name] ?? {}])),
  }),
})

const without = (sent: GroupArguments, others: GroupArguments): GroupArguments =>
  Object.fromEntries(Object.entries(sent).filter(([name]) => !Object.hasOwn(others, name)))
