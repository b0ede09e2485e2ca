import type { Stored } from '../../storage/store.ts'
import { RECENT_STEPS, type CachedStep, type CacheEntry, type ProcessState } from './cache.ts'
import { isSameGeneration, registrationKey } from './identity.ts'

/** Caches a sealed step, for ranks a little behind. */
export function cacheSealedStep({ entries }: ProcessState, id: string, step: CachedStep): void {
  const entry = entries.peek(id)
  if (entry) pushStep(entry, step)
}

/** Adds a step to the ring. A commit that seals nothing adds the last step again: it replaces itself. */
export function pushStep(entry: CacheEntry, sealed: CachedStep): void {
  const { recentSteps, newest } = entry
  const isRepeated = recentSteps[newest]?.state.step === sealed.state.step
  if (!isRepeated) entry.newest = (newest + 1) % RECENT_STEPS
  recentSteps[entry.newest] = sealed
}

/** A cached sealed step: one of the last ones, or a replayed one. */
export function cachedStep(
  { entries, replayedSteps }: ProcessState,
  stored: Stored,
  step: number,
): CachedStep | undefined {
  const entry = entries.peek(stored.optimizer.id)
  const recent = entry?.recentSteps.find(({ state }) => state.step === step)
  if (recent && isSameGeneration(entry!.lastSeen, stored)) return recent
  return replayedSteps.get(stepKey(stored, step))
}

/** Caches a replayed step. */
export function cacheReplayedStep(
  { replayedSteps }: ProcessState,
  stored: Stored,
  sealed: CachedStep,
): void {
  replayedSteps.set(stepKey(stored, sealed.state.step), sealed)
}

/** The key of one step of one generation of one registration. */
export function stepKey(stored: Stored, step: number): string {
  const { number, revision, openedAt } = stored.optimizer.generation
  // After a failover that lost an opening another one may have its number.
  return `${registrationKey(stored)} ${number} ${revision} ${openedAt} ${step}`
}
