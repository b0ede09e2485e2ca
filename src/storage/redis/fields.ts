import { encodeGeneration } from '../encoding/record.ts'
import type { EncodedOptimizer } from '../encoding/record.ts'
import type { DecisionKey, EncodedInput } from '../encoding/input.ts'
import type { Generation } from '../../core/optimizer/generation.ts'

/**
 * The fields of an optimizer's hash. The scripts know `h`, `i<revision>`, and those of receipts:
 * `r<key>` has a receipt, `k<slot>` the key in a slot of the ring, `n` the count of all receipts.
 */
export const HEADER = 'h'
export const VALUES = 'v'
export const PLAN = 'p'
export const DEFINITION = 'd'
export const HISTORY = 's'
export const REGISTRATION = 'b'
export const inputField = (revision: number) => `i${revision}`
/** The field with a block of first snapshots. */
export const firstsField = (block: number) => `t${block}`
export const generationField = (number: number) => `g${number}`
export const receiptField = (key: string) => `r${key}`

/** The field with the revision of a decision. */
export const decisionField = ({ generation, reportedFor, metric }: DecisionKey) =>
  `m${generation} ${reportedFor} ${metric}`

/**
 * Changes, which are the inputs that are no metric, are listed in blocks: each field has those of so
 * many revisions, so that adding one costs the same at any length of the history.
 */
const BLOCK_SIZE = 1_024
const changesField = (revision: number) => `c${Math.floor(revision / BLOCK_SIZE)}`

/** The lists that have every change after one revision and through another. */
export function changesFields(after: number, through: number): string[] {
  const first = Math.floor((after + 1) / BLOCK_SIZE)
  const count = Math.floor(through / BLOCK_SIZE) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => `c${first + index}`)
}

/** A field and its value. */
export type FieldPair = readonly [field: string, value: string | Buffer]

export const optimizerPairs = ({
  header,
  values,
  plan,
  definition,
}: EncodedOptimizer): FieldPair[] => [
  [HEADER, header],
  [VALUES, values],
  [PLAN, plan],
  [DEFINITION, definition],
]

export const inputPairs = ({ revision, text, decisionKey }: EncodedInput): FieldPair[] => [
  [inputField(revision), text],
  ...(decisionKey ? [[decisionField(decisionKey), `${revision} `] as const] : []),
]

export const generationPair = (generation: Generation): FieldPair => [
  generationField(generation.number),
  encodeGeneration(generation),
]

/** The text to append to each list of changes for some inputs. */
export function changesPairs(inputs: readonly EncodedInput[]): FieldPair[] {
  const changes = inputs.filter(({ decisionKey }) => decisionKey === undefined)
  const lists = Map.groupBy(changes, ({ revision }) => changesField(revision))
  return [...lists].map(([field, listed]) => [
    field,
    listed.map(({ revision }) => `${revision} `).join(''),
  ])
}
