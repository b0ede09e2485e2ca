/** The seconds to wait before the next attempt (RFC 9110, 10.2.3): the header has them, or a date. */
export function retryAfter(headers: Headers): number {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text)
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? 0 : Math.max(0, (atMs - Date.now()) / 1000)
}
