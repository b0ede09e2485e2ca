import { z } from 'zod'
import type { PageQuery } from '../store.ts'
import { FIRST_LINE, idOf, labelOf } from './keys.ts'
import type { Place } from './handle.ts'
import { reply } from './client/reply.ts'

/** The index of one bucket, as far as it has been read. */
interface Bucket {
  readonly index: string
  lines: readonly string[]
  /** The id up to which everything is known; undefined where that is all there is. */
  reached: string | undefined
}

/** What was read of a bucket at one time. */
type Read = Omit<Bucket, 'index'>

/**
 * The first lines of all buckets that belong on a page, in the order of their ids. Ids are spread
 * evenly, so that a few lines of each bucket suffice; where they do not, it is read on.
 */
export async function firstLines(at: Place, page: PageQuery, wanted: number): Promise<string[]> {
  const few = 2 * Math.ceil(wanted / at.indexes.length) + 4
  const start = page.after ?? ''
  const buckets = at.indexes.map((index): Bucket => ({ index, lines: [], reached: start }))
  for (;;) {
    // Lines sort as their ids do.
    const lines = buckets.flatMap((bucket) => bucket.lines).sort()
    const last = lines[wanted - 1]
    const isShort = ({ reached }: Bucket) =>
      reached !== undefined && (last === undefined || reached < idOf(last))
    const short = buckets.filter(isShort)
    if (short.length === 0) return lines.slice(0, wanted)
    await Promise.all(short.map((bucket) => readOn(at, bucket, page.labels, few)))
  }
}

async function readOn(at: Place, bucket: Bucket, labels: PageQuery['labels'], few: number) {
  const wanted = Object.entries(labels).map(([key, value]) => labelOf(key, value))
  const read = wanted.length === 0 ? linesOf : labelledLines
  const { lines, reached } = await read(at, bucket, few, wanted)
  bucket.lines = [...bucket.lines, ...lines]
  bucket.reached = reached
}

const Lines = z.array(z.instanceof(Buffer).transform(String))

async function linesOf({ send }: Place, { index, reached }: Bucket, few: number): Promise<Read> {
  const start = reached === '' ? FIRST_LINE : `(${reached}\u0001`
  const range = [index, start, '+', 'LIMIT', '0', String(few)]
  const lines = Lines.parse(await reply(send('zrangebylex', range)))
  return { lines, reached: lines.length < few ? undefined : idOf(lines.at(-1)!) }
}

const Labelled = z.tuple([Lines, z.instanceof(Buffer).nullable()])

async function labelledLines(
  { labelled }: Place,
  { index, reached }: Bucket,
  few: number,
  labels: readonly string[],
): Promise<Read> {
  const found = await labelled([index], [reached!, String(few), ...labels])
  const [lines, last] = Labelled.parse(found)
  return { lines, reached: last?.toString() }
}
