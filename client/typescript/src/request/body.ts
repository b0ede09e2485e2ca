/** A body as JSON, in which NaN and infinite numbers are the words that the API has for them. */
export const bodyText = (body: unknown): string =>
  JSON.stringify(body, (_, value: unknown) => (typeof value === 'number' ? word(value) : value))

function word(value: number): number | string {
  if (Number.isFinite(value)) return value
  if (Number.isNaN(value)) return 'nan'
  return value > 0 ? 'inf' : '-inf'
}

/** The body of a request that is JSON, if it has one. */
export async function bodyOf(request: Request): Promise<Record<string, unknown> | undefined> {
  const text = await request.clone().text()
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
