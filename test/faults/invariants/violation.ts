/** The invariants of the design, and two that follow from them. */
export type Invariant =
  | 'I1 write-once'
  | 'I2 monotone'
  | 'I3 fencing'
  | 'I4 edits after the seal'
  | 'I5 one decision'
  | 'I6 fold'
  | 'nothing lost'
  | 'nothing doubled'
  | 'plain answers'

/** What the service did that it must never do. */
export class Violation extends Error {
  readonly invariant: Invariant

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`)
    this.name = 'Violation'
    this.invariant = invariant
  }
}

/** Complains unless something holds. What to say is only made where it does not. */
export function assertInvariant(
  holds: boolean,
  invariant: Invariant,
  describe: () => string,
): void {
  if (!holds) throw new Violation(invariant, describe())
}
