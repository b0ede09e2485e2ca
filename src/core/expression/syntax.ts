/** A part of an expression: what kind of syntax it is, its text, and its own parts. */
export interface Syntax {
  readonly kind: string
  readonly text: string
  readonly parts: readonly Syntax[]
}

/** Why a text is not an expression that Lockstep evaluates. */
export class ExpressionRefusal extends Error {}
