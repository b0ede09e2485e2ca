import { toldBy, type AdvanceAnswer } from './advance_response.ts'
import { floorOf, generationOf, ownerOf, type Book, type Floor } from './observations.ts'
import { decidedOn } from './metrics.ts'
import { must } from './violation.ts'

/** What was asked for, as far as the answer must agree with it. */
export interface Asked {
  readonly generation: number
  readonly step?: number | undefined
  readonly ahead?: number | undefined
}

/** Somebody is about to ask; this is what is known by then. */
export function asks(book: Book, { generation, step = Infinity, ahead = 0 }: Asked): Floor {
  const own = generationOf(book, generation)
  if (generation === book.current) own.asked = Math.max(own.asked, step + ahead)
  return floorOf(book)
}

/** Takes the answer to an advance: that it is one, I1, I3 and I5. */
export function told(book: Book, answer: AdvanceAnswer, asked: Asked, sent: Floor): void {
  answersWhatWasAsked(book, answer, asked)
  const { generation, step, sealed_through: sealedThrough } = answer
  const own = generationOf(book, generation)
  must(
    generation >= sent.generation || throughOf(answer) <= own.asked,
    'I3 fencing',
    () => `${book.id}: a zombie of ${generation} sealed ${step} in ${sent.generation}`,
  )
  for (const [at, values] of toldBy(answer)) compareValues(book, generation, at, values)
  compareRevision(book, answer)
  for (const [metric, decision] of Object.entries(answer.metrics ?? {})) {
    decidedOn(book, generation, { metric, step, ...decision })
  }
  own.revision = Math.max(own.revision, answer.revision)
  own.cursor = Math.max(own.cursor, step)
  own.sealedThrough = Math.max(own.sealedThrough, sealedThrough)
}

const throughOf = ({ ahead, step }: AdvanceAnswer): number => ahead?.through ?? step

function answersWhatWasAsked({ id }: Book, answer: AdvanceAnswer, asked: Asked): void {
  const { generation, step, sealed_through: sealedThrough, ahead } = answer
  const through = throughOf(answer)
  const answers =
    generation === asked.generation &&
    step === (asked.step ?? step) &&
    (ahead?.from ?? step + 1) === step + 1 &&
    through <= step + (asked.ahead ?? 0) &&
    sealedThrough >= through
  const shown = () => JSON.stringify({ ...answer, ahead: through })
  must(answers, 'plain answers', () => `${id}, asked ${JSON.stringify(asked)}: ${shown()}`)
}

/** Takes the values at a step, wherever they were told. */
export function compareValues(book: Book, generation: number, step: number, values: string): void {
  const owner = ownerOf(book, generation, step).values
  const before = owner[step]
  if (before === undefined) {
    owner[step] = values
    book.steps += 1
    return
  }
  must(
    before === values,
    'I1 write-once',
    () => `${book.id} generation ${generation} step ${step} was ${before}, now ${values}`,
  )
}

/** Takes the revision that a step shows: as write-once as its values. */
export function compareRevision(
  book: Book,
  { generation, step, revision }: Pick<AdvanceAnswer, 'generation' | 'step' | 'revision'>,
): void {
  const { revisions } = ownerOf(book, generation, step)
  const before = (revisions[step] ??= revision)
  const what = () => `${book.id} step ${step} was of revision ${before}, now ${revision}`
  must(before === revision, 'I1 write-once', what)
}

/** The highest that anyone in a generation was told of. */
export function seenIn(book: Book, generation: number) {
  const { revision, sealedThrough } = generationOf(book, generation)
  return { revision, sealed_through: sealedThrough }
}
