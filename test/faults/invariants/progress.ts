import { compareRevision, compareValues } from './advances.ts'
import { textOf, type Row } from './advance_response.ts'
import { incarnation, type Book, type Floor, type Opened } from './observations.ts'
import { must } from './violation.ts'

/** How far an optimizer says that it is. */
interface Now {
  readonly generation: number
  readonly step: number
  readonly sealed_through: number
}

/** A generation as it is answered. */
export interface OpenedAnswer extends Opened {
  readonly revision: number
  readonly groups: readonly Row[]
}

/** Takes a read of the whole optimizer, sent when so much was known: I2. */
export function read({ id }: Book, sent: Floor, now: Now): void {
  const { generation, step, sealed_through } = now
  const isLater = generation > sent.generation
  const stands =
    generation === sent.generation && step >= sent.cursor && sealed_through >= sent.sealedThrough
  const what = () =>
    `${id} was at ${JSON.stringify(sent)}, now at ${JSON.stringify([generation, step, sealed_through])}`
  must(isLater || stands, 'I2 monotone', what)
}

/** A rank is about to open or confirm a generation. */
export function opens(book: Book): void {
  book.openings += 1
  book.opening += 1
}

/** It has its answer, whatever that is. */
export function answered(book: Book): void {
  book.opening -= 1
}

/** Takes a generation as a rank was told of it: what it resumes from is its parent's. */
export function opened(book: Book, answer: OpenedAnswer): void {
  const { generation, key, parent, resume_step, revision, groups } = answer
  const begun = { key, parent, resume_step }
  const { id, generations } = book
  const before = JSON.stringify(generations.get(generation)?.opened ?? begun)
  const now = JSON.stringify(begun)
  must(
    before === now,
    'I3 fencing',
    () => `${id} generation ${generation} was ${before}, now ${now}`,
  )
  if (!generations.has(generation)) generations.set(generation, incarnation(begun))
  book.current = Math.max(book.current, generation)
  compareValues(book, generation, resume_step, textOf(groups))
  compareRevision(book, { generation, step: resume_step, revision })
}

/** Complains of a call of a generation that was over when it was sent, if it was carried out. */
export function fenced({ id }: Book, sent: Floor, generation: number, status: number): void {
  const what = () => `${id}: a zombie of ${generation} got ${status} in ${sent.generation}`
  must(generation >= sent.generation || status === 409, 'I3 fencing', what)
}

/** Takes an accepted edit, sent when so much was known: I4. */
export function edited({ id, openings }: Book, sent: Floor, step: number): void {
  // Where a generation may have been opened meanwhile, the edit may be one of that.
  if (sent.opening > 0 || sent.openings !== openings) return
  const what = () => `${id}: an edit at ${step} was accepted when ${sent.sealedThrough} was sealed`
  must(step > sent.sealedThrough, 'I4 edits after the seal', what)
}
