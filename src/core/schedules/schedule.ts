import { z } from 'zod'
import { Name } from '../name.ts'
import { Steps } from '../number.ts'
import type { Nested, Rule } from '../rule.ts'
import { Level } from './level.ts'

/** What a rule may know of the optimizer beside its own arguments. */
export interface Surroundings {
  readonly totalSteps?: number | undefined
}

/** An argument of a schedule: what one group's value must be, and how it may be given. */
export interface Argument<T> {
  readonly schema: z.ZodType<T>
  readonly fallback?: T
  readonly optional: boolean
  /** Whether torch also takes a list here, one value for each group in order. */
  readonly list: boolean
  /** Whether it is one and the same for all groups. */
  readonly common: boolean
  readonly about: string
}

interface Given<T> {
  fallback?: T
  list?: boolean
}

/** Declares an argument under torch's name, with torch's default. */
export function argument<T>(
  schema: z.ZodType<T>,
  about: string,
  { fallback, list = false }: Given<NoInfer<T>> = {},
): Argument<T> {
  const given = fallback === undefined ? {} : { fallback }
  return { schema, about, list, common: false, optional: false, ...given }
}

/** Declares an argument that cannot be given group by group. */
export const common = <T>(schema: z.ZodType<T>, about: string): Argument<T> => ({
  ...argument(schema, about),
  common: true,
})

/** Declares an argument that may be left out, or null: torch's None, which means something of its own. */
export const optional = <T>(
  schema: z.ZodType<T>,
  about: string,
  { list = false }: { list?: boolean } = {},
): Argument<T | undefined> => ({ schema, about, list, common: false, optional: true })

export type Arguments = Readonly<Record<string, Argument<unknown>>>
type Resolved<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never
}

/** The field under which a schedule takes others: several, one, or one that may be left out. */
export type Inside = 'schedulers' | 'scheduler' | 'scheduler?'

/** Thrown by a rule when an argument cannot stand beside the others, or in these surroundings. */
export class ArgumentRefusal extends Error {
  /** The way to the argument: its name, after the places of the schedules it is inside of. */
  readonly path: readonly PropertyKey[]

  constructor(path: PropertyKey | readonly PropertyKey[], message: string) {
    super(message)
    this.path = typeof path === 'object' ? path : [path]
  }
}

/** A family of schedules: its name, its arguments and its mathematics. */
export interface Schedule {
  readonly type: string
  readonly summary: string
  readonly arguments: Arguments
  readonly inside?: Inside
  readonly example: Readonly<Record<string, unknown>>
  /** The schema of its JSON, given the schema of the schedules that it may hold. */
  readonly schemaWith: (inner: () => z.ZodType) => z.ZodObject
  /**
   * The rule for one group, from that group's arguments and the rules of the schedules inside.
   * @throws {ArgumentRefusal} when an argument does not fit the others.
   */
  readonly rule: (
    given: Readonly<Record<string, unknown>>,
    around: Surroundings,
    children: readonly Nested[],
  ) => Rule
}

/** Declares a schedule. The schema of its JSON follows from its arguments. */
export function schedule<const T extends string, A extends Arguments>(family: {
  readonly type: T
  readonly summary: string
  readonly arguments: A
  readonly inside?: Inside
  readonly example: Readonly<Record<string, unknown>>
  readonly rule: (given: Resolved<A>, around: Surroundings, children: readonly Nested[]) => Rule
}) {
  const { type, summary, inside, rule } = family
  const own = Object.entries({ ...family.arguments, ...BOUNDS })
  const fields = Object.fromEntries(own.map(([name, each]) => [name, perGroup(each)]))
  const schemaWith = (inner: () => z.ZodType) =>
    z
      .strictObject(nesting({ type: z.literal(type), ...COMMON, ...fields }, inside, inner))
      .meta({ id: type, description: summary })
  return {
    ...family,
    schemaWith,
    // The schema has checked each argument, group by group, before any rule is made of them.
    rule: (given: object, around: Surroundings, children: readonly Nested[]) =>
      rule(given as Resolved<A>, around, children),
  } satisfies Schedule
}

/** How many schedules one may hold. */
const MAX_INSIDE = 100

/** Adds the field for schedules inside. It is a getter: their schema holds this one in turn. */
function nesting(shape: z.ZodRawShape, inside: Inside | undefined, inner: () => z.ZodType) {
  if (inside === undefined) return shape
  const field = {
    schedulers: () => z.array(inner()).min(1).max(MAX_INSIDE),
    scheduler: inner,
    'scheduler?': () => inner().optional(),
  }[inside]
  const name = inside === 'schedulers' ? inside : 'scheduler'
  return Object.defineProperty(shape, name, { get: field, enumerable: true })
}

/** What bounds any schedule, on the outermost one only. */
export const BOUNDS = {
  min: optional(Level, 'The value is never below this.'),
  max: optional(Level, 'The value is never above this.'),
} satisfies Arguments

/** What every scheduler may have beside its arguments. */
export const COMMON = {
  name: Name.optional().meta({
    description: 'What to call it; left out, the server numbers it: "StepLR-1".',
  }),
  groups: z.array(Name).min(1).max(10_000).optional().meta({
    description: 'The groups it drives; left out, all of them, groups added later included.',
  }),
  param: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}(\.\d{1,2})?$/, {
      error: 'wanted the name of a hyperparameter, such as "weight_decay" or "betas.0"',
    })
    .optional()
    .meta({ description: 'The hyperparameter it drives; left out, lr.', examples: ['betas.0'] }),
  every: Steps.optional().meta({
    description:
      'It steps at the steps n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. One that goes by a metric requires it there.',
  }),
}

const BY_GROUP = 'wanted an object of them by group'
const IN_ORDER = 'wanted a list of them in the order of the groups'

/** One value for all groups, an object of values keyed by group or, where torch takes it, a list. */
function perGroup({ schema, fallback, optional, list, common, about }: Argument<unknown>) {
  if (common) return schema.meta({ description: about })
  const forms: [z.ZodType, z.ZodType, ...z.ZodType[]] = [
    schema,
    z.record(Name, schema, { error: BY_GROUP }),
  ]
  if (list) forms.push(z.array(schema, { error: IN_ORDER }).min(1))
  const union = z.union(forms).meta({ description: about })
  if (optional) return union.nullish()
  return fallback === undefined ? union : union.default(fallback)
}
