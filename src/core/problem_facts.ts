/** One fault of a request, and its place (an RFC 6901 JSON pointer). */
export interface Fault {
  readonly pointer: string
  readonly detail: string
}

/** One place where two definitions differ. */
export interface Difference {
  readonly pointer: string
  readonly registered: unknown
  readonly given: unknown
  /** The present value, where it is another one than the registered one. */
  readonly in_force?: unknown
}

/** The generation of the request, and the current one. */
export interface Generations {
  readonly generation: number
  readonly current_generation: number
}

/** A generation, and its last sealed step. */
export type SealedGeneration = Pick<Generations, 'generation'> & {
  readonly sealed_through: number
}
