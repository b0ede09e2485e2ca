import { isSameOpening } from '../../core/optimizer/generation.ts'
import type { Stored } from '../../storage/store.ts'

/** Whether two stored optimizers are of one registration of an id. */
export function isSameRegistration(a: Stored, b: Stored): boolean {
  const [one, other] = [a.version.registration, b.version.registration]
  return one.high === other.high && one.low === other.low
}

/** The key of one registration of an id. */
export function registrationKey({ optimizer, version }: Stored): string {
  const { high, low } = version.registration
  return `${optimizer.id} ${high} ${low}`
}

/** Whether two stored optimizers have the same sealed steps: one registration and generation. */
export const isSameGeneration = (a: Stored, b: Stored): boolean =>
  (a.optimizer.generation === b.optimizer.generation ||
    isSameOpening(a.optimizer.generation, b.optimizer.generation)) &&
  isSameRegistration(a, b)
