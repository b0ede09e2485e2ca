/** The invariants of the design, and those that follow from them. */
export type Invariant =
  | 'I1 write-once'
  | 'I2 monotone'
  | 'I3 fencing'
  | 'I4 edits after the seal'
  | 'I5 one decision'
  | 'I6 fold'
  | 'one history'
  | 'nothing lost'
  | 'nothing applied twice'
  | 'expected response'

/** A response or a stored state that violates an invariant. */
export class Violation extends Error {
  readonly invariant: Invariant

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`)
    this.name = 'Violation'
    this.invariant = invariant
  }
}

/** Throws a Violation if a condition is false. Only then the description is made. */
export function assertInvariant(
  holds: boolean,
  invariant: Invariant,
  describe: () => string,
): void {
  if (!holds) throw new Violation(invariant, describe())
}
