const lengths = new WeakMap<object, number>()

/** How long something would be as JSON, found out once. */
export function jsonLength(part: object): number {
  const known = lengths.get(part)
  if (known !== undefined) return known
  const { length } = JSON.stringify(part)
  lengths.set(part, length)
  return length
}
