import { toJsonDouble } from '../number.ts'

/**
 * Canonical JSON: without spaces and undefined fields, with sorted keys, and with words for doubles
 * that JSON cannot write. Two documents with the same content are the same text. It is written in
 * small pieces, of a list one for each element.
 */
export function* canonicalJson(value: unknown): Generator<string, void> {
  if (Array.isArray(value)) {
    yield* canonicalList(value)
    return
  }
  if (typeof value !== 'object' || value === null) {
    yield canonicalText(value)
    return
  }
  yield '{'
  for (const [index, [key, inner]] of sortedEntries(value).entries()) {
    yield `${index === 0 ? '' : ','}${JSON.stringify(key)}:`
    yield* canonicalJson(inner)
  }
  yield '}'
}

function* canonicalList(values: readonly unknown[]): Generator<string> {
  yield '['
  for (const [index, value] of values.entries()) {
    yield `${index === 0 ? '' : ','}${canonicalText(value)}`
  }
  yield ']'
}

function canonicalText(value: unknown): string {
  if (typeof value === 'number') return JSON.stringify(toJsonDouble(value))
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = sortedEntries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${canonicalText(inner)}`,
  )
  return `{${fields.join(',')}}`
}

const sortedEntries = (value: object): [string, unknown][] =>
  Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
