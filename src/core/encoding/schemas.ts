import { z } from 'zod'
import type { Generation } from '../optimizer/generation.ts'
import { Constants, GroupOptions } from '../group_options.ts'
import { Hyperparameters } from '../hyperparameters.ts'
import type { Input, OpenQuorum, RankReport } from '../trajectory/input.ts'
import { GroupName, Name } from '../name.ts'
import { Finite, SealedThrough, Step, Steps } from '../number.ts'
import type { Definition } from '../definition/registration.ts'
import {
  Double,
  Fields,
  NamedScheduler,
  StoredFrame,
  StoredWritten,
  Values,
} from './frame_schemas.ts'

// Schemas of stored data: reads from a store are checked, as HTTP requests are.

const Group = z.object({
  name: GroupName,
  initialLr: Finite.optional(),
  hyperparameters: Hyperparameters,
  constants: Constants.optional(),
})
export const StoredDefinition = z.object({
  createdAt: z.string(),
  definition: z.object({
    groups: z.array(Group),
    schedulers: z.array(NamedScheduler),
    defaults: GroupOptions.default({}),
    total_steps: Steps.optional(),
    labels: z.record(z.string(), z.string()).default({}),
    request: z.string().optional(),
  }) satisfies z.ZodType<Definition>,
})

const audit = {
  recordedAt: z.string(),
  actor: z.string().optional(),
  reason: z.string().optional(),
}
const recorded = { ...audit, revision: z.int(), step: Step, digest: z.string().optional() }

const StoredRankReport = z.object({
  rank: z.int(),
  value: Double,
  weight: Finite.optional(),
}) satisfies z.ZodType<RankReport>

const Edits = z.enum(['keep', 'drop'])

const GroupArguments = z.record(Name, Fields)

export const StoredInput = z.discriminatedUnion('kind', [
  z.object({
    ...recorded,
    kind: z.literal('group_added'),
    group: Group,
    schedulers: z.enum(['join', 'restart', 'none']).optional(),
    arguments: GroupArguments.optional(),
    written: GroupArguments.optional(),
    beforeStep: z.literal(true).optional(),
  }),
  z.object({ ...recorded, kind: z.literal('group_removed'), group: GroupName }),
  z.object({ ...recorded, kind: z.literal('scheduler_attached'), scheduler: NamedScheduler }),
  z.object({ ...recorded, kind: z.literal('scheduler_detached'), scheduler: Name }),
  z.object({
    ...recorded,
    kind: z.literal('scheduler_patched'),
    scheduler: Name,
    changes: Fields,
    written: StoredWritten.optional(),
  }),
  z.object({
    ...recorded,
    kind: z.literal('total_steps_changed'),
    totalSteps: Steps,
    schedulers: z.record(Name, z.object({ changes: Fields, written: StoredWritten.optional() })),
  }),
  z.object({
    ...recorded,
    kind: z.literal('edited'),
    groups: z.array(GroupName),
    set: Values,
    scale: Values.optional(),
    multiply: Values.optional(),
    hold: Values.optional(),
    release: z.object({ multiply: z.array(z.string()), hold: z.array(z.string()) }).optional(),
    untilStep: Step.optional(),
  }),
  z.object({ ...recorded, kind: z.literal('cancelled'), cancelled: z.int() }),
  z.object({
    ...recorded,
    kind: z.literal('metric_decided'),
    metric: Name,
    value: Double,
    reportedFor: Step,
    outcome: z.enum(['skipped', 'failed']).optional(),
    countsAtStart: z.literal(true).optional(),
    reports: z.array(StoredRankReport).optional(),
  }),
  z.object({
    ...recorded,
    kind: z.literal('generation_opened'),
    generation: z.int(),
    key: z.string(),
    parent: z.int(),
    edits: Edits,
    worldSize: z.int().optional(),
  }),
  z.object({ ...recorded, kind: z.literal('history_regressed'), lost: z.string() }),
]) satisfies z.ZodType<Input>

export const StoredGeneration = z.object({
  number: z.int(),
  key: z.string().optional(),
  parent: z.int().optional(),
  resumeStep: Step,
  revision: z.int(),
  edits: Edits,
  worldSize: z.int().optional(),
  reason: z.string().optional(),
  actor: z.string().optional(),
  openedAt: z.string(),
  sealedBefore: SealedThrough.optional(),
}) satisfies z.ZodType<Generation>

const pending = z.array(StoredInput).default([])
export const StoredState = z.object({ frame: StoredFrame, pending })

export const StoredOpenQuorum = z.object({
  metric: Name,
  step: Step,
  since: z.string(),
  reports: z.array(StoredRankReport),
}) satisfies z.ZodType<OpenQuorum>

/**
 * The frame is omitted before the first input: it follows from the definition. The schedulers are
 * omitted if they are exactly those of the definition.
 */
export const StoredPlan = z.object({
  frame: StoredFrame.partial({ schedulers: true }).optional(),
  pending,
  generation: StoredGeneration.optional(),
  ballots: z.array(StoredOpenQuorum).optional(),
  regressed: z.object({ seen: z.string(), generation: z.int() }).optional(),
})

/** Of each snapshot: generation, step, revision, acted, the index of its plan, and its values. */
export const StoredHistory = z.object({
  floor: z.int(),
  plans: z.array(z.string()),
  snapshots: z.array(z.tuple([z.int(), Step, z.int(), z.int(), z.int(), z.string()])),
})
