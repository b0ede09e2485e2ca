/**
 * What differs between the JSON that a document shows and the JSON that was answered, as lines. The
 * text "..." stands for any text: for a time, or for one that is too long to be shown.
 */
export function differences(shown: unknown, answered: unknown, at = ''): string[] {
  if (shown === '...' && typeof answered === 'string') return []
  if (isObject(shown) && isObject(answered) && Array.isArray(shown) === Array.isArray(answered)) {
    const keys = new Set([...Object.keys(shown), ...Object.keys(answered)])
    return [...keys].flatMap((key) => differences(shown[key], answered[key], `${at}/${key}`))
  }
  if (Object.is(shown, answered)) return []
  return [`${at}: shown ${JSON.stringify(shown)}, answered ${JSON.stringify(answered)}`]
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null
