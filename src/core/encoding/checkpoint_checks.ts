import type { Generation } from '../optimizer/generation.ts'
import { pointer, type Fault } from '../problem.ts'
import type { FullRecord } from '../history/full_record.ts'

/** The most generations and the most revisions of a record. */
const MAX_GENERATIONS = 100_000
const MAX_REVISIONS = 1_000_000_000

/**
 * The contradictions between the parts of a record. A correct checksum does not exclude them: it
 * only proves that the document was not changed.
 */
export function consistencyFaults(record: FullRecord): Fault[] {
  const { optimizer, generations } = record
  const { revision, acted, cursor, sealedThrough, state, pending } = optimizer
  const last = generations.at(-1)!
  return [
    ...unless(revision <= MAX_REVISIONS, 'revision', `at most ${MAX_REVISIONS}`),
    ...unless(isChained(record), 'inputs', 'the input of the digest last'),
    ...unless(acted <= revision, 'acted', `at most the revision, ${revision}`),
    ...unless(
      cursor <= Math.max(0, sealedThrough),
      'cursor',
      `at most sealedThrough, ${sealedThrough}`,
    ),
    ...unless(
      last.resumeStep <= Math.max(0, sealedThrough),
      'generations',
      'resumed at a sealed step',
    ),
    ...unless(last.revision <= revision, 'generations', `opened by revision ${revision}`),
    ...unless(
      pending.every((each) => each.step > sealedThrough && each.revision <= revision),
      'course',
      `pending inputs that act after step ${sealedThrough}`,
    ),
    ...unless(
      state.frame.groups.length > 0 && state.frame.groups.every(({ values }) => 'lr' in values),
      'course',
      'at least one group, and an lr in each',
    ),
    ...generationFaults(generations),
    ...historyFaults(record),
  ]
}

/** The last input has the digest of the history. Inputs of version 5 have none. */
function isChained({ inputs, optimizer }: FullRecord): boolean {
  const { digest = optimizer.digest.text } = inputs.at(-1) ?? {}
  return digest === optimizer.digest.text
}

const unless = (holds: boolean, field: string, wanted: string): Fault[] =>
  holds ? [] : [{ pointer: pointer(['record', field]), detail: `wanted ${wanted}` }]

/** Numbers and revisions are ascending, and each generation but the first has an earlier parent. */
function generationFaults(generations: readonly Generation[]): Fault[] {
  const [first] = generations as [Generation]
  const isFirst = first.number === 1 && first.resumeStep === 0 && first.parent === undefined
  const numbers = new Set<number>()
  const isRising = generations.every(({ number, revision, parent }, index) => {
    const before = generations[index - 1]
    const isLater = !before || (number > before.number && revision > before.revision)
    const isChild = !before || (parent !== undefined && numbers.has(parent))
    numbers.add(number)
    return isLater && isChild && number <= MAX_GENERATIONS
  })
  return unless(
    isFirst && isRising,
    'generations',
    `ascending numbers from 1 to at most ${MAX_GENERATIONS}, each with an earlier generation as its parent`,
  )
}

/** Every revision after the compaction has its input, and every snapshot has its generation. */
function historyFaults({ optimizer, inputs, generations, history }: FullRecord): Fault[] {
  const { revision } = optimizer
  const { floor, snapshots } = history
  const first = Math.max(1, floor) + 1
  const isWhole =
    inputs.length === revision - first + 1 &&
    inputs.every((input, index) => input.revision === first + index)
  const known = new Set(generations.map(({ number }) => number))
  const isKnown = snapshots.every(
    (each) => known.has(each.generation) && each.revision >= floor && each.revision <= revision,
  )
  return [
    ...unless(isWhole, 'inputs', `one input for each revision from ${first} to ${revision}`),
    ...unless(isKnown, 'history', 'snapshots of these generations and revisions'),
  ]
}
