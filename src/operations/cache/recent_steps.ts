import type { Stored } from '../../storage/store.ts'
import { isOneRun } from './identity.ts'
import { TRAIL, type Entry, type Memory, type Sealed } from './cache.ts'

/** Remembers a step that was sealed, for ranks that come a little later. */
export function trail({ entries }: Memory, id: string, step: Sealed): void {
  const entry = entries.peek(id)
  if (entry) addTo(entry, step)
}

/** What seals nothing adds the last step again: it takes its own place then, and no other one's. */
export function addTo(entry: Entry, sealed: Sealed): void {
  const { trail, newest } = entry
  const isAgain = trail[newest]?.state.step === sealed.state.step
  if (!isAgain) entry.newest = (newest + 1) % TRAIL
  trail[entry.newest] = sealed
}

/** A sealed step that is remembered. */
export function sealedAt(memory: Memory, stored: Stored, step: number): Sealed | undefined {
  const entry = memory.entries.peek(stored.optimizer.id)
  const near = entry?.trail.find(({ state }) => state.step === step)
  if (near && isOneRun(entry!.stored, stored)) return near
  return memory.recent.get(stepKey(stored, step))
}

/** Remembers a step that was replayed. */
export function keepReplayed({ recent }: Memory, stored: Stored, sealed: Sealed): void {
  recent.set(stepKey(stored, sealed.state.step), sealed)
}

/** What stands for one step of one registration of an optimizer. */
export function stepKey({ optimizer, version }: Stored, step: number): string {
  const { high, low } = version.registration
  return `${optimizer.id} ${high} ${low} ${optimizer.generation.number} ${step}`
}
