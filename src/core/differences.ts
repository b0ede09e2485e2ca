import { pointer, type Difference } from './problem.ts'
import type { Definition } from './registration.ts'

/** How many differences a refusal names. */
const NAMED = 20

/** Where two definitions disagree, each place once. */
export const differences = (registered: Definition, given: Definition): Difference[] =>
  [...walk(wire(registered), wire(given), [])].slice(0, NAMED)

/** A definition as clients write it, so that the pointers are theirs. */
function wire({ groups, request: _request, ...rest }: Definition): unknown {
  return {
    ...rest,
    groups: groups.map(({ name, initialLr, hyperparameters }) => ({
      name,
      ...(initialLr === undefined ? {} : { initial_lr: initialLr }),
      ...hyperparameters,
    })),
  }
}

function* walk(a: unknown, b: unknown, path: PropertyKey[]): Generator<Difference> {
  if (a === b) return
  if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)])
    for (const key of keys) yield* walk(a[key], b[key], [...path, key])
    return
  }
  yield { pointer: pointer(path), registered: a, given: b }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
