const lengths = new WeakMap<object, number>()

/** The length of a value as JSON, computed once for each object. */
export function jsonLength(part: object): number {
  const known = lengths.get(part)
  if (known !== undefined) return known
  const { length } = JSON.stringify(part)
  lengths.set(part, length)
  return length
}
