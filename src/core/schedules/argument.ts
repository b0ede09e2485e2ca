import type { z } from 'zod'

/** An argument of a schedule: the schema of one group's value, and the accepted forms. */
export interface Argument<T> {
  readonly schema: z.ZodType<T>
  readonly fallback?: T
  readonly optional: boolean
  /** Whether torch also accepts a list, one value for each group in order. */
  readonly list: boolean
  /** Whether all groups have the same value. */
  readonly common: boolean
  readonly description: string
}

interface ArgumentOptions<T> {
  fallback?: T
  list?: boolean
}

/** Declares an argument under torch's name, with torch's default. */
export function argument<T>(
  schema: z.ZodType<T>,
  description: string,
  { fallback, list = false }: ArgumentOptions<NoInfer<T>> = {},
): Argument<T> {
  const given = fallback === undefined ? {} : { fallback }
  return { schema, description, list, common: false, optional: false, ...given }
}

/** Declares an argument with one value for all groups. */
export const common = <T>(schema: z.ZodType<T>, about: string): Argument<T> => ({
  ...argument(schema, about),
  common: true,
})

/** Declares an argument that may be omitted or null: torch's None, which has its own meaning. */
export const optional = <T>(
  schema: z.ZodType<T>,
  description: string,
  { list = false }: { list?: boolean } = {},
): Argument<T | undefined> => ({ schema, description, list, common: false, optional: true })

export type Arguments = Readonly<Record<string, Argument<unknown>>>
/** The arguments of a rule: one group's value of each. */
export type ResolvedArguments<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never
}

/** Thrown by a rule if an argument contradicts the others, or the optimizer's settings. */
export class ArgumentRefusal extends Error {
  /** The path to the argument: the fields of the enclosing schedules, and then its name. */
  readonly path: readonly PropertyKey[]

  constructor(path: PropertyKey | readonly PropertyKey[], message: string) {
    super(message)
    this.path = typeof path === 'object' ? path : [path]
  }
}
