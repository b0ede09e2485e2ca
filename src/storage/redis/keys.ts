/**
 * The keys of an optimizer: one hash with all of its data, so that a Cluster that moves the slot never
 * has a part of it elsewhere, and the index that lists it. Both share a hash tag, so that one
 * script may touch both. The tag is one of 64 buckets, not the id, so that there are few indexes.
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

/** The key of its hash, which is the only key of most commands. */
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
 * An entry of the index: the id, then the constant part of what a list shows of an optimizer. NUL and
 * SOH come before every character of an id, so entries sort as their ids do. Before all of them are
 * the label entries, by which optimizers are found: see labels.lua.
 */
export const indexEntry = (id: string, shown: object): string =>
  `${id}\u0000${JSON.stringify(shown)}`

/** The start of the entries, as a bound of a lexical range. */
export const FIRST_ENTRY = '[\u0002'

/** The prefix of the entries of a label, which the id follows. */
export const labelPrefix = (key: string, value: string): string =>
  `\u0001${key}\u0000${value}\u0000`

/** The lexical range of the entry of an id. */
export const entryRange = (id: string) => [`[${id}\u0000`, `(${id}\u0001`] as const

/** The id of an entry. */
export const entryId = (entry: string): string => entry.slice(0, entry.indexOf('\u0000'))

/** The listed part of an entry. */
export const parseEntry = (entry: string): unknown =>
  JSON.parse(entry.slice(entry.indexOf('\u0000') + 1))
