import type { Example, Oracle, Script } from './script_oracle.ts'

/** The most scripts that are tried for one that differs. */
const ATTEMPTS = 250

interface Trial {
  readonly differs: (example: Example) => Promise<readonly string[]>
  readonly oracle: Oracle
}

interface Short {
  readonly example: Example
  readonly differences: readonly string[]
}

/**
 * A script that differs, without the operations, schedulers and groups that this does not need. An
 * unexpected refusal stays one, and a value that differs stays one.
 */
export async function shortened(example: Example, { differs, oracle }: Trial): Promise<Short> {
  let short: Short = { example, differences: await differs(example) }
  const kind = kindOf(short.differences)
  let attempts = 0
  let candidates = smaller(example.script)
  while (candidates.length > 0 && attempts < ATTEMPTS) {
    attempts += 1
    const tried = await oracle.evaluate(candidates.shift()!).catch(() => undefined)
    if (!tried || 'excluded' in tried) continue
    const differences = await differs(tried).catch(() => [])
    if (kindOf(differences) !== kind) continue
    short = { example: tried, differences }
    candidates = smaller(tried.script)
  }
  return short
}

/** What differs: a value, or whether an operation is accepted and why it is not. */
const kindOf = ([first = '']: readonly string[]): string =>
  first.includes('wanted') ? first.replace(/\d+/g, '').slice(0, 60) : first && 'value'

/** Scripts with less in them: half of the operations first, then one operation, one scheduler. */
function smaller(script: Script): Script[] {
  const { ops, registration } = script
  const without = (from: number, count: number) => ({ ...script, ops: ops.toSpliced(from, count) })
  const blocks = [8, 4, 2].flatMap((size) =>
    Array.from({ length: Math.floor(ops.length / size) }, (_, at) => without(at * size, size)),
  )
  const single = ops.map((_, at) => without(ops.length - 1 - at, 1))
  const lists = (['schedulers', 'groups'] as const).flatMap((key) =>
    registration[key].map((_, at) => ({
      ...script,
      registration: { ...registration, [key]: registration[key].toSpliced(at, 1) },
    })),
  )
  return [...blocks, ...lists, ...single].filter((each) => each.registration.groups.length > 0)
}
