import { keysOf, pointer, type Difference } from '../problem.ts'
import { groupFields } from './group.ts'
import type { Definition } from './registration.ts'
import { monitorsOf } from './scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** The most differences in one refusal. */
const MAX_DIFFERENCES = 20

/** The places where two definitions differ. */
export const differences = (registered: Definition, given: Definition): Difference[] =>
  [...differencesAt(withoutLabels(registered), withoutLabels(given), [])].slice(0, MAX_DIFFERENCES)

/** Labels are not a part of what is compared. */
function withoutLabels(definition: Definition): unknown {
  const { labels: _labels, ...compared } = asRequest(definition)
  return compared
}

/** A definition in the form of a request, so that the pointers are valid in the request. */
export function asRequest({
  groups,
  schedulers,
  request: _request,
  ...rest
}: Definition): Readonly<Record<string, unknown>> {
  return {
    ...rest,
    schedulers: schedulers.map(withoutDefaults),
    groups: groups.map(groupFields),
  }
}

/** A scheduler without the fields whose value is the default, and without what it was given as. */
function withoutDefaults({
  param,
  every,
  preset: _preset,
  written: _written,
  ...scheduler
}: Scheduler): unknown {
  const isClock = every !== undefined && (every > 1 || monitorsOf({ ...scheduler }).length > 0)
  return {
    ...scheduler,
    ...(param === undefined || param === 'lr' ? {} : { param }),
    ...(isClock ? { every } : {}),
  }
}

/** The value of a definition at a pointer into its request. */
export const valueAt = (definition: Definition, at: string): unknown =>
  keysOf(at).reduce<unknown>(
    (node, key) => (isObject(node) ? node[key] : undefined),
    asRequest(definition),
  )

/** Whether two values are the same JSON. */
export const isSameJson = (a: unknown, b: unknown): boolean =>
  differencesAt(a, b, []).next().done === true

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
