import { nonFiniteAsWords } from '../../core/encoding/plan.ts'
import { StoredInput } from '../../core/encoding/schemas.ts'
import type { Generation } from '../../core/optimizer/generation.ts'
import type { Input } from '../../core/trajectory/input.ts'

/** The stored text of an input, and the keys by which it is found. */
export interface EncodedInput {
  readonly revision: number
  readonly text: string
  /** The key of a decision on a metric. Undefined for any other input. */
  readonly decisionKey: DecisionKey | undefined
}

/** The key of a decision on a metric: at most one decision has it. */
export interface DecisionKey {
  readonly generation: number
  readonly metric: string
  readonly reportedFor: number
}

/** Encodes an input that was accepted in one of some generations. */
export const encodeInput = (input: Input, generations: readonly Generation[]): EncodedInput => ({
  revision: input.revision,
  text: JSON.stringify(input, nonFiniteAsWords),
  decisionKey: decisionKeyOf(input, generations),
})

/** The key of an input that is a decision: the inputs of a generation follow its opening. */
export function decisionKeyOf(
  input: Input,
  generations: readonly Generation[],
): DecisionKey | undefined {
  if (input.kind !== 'metric_decided') return undefined
  const { metric, reportedFor, revision } = input
  const owner = generations.findLast((each) => each.revision < revision) ?? generations[0]!
  return { generation: owner.number, metric, reportedFor }
}

export const decodeInput = (text: string): Input => StoredInput.parse(JSON.parse(text))
