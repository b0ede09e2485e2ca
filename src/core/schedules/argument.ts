import type { z } from 'zod'

/** An argument of a schedule: what one group's value must be, and how it may be given. */
export interface Argument<T> {
  readonly schema: z.ZodType<T>
  readonly fallback?: T
  readonly optional: boolean
  /** Whether torch also takes a list here, one value for each group in order. */
  readonly list: boolean
  /** Whether it is one and the same for all groups. */
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

/** Declares an argument that cannot be given group by group. */
export const common = <T>(schema: z.ZodType<T>, about: string): Argument<T> => ({
  ...argument(schema, about),
  common: true,
})

/** Declares an argument that may be left out, or null: torch's None, which means something of its own. */
export const optional = <T>(
  schema: z.ZodType<T>,
  description: string,
  { list = false }: { list?: boolean } = {},
): Argument<T | undefined> => ({ schema, description, list, common: false, optional: true })

export type Arguments = Readonly<Record<string, Argument<unknown>>>
/** What a rule is given: one group's value of each argument. */
export type ResolvedArguments<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never
}

/** Thrown by a rule when an argument does not fit the others, or the optimizer's settings. */
export class ArgumentRefusal extends Error {
  /** The way to the argument: its name, after the places of the schedules it is inside of. */
  readonly path: readonly PropertyKey[]

  constructor(path: PropertyKey | readonly PropertyKey[], message: string) {
    super(message)
    this.path = typeof path === 'object' ? path : [path]
  }
}
