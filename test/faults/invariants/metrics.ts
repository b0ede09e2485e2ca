import { generationOf, ownerOf, type Book, type Decided } from './observations.ts'
import { must } from './violation.ts'

/**
 * Takes a decision as it was told in a generation: I5. It belongs to whoever has the step at which
 * it acts, since a generation undoes what metrics changed after its resume step.
 */
export function decidedOn(
  book: Book,
  generation: number,
  decision: Omit<Decided, 'generation'>,
): void {
  const { metric, step, value, effective_step } = decision
  const owner = ownerOf(book, generation, effective_step)
  const at = `${metric} ${step}`
  const before = owner.decisions.get(at)
  const told = { value, effective_step }
  const [was, now] = [JSON.stringify(before ?? told), JSON.stringify(told)]
  must(was === now, 'I5 one decision', () => `${book.id} ${at} was ${was}, now ${now}`)
  if (before) return
  owner.decisions.set(at, told)
  const [number] = [...book.generations].find(([, each]) => each === owner)!
  book.decided.push({ generation: number, ...decision })
}

/** A report of one rank, as it stands by an answer. */
export interface Vote {
  readonly metric: string
  readonly step: number
  readonly rank: number
  readonly value: number
}

/** Takes a report that stands: a rank has one, and it never becomes another. */
export function voted(book: Book, generation: number, { metric, step, rank, value }: Vote): void {
  const { votes } = generationOf(book, generation)
  const at = `${metric} ${step} ${rank}`
  const before = votes.get(at) ?? value
  const what = () => `${book.id} ${at} was reported as ${before}, now ${value}`
  must(before === value, 'I5 one decision', what)
  votes.set(at, value)
}
