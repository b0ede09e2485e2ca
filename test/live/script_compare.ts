import type { Example, TorchColumn } from './script_oracle.ts'
import type { Answered, Outcome } from './script_service.ts'

/** How many values were compared, and the first ones that differ, as texts. */
export interface Comparison {
  readonly values: number
  readonly differences: readonly string[]
}

/** Compares each value that a service has answered with torch's, bit by bit. */
export function compareWithTorch(example: Example, outcome: Outcome): Comparison {
  const { surprise } = outcome
  if (surprise) {
    const { op, response } = surprise
    const wanted = example.script.ops[op]?.refused ?? 'it is accepted'
    const got = `${response.status} ${JSON.stringify(response.body.detail ?? '')}`
    return { values: 0, differences: [`operation ${op}: wanted ${wanted}, got ${got}`] }
  }
  const each = outcome.answers.map((answered) => compareAnswer(example, answered))
  return {
    values: each.reduce((sum, { values }) => sum + values, 0),
    differences: each.flatMap(({ differences }) => differences),
  }
}

function compareAnswer({ lines, reads }: Example, answered: Answered): Comparison {
  const { columns } = answered.read ? reads[answered.op]! : lines[answered.line]!
  const found = columns.map((column) => compareColumn(column, answered))
  return {
    values: found.reduce((sum, { values }) => sum + values, 0),
    differences: [...namesDiffer(columns, answered), ...found.flatMap((each) => each.differences)],
  }
}

/** A response to a step has the groups of this step, and no others. */
function namesDiffer(columns: readonly TorchColumn[], { op, from, groups, whole }: Answered) {
  if (!whole) return []
  const present = columns.filter(
    ({ first, values }) => first <= from && from < first + values.length,
  )
  const torch = [...new Set(present.map(({ group }) => group))].sort().join()
  const ours = [...groups.keys()].sort().join()
  return torch === ours ? [] : [`operation ${op}: groups at step ${from}: ${torch}, got ${ours}`]
}

function compareColumn(column: TorchColumn, answered: Answered): Comparison {
  const { group, param, first, values: torch } = column
  const [name, element] = param.split('.') as [string, string?]
  const rows = answered.groups.get(group)?.[name]
  const differences: string[] = []
  let values = 0
  torch.forEach((wanted, index) => {
    const step = first + index
    const row = rows?.[step - answered.from]
    const isLost = row === undefined || row === null
    // What nothing moves is in no window, and a series has the columns that it was asked for.
    if (isLost && !isAnswered(answered, step, rows !== undefined)) return
    values += 1
    const ours = isLost ? NaN : ((element ? (row as number[])[Number(element)] : row) as number)
    // JSON has no negative zero.
    if (!Object.is(wanted + 0, ours + 0) && differences.length === 0) {
      const at = `operation ${answered.op}, generation ${answered.line + 1}, step ${step}`
      differences.push(`${at}: ${group} ${param}: torch ${wanted}, the service ${ours}`)
    }
  })
  return { values, differences }
}

/** Whether an answer has to have a value of this step. */
function isAnswered({ from, whole, groups }: Answered, step: number, has: boolean): boolean {
  if (whole) return step === from
  const [some] = [...groups.values()].flatMap((columns) => Object.values(columns))
  return has && step >= from && step < from + (some?.length ?? 0)
}
