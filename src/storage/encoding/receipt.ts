import { z } from 'zod'
import type { Receipt } from '../store.ts'

/** What a receipt says of its key. */
export const encodeReceipt = ({ request, result }: Receipt): string =>
  JSON.stringify([request, result])

export function decodeReceipt(key: string, text: string): Receipt {
  const [request, result] = ReceiptParts.parse(JSON.parse(text))
  return { key, request, result }
}
const ReceiptParts = z.tuple([z.string(), z.string()])
