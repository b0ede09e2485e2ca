import { z } from 'zod'
import type { PageQuery } from '../store.ts'
import { FIRST_ENTRY, entryId, labelPrefix } from './keys.ts'
import type { RedisHandle } from './handle.ts'
import { awaitReply } from './client/reply.ts'

/** The index of one bucket, and the entries of it that have been read. */
interface Bucket {
  readonly index: string
  entries: readonly string[]
  /** The id up to which all entries have been read; undefined where the index has no more. */
  readThrough: string | undefined
}

/** The result of one read of a bucket. */
type BucketPage = Omit<Bucket, 'index'>

/**
 * The first entries of all buckets that belong on a page, in the order of their ids. Ids are spread
 * evenly, so a few entries of each bucket suffice; where they do not, more are read.
 */
export async function mergeIndexPages(
  redis: RedisHandle,
  query: PageQuery,
  wanted: number,
): Promise<string[]> {
  const pageSize = 2 * Math.ceil(wanted / redis.indexKeys.length) + 4
  const start = query.after ?? ''
  const buckets = redis.indexKeys.map((index): Bucket => ({
    index,
    entries: [],
    readThrough: start,
  }))
  for (;;) {
    // Entries sort as their ids do.
    const entries = buckets.flatMap((bucket) => bucket.entries).sort()
    const last = entries[wanted - 1]
    const needsMore = ({ readThrough }: Bucket) =>
      readThrough !== undefined && (last === undefined || readThrough < entryId(last))
    const incomplete = buckets.filter(needsMore)
    if (incomplete.length === 0) return entries.slice(0, wanted)
    await Promise.all(incomplete.map((bucket) => readMore(redis, bucket, query.labels, pageSize)))
  }
}

async function readMore(
  redis: RedisHandle,
  bucket: Bucket,
  labels: PageQuery['labels'],
  pageSize: number,
) {
  const wanted = Object.entries(labels).map(([key, value]) => labelPrefix(key, value))
  const read = wanted.length === 0 ? readEntries : readLabelledEntries
  const { entries, readThrough } = await read(redis, bucket, pageSize, wanted)
  bucket.entries = [...bucket.entries, ...entries]
  bucket.readThrough = readThrough
}

const Entries = z.array(z.instanceof(Buffer).transform(String))

async function readEntries(
  { send }: RedisHandle,
  { index, readThrough }: Bucket,
  pageSize: number,
): Promise<BucketPage> {
  const start = readThrough === '' ? FIRST_ENTRY : `(${readThrough}\u0001`
  const range = [index, start, '+', 'LIMIT', '0', String(pageSize)]
  const entries = Entries.parse(await awaitReply(send('zrangebylex', range)))
  return { entries, readThrough: entries.length < pageSize ? undefined : entryId(entries.at(-1)!) }
}

const LabelledEntries = z.tuple([Entries, z.instanceof(Buffer).nullable()])

async function readLabelledEntries(
  { labelled }: RedisHandle,
  { index, readThrough }: Bucket,
  pageSize: number,
  labels: readonly string[],
): Promise<BucketPage> {
  const found = await labelled([index], [readThrough!, String(pageSize), ...labels])
  const [entries, last] = LabelledEntries.parse(found)
  return { entries, readThrough: last?.toString() }
}
