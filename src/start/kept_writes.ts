import type { Config } from '../config.ts'

/** What is true of an acknowledged write with some settings, for people and in the log. */
export function keptWrites(
  {
    REDIS_URL: address,
    LOCKSTEP_REDIS_WAIT: replicas,
  }: Pick<Config, 'REDIS_URL' | 'LOCKSTEP_REDIS_WAIT'>,
  hasAppendOnlyFile: boolean | undefined,
): string {
  if (!address) return 'each acknowledged write is on the disk'
  const kept = keptByReplicas(replicas)
  return hasAppendOnlyFile === false ? `${kept}; ${WITHOUT_FILE}` : kept
}

const WITHOUT_FILE =
  'its append-only file is off, so a restart of Redis loses all since the last RDB file'

function keptByReplicas(replicas: Config['LOCKSTEP_REDIS_WAIT']): string {
  if (replicas === 'all') {
    return 'each acknowledged write is on every replica that sentinels could promote, so a failover loses none'
  }
  if (replicas === 0) {
    return 'no replica is waited for (LOCKSTEP_REDIS_WAIT=0), so a failover may lose the last writes'
  }
  return `each acknowledged write is on ${replicas} replica${replicas === 1 ? '' : 's'}, so a failover loses none unless it promotes another one, or the old primary is alive`
}
