import { z } from 'zod'
import type { Receipt } from '../store.ts'

/** The stored text of a receipt: the digest of the request, and the result. */
export const encodeReceipt = ({ request, result }: Receipt): string =>
  JSON.stringify([request, result])

export function decodeReceipt(key: string, text: string): Receipt {
  const [request, result] = ReceiptParts.parse(JSON.parse(text))
  return { key, request, result }
}
const ReceiptParts = z.tuple([z.string(), z.string()])
