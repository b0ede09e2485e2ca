import { hash } from 'node:crypto'
import type { Definition } from '../definition/registration.ts'
import type { Input } from '../trajectory/input.ts'

/** 8 bytes of SHA-256. */
export interface Digest {
  /** Its 8 bytes in base64url: 11 characters. */
  readonly text: string
  /** The same bytes as two integers of 32 bits, as in a header. */
  readonly high: number
  readonly low: number
}

/**
 * The digest of a history, chained over the registration and each input after it. Histories with
 * equal digests give equal values. The time, the actor and the reason do not count.
 */
export interface HistoryDigest extends Digest {
  /** The digest at revision 1, which no input has. */
  readonly registration: Digest
}

/** How an input or a definition is written for its digest: with sorted keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    // JSON has no such numbers.
    if (typeof part === 'number' && !Number.isFinite(part)) return String(part)
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

function digestOf(text: string): Digest {
  const bytes = Buffer.from(hash('sha256', text, 'hex').slice(0, 16), 'hex')
  return digestFromBytes(bytes)
}

/** Reads a digest from its 8 bytes. */
export const digestFromBytes = (bytes: Buffer): Digest => ({
  text: bytes.toString('base64url'),
  high: bytes.readInt32LE(0),
  low: bytes.readInt32LE(4),
})

/** Reads a digest from its text. */
export const digestFromText = (text: string): Digest =>
  digestFromBytes(Buffer.from(text, 'base64url'))

const ZERO = digestFromBytes(Buffer.alloc(8))

/** The digest of a history that an earlier version began, up to the first input of this one. */
export const NO_DIGEST: HistoryDigest = historyDigest(ZERO, ZERO)

/** The digest of a history from its two parts. */
export function historyDigest(current: Digest, registration: Digest): HistoryDigest {
  return { ...current, registration }
}

/** The digest of a registration. Its labels and its text change no value. */
export function firstDigest(
  id: string,
  { groups, schedulers, defaults, total_steps: totalSteps }: Definition,
): HistoryDigest {
  const digest = digestOf(canonical([id, { groups, schedulers, defaults, totalSteps }]))
  return historyDigest(digest, digest)
}

/** The digest after one more input. */
export function nextDigest(before: HistoryDigest, input: Omit<Input, 'digest'>): HistoryDigest {
  const { recordedAt: _time, actor: _actor, reason: _reason, ...counting } = input
  return historyDigest(digestOf(before.text + canonical(counting)), before.registration)
}

/** An input with its digest, which follows that of the history before it. */
export function chained<I extends Omit<Input, 'digest'>>(
  { digest: before }: { readonly digest: HistoryDigest },
  input: I,
): { readonly recorded: I & { readonly digest: string }; readonly digest: HistoryDigest } {
  const digest = nextDigest(before, input)
  return { recorded: { ...input, digest: digest.text }, digest }
}
