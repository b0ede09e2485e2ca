import type { Deployment } from './deployment.ts'

/** A run as its clients use it. */
export interface Run {
  readonly deployment: Deployment
  /** Whether the steps are sealed and every fault was injected. */
  isOver(): boolean
  /** Resolves at the end of the run. */
  readonly ended: Promise<void>
}
