/**
 * Values of LOCKSTEP_REDIS_WAIT with which no failover loses anything acknowledged: all of the two
 * replicas of the Redis in these tests.
 */
export const WAITS_FOR_ALL: readonly string[] = ['2', 'all']
