/**
 * The keys of an optimizer: one hash with all that there is of it, so that a Cluster that moves
 * its slot never has half of it, and the index that lists it. Both share a hash tag, so that one
 * script may touch both. The tag is one of 64 buckets and not the id: then there are few indexes.
 */
export interface OptimizerKeys {
  readonly optimizer: string
  readonly index: string
}

const BUCKETS = 64

/** The keys of one optimizer. */
export const optimizerKeys = (prefix: string, id: string): OptimizerKeys => ({
  optimizer: optimizerKey(prefix, id),
  index: `${prefix}:{${bucketOf(id)}}:index`,
})

/** The key of its hash, which is all that most acts need. */
export const optimizerKey = (prefix: string, id: string): string =>
  `${prefix}:{${bucketOf(id)}}:optimizer:${id}`

/** The index of every bucket. */
export const allIndexKeys = (prefix: string): string[] =>
  Array.from({ length: BUCKETS }, (_, bucket) => `${prefix}:{${bucket}}:index`)

/** FNV-1a: the same bucket for the same id in every version of Lockstep. */
function bucketOf(id: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash % BUCKETS
}

/**
 * An entry of the index: the id, then what a list shows of an optimizer that never changes. NUL and
 * SOH come before every character of an id, so entries sort as their ids do. Before all of them are
 * the label entries, by which optimizers are found: see labels.lua.
 */
export const indexEntry = (id: string, shown: object): string =>
  `${id}\u0000${JSON.stringify(shown)}`

/** Where the entries begin, as Redis takes lexical ranges. */
export const FIRST_ENTRY = '[\u0002'

/** How the entries of a label begin. The id comes after. */
export const labelPrefix = (key: string, value: string): string =>
  `\u0001${key}\u0000${value}\u0000`

/** Where the entry of an id begins and ends, as Redis takes lexical ranges. */
export const entryRange = (id: string) => [`[${id}\u0000`, `(${id}\u0001`] as const

/** The id of an entry. */
export const entryId = (entry: string): string => entry.slice(0, entry.indexOf('\u0000'))

/** What an entry shows of its optimizer. */
export const parseEntry = (entry: string): unknown =>
  JSON.parse(entry.slice(entry.indexOf('\u0000') + 1))
