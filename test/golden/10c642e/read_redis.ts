/**
 * Prints the content of a Redis as JSON: every hash and sorted set, in base64. Usage, after write.py
 * has filled a service of commit 10c642e on an empty Redis:
 *
 *     node test/golden/10c642e/read_redis.ts redis://127.0.0.1:6380 | gzip -9n > redis.json.gz
 */
import { Redis } from 'ioredis'

const redis = new Redis(process.argv[2]!)
const content: Record<string, readonly string[]> = {}
for (const key of (await redis.keys('*')).sort()) {
  const type = await redis.type(key)
  const read = {
    hash: () => redis.hgetallBuffer(key).then(fieldsOf),
    zset: () => redis.zrangeBuffer(key, '0', '-1', 'WITHSCORES'),
  }[type]
  if (!read) throw new Error(`${key} is a ${type}, wanted a hash or a sorted set`)
  content[key] = [type, ...(await read()).map((each) => each.toString('base64'))]
}
redis.disconnect()
console.log(JSON.stringify(content))

/** The fields and values of a hash, one after the other. */
function fieldsOf(hash: Record<string, Buffer>): Buffer[] {
  return Object.entries(hash).flatMap(([field, value]) => [Buffer.from(field), value])
}
