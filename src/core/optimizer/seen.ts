import { pointer, refuse } from '../problem.ts'
import { NO_DIGEST, type HistoryDigest } from './digest.ts'
import type { Optimizer } from './optimizer.ts'

/** What a caller was given last: a place in the history of an optimizer. */
export interface Seen {
  /** As it was given. */
  readonly text: string
  readonly generation: number
  readonly revision: number
  readonly sealedThrough: number
  /** The text of the digest at this revision. */
  readonly digest: string
}

/** The form of `seen`: another one has another name. */
const FORM = 's1'
export const SEEN = /^s1\.(\d{1,16})\.(\d{1,16})\.(-1|\d{1,16})\.([0-9a-z]{1,7})\.([\w-]{11})$/

/** The place that an optimizer has in its history, for a caller to echo. */
export function seenText(optimizer: Optimizer): string {
  const { start, end } = placeOf(optimizer)
  return `${start}${optimizer.sealedThrough}${end}`
}

/** The parts of the text before and after the sealed step, which no step changes. */
interface Place {
  readonly start: string
  readonly end: string
}

/** A third of a microsecond, twice in each advance, without this (`npm run bench -- advance`). */
const places = new WeakMap<HistoryDigest, Place>()

function placeOf({ id, generation, revision, digest }: Optimizer): Place {
  const known = digest === NO_DIGEST ? undefined : places.get(digest)
  if (known) return known
  const start = `${FORM}.${generation.number}.${revision}.`
  const place = { start, end: `.${checkOf(id)}.${digest.text}` }
  places.set(digest, place)
  return place
}

/** A short check of an id (FNV-1a of 32 bits), so that the `seen` of another optimizer is refused. */
function checkOf(id: string): string {
  let sum = 0x811c9dc5
  for (let index = 0; index < id.length; index++) {
    sum = Math.imul(sum ^ id.charCodeAt(index), 0x01000193)
  }
  return (sum >>> 0).toString(36)
}

const WAY_OUT =
  'wanted the text "seen" of the last answer, as it is. Without that answer leave "seen" out, and open a generation'

/** Reads what a caller has seen of an optimizer. Undefined for another text. */
export function readSeen(id: string, text: string): Seen | undefined {
  const [, generation, revision, sealed, check, digest] = SEEN.exec(text) ?? []
  if (digest === undefined || check !== checkOf(id)) return undefined
  return {
    text,
    generation: Number(generation),
    revision: Number(revision),
    sealedThrough: Number(sealed),
    digest,
  }
}

/**
 * The same for a request.
 * @throws {Refusal} `invalid_request` for another text, and for the `seen` of another optimizer.
 */
export function parseSeen(
  id: string,
  text: string | undefined,
  at: readonly (string | number)[] = ['seen'],
): Seen | undefined {
  if (text === undefined) return undefined
  const seen = readSeen(id, text)
  if (seen) return seen
  const given = SEEN.test(text) ? 'that of another optimizer' : JSON.stringify(text.slice(0, 80))
  const detail = `given ${given}, ${WAY_OUT}`
  return refuse({ code: 'invalid_request', errors: [{ pointer: pointer(at), detail }] })
}

/** What a caller has seen who was given the present state of an optimizer. */
export const seenOf = (optimizer: Optimizer): Seen => ({
  text: seenText(optimizer),
  generation: optimizer.generation.number,
  revision: optimizer.revision,
  sealedThrough: optimizer.sealedThrough,
  digest: optimizer.digest.text,
})

/**
 * Whether a text is of the history that an optimizer has, at its revision, and not of a later sealed
 * step.
 */
export function isAtPlace(optimizer: Optimizer, text: string): boolean {
  const { start, end } = placeOf(optimizer)
  if (!text.startsWith(start) || !text.endsWith(end)) return false
  const sealed = text.slice(start.length, -end.length)
  return SEALED.test(sealed) && Number(sealed) <= optimizer.sealedThrough
}

const SEALED = /^(-1|\d{1,16})$/
