import { createHash } from 'node:crypto'
import type { Generation } from '../../core/optimizer/generation.ts'
import { refuse } from '../../core/problem.ts'
import type { Receipt } from '../../storage/store.ts'
import type { Caller } from '../context.ts'

/** The digests of an Idempotency-Key and of the request that it came with. */
type KeyAndRequest = Pick<Receipt, 'key' | 'request'>

/** A request that is carried out once, however often it is sent. */
export interface IdempotentRequest<R> extends KeyAndRequest {
  readonly format: ReceiptFormat<R>
}

/** How the result of a transaction is written into a receipt, and read back by a repeat. */
export interface ReceiptFormat<R> {
  readonly encode: (result: R) => string
  readonly decode: (text: string) => R
}

/** A result that is a text, such as a name. */
export const TEXT: ReceiptFormat<string> = { encode: (text) => text, decode: (text) => text }

/** A result that is a whole number, such as a revision. */
export const NUMBER: ReceiptFormat<number> = { encode: String, decode: Number }

/** A short text that stands for a long one: 132 bits of its SHA-256. */
export const digest = (text: string) =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** A request with its key, or undefined where the caller sent none. */
export function idempotentRequest<R>(
  { key, occurrence = 1 }: Pick<Caller, 'key' | 'occurrence'>,
  format: ReceiptFormat<R>,
  ...request: unknown[]
): IdempotentRequest<R> | undefined {
  if (key === undefined) return undefined
  const text = JSON.stringify(request)
  return { key: digest(keyText(key, occurrence)), request: digest(text), format }
}

/** A header has no line break, so no call has the key of a later occurrence by itself. */
const keyText = (key: string, occurrence: number) =>
  occurrence === 1 ? key : `${key}\n${occurrence}`

/** The same within one generation: after a rewind, a repeat must be carried out again. */
export const inGeneration = <R>(
  { number }: Generation,
  request: IdempotentRequest<R>,
): IdempotentRequest<R> => ({ ...request, key: digest(`${number} ${request.key}`) })

/**
 * The result of a request that was carried out already, as its receipt has it.
 * @throws {Refusal} `idempotency_key_reused`: a key stands for one request only.
 */
export function resultIn<R>(
  receipt: Receipt | null,
  { request, format }: IdempotentRequest<R>,
): { readonly result: R } | undefined {
  if (receipt && receipt.request !== request) refuse({ code: 'idempotency_key_reused' })
  return receipt ? { result: format.decode(receipt.result) } : undefined
}

/** The receipt of a request that is carried out now. */
export const receiptOf = <R>(
  { key, request, format }: IdempotentRequest<R>,
  result: R,
): Receipt => ({ key, request, result: format.encode(result) })
