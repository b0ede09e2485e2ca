export { answerOf } from './answer.ts'
export { createLockstep, type Lockstep } from './create_lockstep.ts'
export {
  ConfigurationError,
  InvalidArgument,
  LockstepError,
  MetricAwaited,
  NotLockstep,
  OlderService,
  ProblemError,
  Unauthorized,
  Unavailable,
} from './errors.ts'
export { followEvents, type FollowOptions } from './events/follow_events.ts'
export type { components, operations, paths } from './schema.ts'
export type { LockstepOptions } from './settings.ts'
export type { AwaitedMetric, Event, GroupValues, Problem } from './types.ts'
export { Windows, type WindowsOptions } from './windows/windows.ts'
