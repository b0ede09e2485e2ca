import type { Stored } from '../../storage/store.ts'
import { isSameGeneration } from './identity.ts'
import { RECENT_STEPS, type CacheEntry, type ProcessState, type CachedStep } from './cache.ts'

/** Remembers a step that was sealed, for ranks that come a little later. */
export function cacheSealedStep({ entries }: ProcessState, id: string, step: CachedStep): void {
  const entry = entries.peek(id)
  if (entry) pushStep(entry, step)
}

/** What seals nothing adds the last step again: it takes its own place then, and no other one's. */
export function pushStep(entry: CacheEntry, sealed: CachedStep): void {
  const { recentSteps, newest } = entry
  const isAgain = recentSteps[newest]?.state.step === sealed.state.step
  if (!isAgain) entry.newest = (newest + 1) % RECENT_STEPS
  recentSteps[entry.newest] = sealed
}

/** A sealed step that is remembered. */
export function cachedStep(
  memory: ProcessState,
  stored: Stored,
  step: number,
): CachedStep | undefined {
  const entry = memory.entries.peek(stored.optimizer.id)
  const near = entry?.recentSteps.find(({ state }) => state.step === step)
  if (near && isSameGeneration(entry!.stored, stored)) return near
  return memory.replayedSteps.get(stepKey(stored, step))
}

/** Remembers a step that was replayed. */
export function cacheReplayedStep(
  { replayedSteps }: ProcessState,
  stored: Stored,
  sealed: CachedStep,
): void {
  replayedSteps.set(stepKey(stored, sealed.state.step), sealed)
}

/** What stands for one step of one registration of an optimizer. */
export function stepKey({ optimizer, version }: Stored, step: number): string {
  const { high, low } = version.registration
  return `${optimizer.id} ${high} ${low} ${optimizer.generation.number} ${step}`
}
