import { differences, isSameJson } from '../definition/differences.ts'
import { childrenOf, nestedIn, perGroupArguments } from '../definition/per_group_arguments.ts'
import type { Definition } from '../definition/registration.ts'
import type { Scheduler, SchedulerBody } from '../schedules/catalogue.ts'
import type { Optimizer } from './optimizer.ts'
import { upcomingAt } from './upcoming.ts'
import { drives, type Upcoming, type UpcomingScheduler } from './upcoming_group.ts'

// The schedulers of a registration that is sent again, beside those that were registered or attached.

/** What they are compared with. */
export interface Around {
  readonly definition: Definition
  readonly given: Definition
  readonly present: Upcoming
  readonly inForce: readonly Upcoming[]
  /** A scheduler without what the first registration could not have. */
  readonly comparable: (scheduler: Scheduler) => Scheduler
}

/** A scheduler that a job may send: in each of these forms, and whether it cannot leave it out. */
export interface Sendable {
  readonly name: string
  readonly forms: readonly Scheduler[]
  readonly isRequired: boolean
}

/**
 * The registered schedulers, and then those that were attached since. One that was attached under
 * the name of a registered one is another one.
 */
export function sendableSchedulers(
  { definition, state }: Optimizer,
  { present, inForce, comparable }: Around,
): readonly Sendable[] {
  const since = new Map(state.frame.schedulers.map((each) => [each.scheduler.name, each.since]))
  const isLater = ({ scheduler, effectiveStep }: UpcomingScheduler) =>
    effectiveStep !== undefined || (since.get(scheduler.name) ?? 0) > 0
  const later = present.schedulers.filter(isLater).map(({ scheduler }) => scheduler.name)
  const first = present.schedulers.filter((each) => !isLater(each))
  const isThere = new Set(first.map(({ scheduler }) => scheduler.name))
  const formsOf = (name: string) => inForce.flatMap((at) => namedIn(at, name))
  const registered = definition.schedulers.map((each): Sendable => {
    const { name } = each
    const forms = [each, ...(isThere.has(name) ? formsOf(name) : [])]
    return { name, forms: forms.map(comparable), isRequired: isThere.has(name) }
  })
  const attached = later.map((name): Sendable => {
    return { name, forms: formsOf(name).map(comparable), isRequired: false }
  })
  return [...registered, ...attached]
}

/** Whether the sent schedulers are these in their order, without some that may be left out. */
export function isInOrder(
  known: readonly Sendable[],
  sent: readonly Scheduler[],
  around: Around,
): boolean {
  // From the end: whether the sent schedulers from an index on are the known ones from another on.
  let fits = [...sent.map(() => false), true]
  for (const one of known.toReversed()) {
    const isOne = sent.map((each) => isOf(one, each, around))
    fits = fits.map((isLeftOut, index) => {
      return (isOne[index] === true && fits[index + 1]!) || (isLeftOut && !one.isRequired)
    })
  }
  return fits[0]!
}

/** A default name follows from the schedulers before it, so that it may be another one. */
const isDefault = ({ name, type }: Scheduler): boolean =>
  name.startsWith(`${type}-`) && /^[1-9]\d*$/.test(name.slice(type.length + 1))

const isOf = ({ name, forms }: Sendable, sent: Scheduler, around: Around): boolean =>
  (name === sent.name || isDefault(sent)) &&
  forms.some((form) => {
    const isNamed = form.name === sent.name || isDefault(form)
    return isNamed && isSame({ ...form, name: sent.name }, sent, around)
  })

/** A registered scheduler; the sent one in its place, if that is in force or accepted. */
export function inPlaceOf(
  registered: Scheduler,
  sent: readonly Scheduler[],
  around: Around,
): Scheduler {
  const { name } = registered
  const given = sent.find((each) => each.name === name)
  if (!given) return registered
  const forms = [registered, ...around.inForce.flatMap((at) => namedIn(at, name))]
  const isForm = (each: Scheduler) => isSame(around.comparable(each), given, around)
  return forms.some(isForm) ? given : registered
}

const isSame = (form: Scheduler, sent: Scheduler, around: Around): boolean =>
  form.type === sent.type &&
  differences(alone(withGroupsOf(collapsed(form, sent), sent, around)), alone(sent)).length === 0

/** A scheduler of all groups is the same as one that names all of them, as answers do. */
function withGroupsOf(
  form: Scheduler,
  { groups }: Scheduler,
  { definition, given, present }: Around,
): Scheduler {
  if (form.groups || !groups) return form
  const isAll = [
    definition.groups,
    given.groups,
    present.groups.filter((group) => drives(form, group)),
  ].some((all) => all.length === groups.length && all.every(({ name }) => groups.includes(name)))
  return isAll ? { ...form, groups } : form
}

/** What is in force at the last sealed step, and after each accepted change that is pending. */
export function inForceFrom(optimizer: Optimizer): readonly Upcoming[] {
  const { state, pending } = optimizer
  const steps = pending.map(({ step }) => step).filter((step) => step > state.step)
  return [state.step, ...new Set(steps)].map((step) => upcomingAt(optimizer, step))
}

const namedIn = ({ schedulers }: Upcoming, wanted: string): Scheduler[] =>
  schedulers.map(({ scheduler }) => scheduler).filter(({ name }) => name === wanted)

const alone = (scheduler: Scheduler): Definition => ({
  groups: [],
  schedulers: [scheduler],
  defaults: {},
  labels: {},
})

/** A scheduler with one value in place of equal values by group, where another has one value. */
function collapsed<S extends SchedulerBody>(body: S, like: SchedulerBody): S {
  const common = [...perGroupArguments(body)]
    .filter((name) => !perGroupArguments(like).has(name))
    .map((name) => [name, Object.values(body[name] as object)] as const)
    .filter(
      ([, [first, ...rest]]) =>
        first !== undefined && rest.every((each) => isSameJson(each, first)),
    )
    .map(([name, [first]]) => [name, first as unknown] as const)
  const others = childrenOf(like)
  const inner = childrenOf(body).map((each, index) =>
    others[index] ? collapsed(each.inner, others[index].inner) : each.inner,
  )
  return { ...body, ...Object.fromEntries(common), ...nestedIn(body, inner) }
}
