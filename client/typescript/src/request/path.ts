import { InvalidArgument } from '../errors.ts'

/**
 * The path with its values, each percent-encoded.
 * @throws {InvalidArgument} for a value with which the path would be that of another call.
 */
export function pathOf(template: string, values: Record<string, unknown>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, values[name]))
}

function segment(name: string, value: unknown): string {
  const isValue = typeof value === 'string' ? value !== '' : Number.isSafeInteger(value)
  // A URL has the last two as steps in a path, even if they are encoded.
  if (!isValue || value === '.' || value === '..') {
    throw new InvalidArgument(
      `Cannot use ${JSON.stringify(value)} as ${name} in a path: ` +
        'wanted a text of one or more characters, other than "." and "..", or a whole number',
    )
  }
  return encodeURIComponent(value as string | number)
}
