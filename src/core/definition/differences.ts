import { pointer, type Difference } from '../problem.ts'
import type { Definition } from './registration.ts'
import { monitorsOf } from './scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** How many differences a refusal names. */
const MAX_DIFFERENCES = 20

/** Where two definitions disagree, each place once. */
export const differences = (registered: Definition, given: Definition): Difference[] =>
  [...differencesAt(inCallersForm(registered), inCallersForm(given), [])].slice(0, MAX_DIFFERENCES)

/** A definition as clients write it, so that the pointers are theirs. */
function inCallersForm({ groups, schedulers, request: _request, ...rest }: Definition): unknown {
  return {
    ...rest,
    schedulers: schedulers.map(withoutDefaults),
    groups: groups.map(({ name, initialLr, hyperparameters }) => ({
      name,
      ...(initialLr === undefined ? {} : { initial_lr: initialLr }),
      ...hyperparameters,
    })),
  }
}

/** What says no more than leaving it out would is left out. */
function withoutDefaults({ param, every, ...scheduler }: Scheduler): unknown {
  const isClock = every !== undefined && (every > 1 || monitorsOf({ ...scheduler }).length > 0)
  return {
    ...scheduler,
    ...(param === undefined || param === 'lr' ? {} : { param }),
    ...(isClock ? { every } : {}),
  }
}

function* differencesAt(a: unknown, b: unknown, path: PropertyKey[]): Generator<Difference> {
  if (a === b) return
  if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)])
    for (const key of keys) yield* differencesAt(a[key], b[key], [...path, key])
    return
  }
  yield { pointer: pointer(path), registered: a, given: b }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
