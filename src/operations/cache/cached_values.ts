import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import { endsStill } from '../../core/windows/window_end.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import type { ProcessState } from './cache.ts'
import { cachedStep, stepKey } from './recent_steps.ts'

/** The values of every group at one step. */
export interface StepValues {
  readonly optimizer: Optimizer
  readonly step: number
  /** The last revision whose effect the values show. */
  readonly revision: number
  readonly state: State
}

/** The step before a window, and its requested length. */
export interface RequestedWindow {
  readonly step: number
  readonly ahead: number
  /** Whether it passes the steps at which a scheduler without `every` steps by a metric. */
  readonly lateMetrics?: boolean | undefined
}

/** The values at a sealed step that this process has cached. */
export function cachedValues(
  processState: ProcessState,
  stored: Stored,
  step: number,
): StepValues | undefined {
  const { optimizer } = stored
  const { state, acted, sealedThrough } = optimizer
  if (step === sealedThrough) return { optimizer, step, revision: acted, state }
  const sealed = cachedStep(processState, stored, step)
  return sealed && { optimizer, step, revision: sealed.acted, state: sealed.state }
}

/** The window after a step that this process returned before, if it still ends where it did. */
export function cachedWindow(
  { windows }: ProcessState,
  stored: Stored,
  request: RequestedWindow,
): Window | undefined {
  const window = windows.get(windowKey(stored, request))
  if (!window?.ends) return window
  return endsStill(window.ends, stored.optimizer, request) ? window : undefined
}

/** Caches the window after a step, by the length that was requested. */
export function cacheWindow(
  { windows }: ProcessState,
  stored: Stored,
  request: RequestedWindow,
  window: Window,
): void {
  windows.set(windowKey(stored, request), window)
}

const windowKey = (stored: Stored, { step, ahead, lateMetrics }: RequestedWindow) =>
  `${stepKey(stored, step)} ${ahead}${lateMetrics ? ' late' : ''}`
