import type { Deployment } from './deployment.ts'

/** A run as its trainers see it. */
export interface Run {
  readonly deployment: Deployment
  /** Whether it is enough: the steps are sealed, and every fault has struck. */
  isOver(): boolean
  /** Resolves when it is. */
  readonly ended: Promise<void>
}
