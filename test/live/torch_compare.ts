import { compareColumn, type ComparisonCounts } from '../core/torch/compare.ts'
import type { Example } from './torch_oracle.ts'
import type { StepResponse, CaseOutcome } from './torch_service.ts'

/** All differences between a service and torch, as texts. */
export function differencesFromTorch(
  example: Example,
  outcome: CaseOutcome,
  counts: ComparisonCounts,
): string[] {
  counts.configurations += 1
  return [
    ...compareEnd(example, outcome),
    ...compareSeries(example, outcome, counts),
    ...outcome.responses.flatMap((response) => compareResponse(example, outcome, response)),
  ]
}

/** Where torch raises the service must refuse, and nowhere else. */
function compareEnd({ error }: Example, { refused }: CaseOutcome): string[] {
  const status = refused?.response.status ?? 200
  const isRefusal = status >= 400 && status < 500
  if (error === null && refused === undefined) return []
  if (error !== null && refused?.step === error.step && isRefusal) return []
  const torch = error === null ? 'continues' : `at step ${error.step}: ${error.message}`
  const ours =
    refused === undefined
      ? 'goes on'
      : `at step ${refused.step}: ${status} ${JSON.stringify(refused.response.body)}`
  return [`torch ${torch}; the service ${ours}`]
}

/** Compares the values read back with torch's. JSON has no negative zero: it counts as zero. */
function compareSeries(
  example: Example,
  { series }: CaseOutcome,
  counts: ComparisonCounts,
): string[] {
  const length = Math.max(0, ...[...series.values()].map((values) => values.length))
  return example.columns.flatMap(({ group, param, first, values }) => {
    const read = series.get(`${group} ${param}`)?.slice(first) ?? []
    const torch = Float64Array.from(values.slice(0, Math.max(0, read.length)), plain)
    const ours = Float64Array.from(read, (value) => plain(value ?? NaN))
    const lost = read.length === 0 && first < length ? [`no column ${group} ${param}`] : []
    const column = { group, param, first, values: torch }
    const found = compareColumn(example.case, column, ours, counts)
    const returned = found && `${group} ${param} at step ${found.step}: torch ${found.torch}`
    return [...lost, ...(found ? [`${returned}, the service ${found.ours}`] : [])]
  })
}

const plain = (value: number) => value + 0

/** Each response must have torch's groups, with the same values as the later read. */
function compareResponse(
  { columns }: Example,
  { series }: CaseOutcome,
  response: StepResponse,
): string[] {
  const { step, groups } = response
  const present = columns.filter(
    ({ first, values }) => first <= step && step < first + values.length,
  )
  const names = [...new Set(present.map(({ group }) => group))]
  const returned = [...groups.keys()]
  if (names.sort().join() !== returned.sort().join()) {
    return [`groups at step ${step}: torch ${names.join(', ')}; the service ${returned.join(', ')}`]
  }
  return present.flatMap(({ group, param }) => {
    const [key, element] = param.split('.') as [string, string?]
    const value = groups.get(group)![key]!
    const answered = Array.isArray(value) ? value[Number(element)]! : value
    const read = series.get(`${group} ${param}`)?.[step]
    if (answered === read) return []
    return [`${group} ${param} at step ${step}: answered ${answered}, read back ${read}`]
  })
}
