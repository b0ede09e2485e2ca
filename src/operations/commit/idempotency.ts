import { createHash } from 'node:crypto'
import type { Generation } from '../../core/optimizer/generation.ts'
import { refuse } from '../../core/problem.ts'
import type { Receipt } from '../../storage/store.ts'

/** A request that is to be carried out once, however often it is sent. */
export type IdempotentRequest = Pick<Receipt, 'key' | 'request'>

/** A short text that stands for a long one. */
export const digest = (text: string) =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** What an Idempotency-Key and the request that came with it are remembered by. */
export const idempotentRequest = (
  key: string | undefined,
  ...request: unknown[]
): IdempotentRequest | undefined =>
  key === undefined ? undefined : { key: digest(key), request: digest(JSON.stringify(request)) }

/** The same within one generation: after a rewind, a repeat has to be carried out anew. */
export const inGeneration = (
  { number }: Generation,
  once: IdempotentRequest,
): IdempotentRequest => ({
  ...once,
  key: digest(`${number} ${once.key}`),
})

/** What came of a request when it was carried out, if it was. A key stands for one request only. */
export function resultOf(
  receipt: Receipt | null,
  { request }: IdempotentRequest,
): string | undefined {
  if (receipt && receipt.request !== request) refuse({ code: 'idempotency_key_reused' })
  return receipt?.result
}
