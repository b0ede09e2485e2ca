import { z } from 'zod'
import type { Nested, Rule } from './rule.ts'
import type { Arguments, Resolved } from './argument.ts'
import { COMMON, fieldsOf } from './fields.ts'
import type { Standing, StateDict } from './standing.ts'

/** What a rule may know of the optimizer beside its own arguments. */
export interface Surroundings {
  readonly totalSteps?: number | undefined
}

/** The field under which a schedule takes others: several, one, or one that may be left out. */
export type Inside = 'schedulers' | 'scheduler' | 'scheduler?'

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
  /** Torch's `state_dict()` on one group, where torch has this family. */
  readonly stateDict:
    ((given: Readonly<Record<string, unknown>>, standing: Standing) => StateDict) | undefined
}

/** Declares a schedule. The schema of its JSON follows from its arguments. */
export function schedule<const T extends string, A extends Arguments>(family: {
  readonly type: T
  readonly summary: string
  readonly arguments: A
  readonly inside?: Inside
  readonly example: Readonly<Record<string, unknown>>
  readonly rule: (given: Resolved<A>, around: Surroundings, children: readonly Nested[]) => Rule
  readonly stateDict?: (given: Resolved<A>, standing: Standing) => StateDict
}) {
  const { type, summary, inside, rule, stateDict } = family
  const fields = fieldsOf(family.arguments)
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
    stateDict:
      stateDict &&
      ((given: object, standing: Standing) => stateDict(given as Resolved<A>, standing)),
  } satisfies Schedule
}

/** How many schedules one may hold, at all depths. */
export const MAX_INSIDE = 100

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
