import { z } from 'zod'
import { Name } from '../name.ts'

/**
 * What a scheduler does to one value of one group. `value` is the current value, `base` the one
 * schedules start from (torch's `initial_lr`); each result is the new current value.
 */
export interface Rule {
  /** Torch's initial step, taken when the scheduler is constructed on the group. */
  initial(value: number, base: number): number
  /** The value at `epoch` ≥ 1 (calls of `scheduler.step()` so far), from the value before it. */
  next(epoch: number, value: number, base: number): number
}

/** What a rule may know of the optimizer beside its own arguments. */
export interface Surroundings {
  readonly totalSteps?: number | undefined
}

/** An argument of a schedule: what one group's value must be, and how it may be given. */
export interface Argument<T> {
  readonly schema: z.ZodType<T>
  readonly fallback?: T
  /** Whether torch also takes a list here, one value for each group in order. */
  readonly list: boolean
  readonly about: string
}

/** Declares an argument under torch's name, with torch's default. */
export function argument<T>(
  schema: z.ZodType<T>,
  about: string,
  { fallback, list = false }: { fallback?: T; list?: boolean } = {},
): Argument<T> {
  return { schema, about, list, ...(fallback === undefined ? {} : { fallback }) }
}

type Arguments = Readonly<Record<string, Argument<unknown>>>
type Resolved<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never
}

/** Thrown by a rule when an argument cannot stand beside the others, or in these surroundings. */
export class ArgumentRefusal extends Error {
  readonly argument: string

  constructor(argument: string, message: string) {
    super(message)
    this.argument = argument
  }
}

/** A family of schedules: its name, its arguments and its mathematics. */
export interface Schedule {
  readonly type: string
  readonly summary: string
  readonly arguments: Arguments
  readonly example: Readonly<Record<string, unknown>>
  readonly schema: z.ZodType
  /**
   * The rule for one group, from that group's arguments.
   * @throws {ArgumentRefusal} when an argument does not fit the others.
   */
  readonly rule: (given: Readonly<Record<string, unknown>>, around: Surroundings) => Rule
}

/** Declares a schedule. The schema of its JSON follows from its arguments. */
export function schedule<const T extends string, A extends Arguments>(family: {
  readonly type: T
  readonly summary: string
  readonly arguments: A
  readonly example: Readonly<Record<string, unknown>>
  readonly rule: (given: Resolved<A>, around: Surroundings) => Rule
}) {
  const { type, summary, rule } = family
  const fields = Object.fromEntries(
    Object.entries(family.arguments).map(([name, each]) => [name, perGroup(each)]),
  )
  const schema = z
    .strictObject({ type: z.literal(type), ...COMMON, ...fields })
    .meta({ id: type, description: summary })
  return {
    ...family,
    schema,
    // The schema has checked each argument, group by group, before any rule is made of them.
    rule: (given: object, around: Surroundings) => rule(given as Resolved<A>, around),
  } satisfies Schedule
}

/** What every scheduler may have beside its arguments. */
const COMMON = {
  name: Name.optional().meta({
    description: 'What to call it; left out, the server numbers it: "StepLR-1".',
  }),
  groups: z.array(Name).min(1).max(10_000).optional().meta({
    description: 'The groups it drives; left out, all of them, groups added later included.',
  }),
}

const BY_GROUP = 'wanted an object of them by group'
const IN_ORDER = 'wanted a list of them in the order of the groups'

/** One value for all groups, an object of values keyed by group or, where torch takes it, a list. */
function perGroup({ schema, fallback, list, about }: Argument<unknown>) {
  const forms: [z.ZodType, z.ZodType, ...z.ZodType[]] = [
    schema,
    z.record(Name, schema, { error: BY_GROUP }),
  ]
  if (list) forms.push(z.array(schema, { error: IN_ORDER }).min(1))
  const union = z.union(forms).meta({ description: about })
  return fallback === undefined ? union : union.default(fallback)
}
