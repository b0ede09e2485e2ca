/** The tags of the OpenAPI document, in its order, with their descriptions. */
export const TAGS = {
  Optimizers: 'Register, find and remove.',
  Groups: 'Parameter groups and their hyperparameters.',
  Schedulers: 'The rules that drive hyperparameters.',
  Steps: 'Advance, and get the values.',
  Metrics: 'The metrics that schedulers monitor, decided once for all ranks.',
  Generations: 'Restarts, resumes and rewinds.',
  Edits: 'Manual changes, at a step.',
  State: 'Checkpoints of whole optimizers.',
  Events: 'Accepted inputs in order.',
  Values: 'Read values without advancing.',
  Health: 'Probes of the process and of the store.',
}

export type Tag = keyof typeof TAGS
