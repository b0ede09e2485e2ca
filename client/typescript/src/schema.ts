export interface paths {
    "/v1/optimizers/{optimizer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an optimizer
         * @description Its groups with their values at the cursor, its schedulers with all their arguments, and what is accepted but does not act yet (`pending`). It never seals.
         */
        get: operations["getOptimizer"];
        /**
         * Register an optimizer; every rank may send it
         * @description The same registration again is answered like the first, so that every rank may send it: with 200, and the optimizer as it is now. Another definition under the same id is refused (`optimizer_exists`) with what differs. Nothing is sealed before the first advance.
         */
        put: operations["putOptimizer"];
        post?: never;
        /**
         * Remove an optimizer and all its history
         * @description Safe to repeat: once the optimizer is removed, the response is `optimizer_not_found`.
         */
        delete: operations["deleteOptimizer"];
        options?: never;
        head?: never;
        /**
         * Change an optimizer itself: its labels, the length of the run
         * @description Each given field replaces the present one as a whole. `total_steps` changes from a step on, by default the next unsealed one: schedulers whose steps are shares of it, presets that take it, and expressions that read it go on with the new length, as after a PATCH of each of them. Safe to repeat.
         */
        patch: operations["patchOptimizer"];
        trace?: never;
    };
    "/v1/optimizers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List optimizers, in the order of their ids
         * @description Pages of optimizers without their groups and schedulers. `next_cursor` of a page is the `cursor` of the next one.
         */
        get: operations["listOptimizers"];
        put?: never;
        /**
         * Register an optimizer under an id that the server generates
         * @description As `PUT /v1/optimizers/{optimizer}`, but with a new id for each call: a job calls it once, and gives the id to its ranks. With an `Idempotency-Key` a repeat is answered like the first call.
         */
        post: operations["createOptimizer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/definition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what was registered, as it was sent
         * @description The body of the registration, with presets, percentages and lists as they were written, and the labels of now. It can be registered under another id.
         */
        get: operations["getDefinition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups
         * @description All groups at the cursor, in the order in which they were added.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Add a group at a step, by default the next unsealed one
         * @description Torch’s add_param_group. The group joins the schedulers that cover it at their epoch, from its own values. Without `at_step` it is added right after the last sealed step, and the first values returned are those after the next step of the schedulers; with `at_step` it has its own values at that step.
         */
        post: operations["addGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a group: its current values, and its pending edits
         * @description Its values at the cursor, `initial_lr`, factors and held values in force, and edits that do not act yet.
         */
        get: operations["getGroup"];
        put?: never;
        post?: never;
        /**
         * Remove a group at a step, by default the next unsealed one
         * @description The group has no values from that step on. Schedulers that drive other groups too continue on those. The last group cannot be removed.
         */
        delete: operations["removeGroup"];
        options?: never;
        head?: never;
        /**
         * Set hyperparameters of a group at a step, by default the next unsealed one
         * @description At that step it acts after the schedulers, on the current value, as an assignment to `group["lr"]` does in torch; `initial_lr` rebases the schedules.
         */
        patch: operations["editGroup"];
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/schedulers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the schedulers, in the order in which they act
         * @description All schedulers with all their arguments, defaults included, in the order in which they step.
         */
        get: operations["listSchedulers"];
        put?: never;
        /**
         * Attach a scheduler at a step, by default the next unsealed one
         * @description At that step it takes its initial step, as on construction in torch.
         */
        post: operations["attachScheduler"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/schedulers/{scheduler}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a scheduler
         * @description All its arguments, defaults included, its groups, and patches that do not act yet. A preset has the arguments that it stands for.
         */
        get: operations["getScheduler"];
        put?: never;
        post?: never;
        /**
         * Detach a scheduler at a step; its last values remain
         * @description Its groups keep their last values, which other schedulers, edits and a scheduler attached later may change.
         */
        delete: operations["detachScheduler"];
        options?: never;
        head?: never;
        /**
         * Give a scheduler other arguments from a step on, by default the next unsealed one
         * @description What assigning the attributes of the scheduler does in torch before that step: its clock, its memory and the present values stay. What only the constructor reads cannot change.
         */
        patch: operations["patchScheduler"];
        trace?: never;
    };
    "/v1/scheduler_types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the types of schedulers, each with its JSON Schema
         * @description Each type has torch’s arguments under torch’s names, with torch’s defaults; types that torch does not have are Lockstep’s own. Each has an example.
         */
        get: operations["listSchedulerTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the presets, each with the JSON Schema of its parameters
         * @description In the place of a scheduler, {"preset": name, ...parameters} expands into a scheduler. The parameters are those of the library of the preset.
         */
        get: operations["listPresets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Advance to a step and get the values there
         * @description Every rank requests the same step and receives the same values, whichever rank is first. For a sealed step, the sealed values are returned. With `ahead` a window of further steps is sealed and returned at once; what it does not have is not sealed.
         */
        post: operations["advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Advance many optimizers in one call
         * @description Each has its own result or problem, as in a call of its own. With `wait` the response has all results once none awaits a metric, or the time has passed. A call that names the steps, or has an `Idempotency-Key`, is safe to repeat. Each optimizer keeps the key, once for each of its entries in the list.
         */
        post: operations["advanceMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/metrics/{metric}/{step}/{rank}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Report what one rank measured
         * @description The report that completes the quorum decides the metric, once, for all ranks. The metric acts at its step if that is unsealed, and at the next unsealed one otherwise. The same report again is harmless; a report after the decision changes nothing.
         */
        put: operations["reportMetric"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/metrics/{metric}/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the reports and the decision of a metric at a step
         * @description How many ranks have reported, which are missing, and the decision with the step at which it acts. With `wait` the response comes once the metric is decided, or the time has passed.
         */
        get: operations["getMetric"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/generations/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Resume at a step, as a new incarnation of the job
         * @description All ranks send the same request: the first one opens the generation, the others confirm it. With `ahead` the first window is sealed and returned with it. Values up to the resume step are kept, later decisions on metrics are undone, and ranks of older generations are refused from then on.
         */
        put: operations["openGeneration"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the generations, which form a tree
         * @description Each restart of the job is a generation: it continues from a step of its parent. Values that a generation has sealed remain readable with `?generation=`.
         */
        get: operations["listGenerations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a generation of each of many optimizers in one call
         * @description For jobs with several optimizers. Each has its own result or problem, as in a call of its own. Safe to repeat: a generation that is open is confirmed.
         */
        post: operations["openMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of this generation, pending ones included
         * @description Edits, and groups and schedulers that were added or removed: all manual changes that are kept.
         */
        get: operations["listEdits"];
        put?: never;
        /**
         * Set, scale, multiply or hold hyperparameters of some groups at a step
         * @description `set` and `scale` act once, after the schedulers of that step, on the current value, as an assignment to `group["lr"]` does in torch; a scheduler that does not use the current value overwrites them at its next step, which the answer says. `multiply` and `hold` act from that step on, whatever the schedulers do. `initial_lr` rebases the schedules. A sealed step is refused; the refusal has the earliest unsealed one.
         */
        post: operations["edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/edits/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an edit, and its effect at its step
         * @description `before` and `after` are the values at the step of the edit; they are projections while the edit is pending.
         */
        get: operations["getEdit"];
        put?: never;
        post?: never;
        /**
         * Cancel a change that has not acted yet
         * @description Also a pending patch of a scheduler, or an addition or a removal of a group or a scheduler, by its revision. What has acted cannot be cancelled.
         */
        delete: operations["cancelEdit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a portable checkpoint of the whole optimizer
         * @description Definition, inputs, fold state and checksum, and the state_dict of each scheduler that torch has. Any Lockstep can restore it.
         */
        get: operations["getState"];
        /**
         * Restore a checkpoint, as a new generation
         * @description It replaces the optimizer of this id, if there is one, and resumes at its last sealed step. Ranks of every older generation are refused from then on. Sending the same document again is harmless until something changes.
         */
        put: operations["putState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/lr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read values: the current ones, those at a step, or a series
         * @description It never seals. Values past `sealed_through` are projections from the inputs that are accepted so far.
         */
        get: operations["getLr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/lr/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain a value by its base, schedulers, decisions and edits
         * @description The schedulers in the order in which they stepped, with the value before and after each; the decisions on metrics and the edits without which the value would be another one.
         */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{optimizer}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events in order, or follow them as server-sent events
         * @description Every input of the trajectory with its revision, step, actor and reason. With `Accept: text/event-stream` the response follows the events live: the id of each event is its revision, so that `Last-Event-ID` resumes.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compute the trajectory of a definition without storing it
         * @description The trajectory that an optimizer of this definition would have. Metrics may be assumed. Nothing is stored, so no id is needed.
         */
        post: operations["preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process runs, without the store
         * @description For a liveness probe: it answers as long as the event loop runs.
         */
        get: operations["livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the store responds
         * @description For a readiness probe: it asks the store, and answers 503 if the store is unavailable.
         */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AbsoluteLevel */
        AbsoluteLevel: {
            /** Format: double */
            value: number;
        };
        /**
         * AddedGroup
         * @description A parameter group to add, and how it meets the schedulers that cover it.
         */
        AddedGroup: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            /**
             * Format: double
             * @description Default: `defaults.lr`.
             */
            lr?: number;
            /**
             * Format: double
             * @description The value from which schedules start; default: lr when the first schedule is attached.
             */
            initial_lr?: number;
            /** Format: double */
            momentum?: number;
            /** Format: double */
            dampening?: number;
            /** Format: double */
            weight_decay?: number;
            betas?: number[];
            eps?: components["schemas"]["GroupOption"];
            /** @description How it meets the schedulers that cover it. `join`: it continues at their epoch from its own values, as after torch’s add_param_group; `restart`: they are constructed on it at that step; `none`: they do not drive it. Default: "join". */
            schedulers?: components["schemas"]["Joining"];
            /**
             * @description Its own arguments of schedulers, by the name of the scheduler: required where a scheduler has arguments by group. Default: {}.
             * @example {
             *       "StepLR-1": {
             *         "gamma": 0.5
             *       }
             *     }
             */
            arguments?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * Advance
         * @description The step to advance to.
         */
        Advance: {
            /**
             * Format: int64
             * @description The requested step; by default one past the cursor.
             */
            step?: number;
            /**
             * Format: int32
             * @description The number of steps after it to seal and return as well, as `ahead` of the answer. The window ends early, and says why in `ends`, at a step that awaits a metric or has no value, or where it is as large as one can be. 0 returns a window without steps.
             */
            ahead?: number;
            /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
            late_metrics?: boolean;
            /**
             * Format: int64
             * @description The generation of the caller: callers of another incarnation are refused. By default the current one.
             */
            generation?: number;
            /**
             * @description Metrics at this step: a number for all ranks, or an object with the report of one rank, which is recorded as by `PUT .../metrics/{metric}/{step}/{rank}` and stays recorded if the advance is refused or awaits other ranks. The same report again is harmless. They act at this step if it is unsealed, and at the next one otherwise.
             * @example {
             *       "val_loss": 0.31
             *     }
             * @example {
             *       "val_loss": {
             *         "value": 0.31,
             *         "rank": 3,
             *         "weight": 128
             *       }
             *     }
             */
            metrics?: {
                [key: string]: components["schemas"]["MetricValue"] | components["schemas"]["RankReport"];
            };
            /** @description The `seen` of the last answer to the caller, as it is. It detects a store that has lost or replaced writes in a failover: lost seals are repeated, lost inputs are refused (`history_regressed`). That of an earlier generation is refused (`stale_generation`). */
            seen?: string;
            /** @description The `seen` of the last answers to other ranks of the job, each different one once. With them no rank is given another value than one of these ranks was given before, even if the store has lost what they were given. Those of earlier generations are left out. */
            others_seen?: string[];
            /**
             * Format: double
             * @description Seconds to wait if the step awaits a metric; 0 by default.
             */
            wait?: number;
        };
        /**
         * AdvanceMany
         * @description Many optimizers, and the step of each to advance to.
         */
        AdvanceMany: {
            steps: components["schemas"]["OptimizerAdvance"][];
            /**
             * Format: double
             * @description Seconds to wait if the step awaits a metric; 0 by default.
             */
            wait?: number;
        };
        /**
         * Advanced
         * @description The values of every group at the step advanced to.
         */
        Advanced: {
            /** @description A name that the client chooses. */
            optimizer: string;
            /** Format: int64 */
            generation: number;
            /**
             * Format: int64
             * @description The last revision whose effect these values show.
             */
            revision: number;
            /**
             * Format: int64
             * @description The step of the values.
             */
            step: number;
            /**
             * Format: int64
             * @description The last sealed step, as far as this process knows.
             */
            sealed_through: number;
            groups: components["schemas"]["GroupValues"][];
            /**
             * @description The place of this answer in the history of the optimizer, for the `seen` of the next request. A text without a meaning for callers.
             * @example s1.1.1.12.9w92w3.kx1mX9Nn2bQ
             */
            seen: string;
            ahead?: components["schemas"]["Window"];
            /** @description The decision on each metric sent, and the step at which it acts. */
            metrics?: {
                [key: string]: components["schemas"]["MetricDecision"];
            };
        };
        /** AdvancedMany */
        AdvancedMany: {
            /** @description In the order of the request. */
            results: components["schemas"]["StepResult"][];
        };
        /**
         * Aggregate
         * @enum {string}
         */
        Aggregate: "mean" | "min" | "max" | "median" | "sum";
        /**
         * AnnealStrategy
         * @enum {string}
         */
        AnnealStrategy: "cos" | "linear";
        /** AnnealStrategyByGroup */
        AnnealStrategyByGroup: {
            [key: string]: components["schemas"]["AnnealStrategy"];
        };
        /** AssumedMetric */
        AssumedMetric: (number | components["schemas"]["MetricValue"])[];
        /**
         * AttachedScheduler
         * @description A scheduler with all its arguments.
         */
        AttachedScheduler: {
            /** @description A name that the client chooses. */
            name: string;
            type: components["schemas"]["SchedulerType"];
            /** @description The preset that it was registered as; the other fields are what that stands for. */
            preset?: string;
            /** @description The names of all groups that it drives. */
            groups: string[];
            /** @description The hyperparameter it drives, if not lr. */
            param?: string;
            /** Format: int64 */
            every?: number;
            /**
             * Format: int64
             * @description The step at which it is added, if that is later than the cursor.
             */
            effective_step?: number;
            /**
             * Format: int64
             * @description Present if a removal later than the next step is pending: the step of the removal.
             */
            until_step?: number;
            /** @description Accepted changes of arguments that have not acted yet. */
            pending?: components["schemas"]["PendingPatch"][];
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        } & {
            [key: string]: unknown;
        };
        /** AwaitedMetric */
        AwaitedMetric: {
            /** @description A name that the client chooses. */
            metric: string;
            /** Format: int64 */
            step: number;
        };
        /**
         * Blocked
         * @description A step that no rank can pass before a metric is decided.
         */
        Blocked: {
            /** @description A name that the client chooses. */
            optimizer: string;
            /** Format: int64 */
            generation: number;
            /**
             * Format: int64
             * @description The cursor: the highest step that a trainer has requested.
             */
            step: number;
            /** Format: int64 */
            sealed_through: number;
            /** @description The metric to report, and the step to report it for. */
            blocked_on: components["schemas"]["AwaitedMetric"][];
            /**
             * @description The place of this answer in the history of the optimizer, for the `seen` of the next request. A text without a meaning for callers.
             * @example s1.1.1.12.9w92w3.kx1mX9Nn2bQ
             */
            seen: string;
        };
        /** BooleanByGroup */
        BooleanByGroup: {
            [key: string]: boolean;
        };
        /**
         * ChainedScheduler
         * @description Steps several schedulers one after the other on the same value.
         */
        ChainedScheduler: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ChainedScheduler";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            schedulers: components["schemas"]["SchedulerOrPreset"][];
        };
        /**
         * Change
         * @description A manual change: pending, acted or withdrawn.
         */
        Change: {
            /** Format: int64 */
            revision: number;
            kind: components["schemas"]["EventKind"];
            /**
             * Format: int64
             * @description The step at which the input acts; for a generation, its resume step.
             */
            step: number;
            /** Format: date-time */
            recorded_at: string;
            /** @description The `Lockstep-Actor` of the call. */
            actor?: string;
            reason?: string;
            status: components["schemas"]["ChangeStatus"];
        } & {
            [key: string]: unknown;
        };
        /** ChangeList */
        ChangeList: {
            edits: components["schemas"]["Change"][];
        };
        /**
         * ChangeStatus
         * @description A pending change can be cancelled. A withdrawn one was cancelled, or a rewind discarded it: only a repeat with its Idempotency-Key shows it.
         * @enum {string}
         */
        ChangeStatus: "pending" | "acted" | "withdrawn";
        /**
         * ConstantLR
         * @description Scales the value by factor for the first total_iters steps.
         */
        ConstantLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ConstantLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Scale, above 0 and at most 1. Default: 0.3333333333333333. */
            factor?: number | {
                [key: string]: number;
            };
            /** @description The step at which the scaling ends. Default: 5. */
            total_iters?: components["schemas"]["Duration"] | components["schemas"]["DurationByGroup"];
        };
        /**
         * Contribution
         * @description The effect of one scheduler at the step.
         */
        Contribution: {
            /** @description A name that the client chooses. */
            name: string;
            type: string;
            /** @description The preset that it was given as. */
            preset?: string;
            /**
             * Format: int64
             * @description The step at which it was attached.
             */
            attached_at: number;
            /**
             * Format: int64
             * @description The number of times it has stepped by then.
             */
            epoch: number;
            /**
             * Format: double
             * @description The value before the scheduler stepped; absent at a step at which it was constructed.
             */
            before?: number;
            /** Format: double */
            after?: number;
        };
        /**
         * CosineAnnealingLR
         * @description Half a cosine wave down to eta_min in T_max steps, and up again.
         */
        CosineAnnealingLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "CosineAnnealingLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Steps from the maximum to the minimum. */
            T_max: components["schemas"]["Duration"] | components["schemas"]["DurationByGroup"];
            /** @description The minimum, as a value and not a factor. Default: 0. */
            eta_min?: number | components["schemas"]["NumberByGroup"];
        };
        /**
         * CosineAnnealingWarmRestarts
         * @description Half cosine waves down to eta_min, each from the initial value.
         */
        CosineAnnealingWarmRestarts: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "CosineAnnealingWarmRestarts";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Steps of the first wave. */
            T_0: components["schemas"]["Duration"] | components["schemas"]["DurationByGroup"];
            /** @description The factor on the length from one wave to the next. Default: 1. */
            T_mult?: number | components["schemas"]["PositiveCountByGroup"];
            /** @description The minimum, as a value and not a factor. Default: 0. */
            eta_min?: number | components["schemas"]["NumberByGroup"];
        };
        /** CosinePhase */
        CosinePhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "cosine";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * Format: double
             * @description The progress p becomes p ** k. Default: 1.
             */
            k?: number;
            /**
             * Format: double
             * @description The remaining progress q becomes q ** power. Default: 1.
             */
            power?: number;
            /** @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1). Default: "start". */
            endpoints?: components["schemas"]["Endpoints"];
        };
        /** CountByGroup */
        CountByGroup: {
            [key: string]: number;
        };
        /**
         * CyclicLR
         * @description Cycles the value between base_lr and max_lr, and momentum inversely.
         */
        CyclicLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "CyclicLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description One end of the cycle, and the first value. */
            base_lr: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description The other end, as in torch also below base_lr. */
            max_lr: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description Steps of the increase. Default: 2000. */
            step_size_up?: number | components["schemas"]["PositiveNumberByGroup"];
            /** @description Steps of the decrease; default: step_size_up. */
            step_size_down?: number | components["schemas"]["NonNegativeNumberByGroup"] | null;
            /** @description The amplitude: constant, halved in each next cycle, or scaled by gamma ** epoch. Default: "triangular". */
            mode?: components["schemas"]["CyclicMode"] | components["schemas"]["CyclicModeByGroup"];
            /** @description Base of the scale in mode exp_range. Default: 1. */
            gamma?: number | components["schemas"]["NumberByGroup"];
            /** @description The scale as an expression of x, instead of a mode: "1 / 1.1 ** x". */
            scale_fn?: components["schemas"]["Expression"] | components["schemas"]["ExpressionByGroup"] | null;
            /** @description The meaning of x in scale_fn: the number of the cycle from 1, or the epoch. Default: "cycle". */
            scale_mode?: components["schemas"]["ScaleMode"] | components["schemas"]["ScaleModeByGroup"];
            /** @description Whether to cycle momentum too. Default: true. */
            cycle_momentum?: boolean | components["schemas"]["BooleanByGroup"];
            /** @description Momentum at the maximum of the value. Default: 0.8. */
            base_momentum?: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description Momentum at the minimum of the value. Default: 0.9. */
            max_momentum?: number | components["schemas"]["NumberByGroup"] | number[];
        };
        /**
         * CyclicMode
         * @enum {string}
         */
        CyclicMode: "triangular" | "triangular2" | "exp_range";
        /** CyclicModeByGroup */
        CyclicModeByGroup: {
            [key: string]: components["schemas"]["CyclicMode"];
        };
        /**
         * Difference
         * @description One place where two definitions differ.
         */
        Difference: {
            pointer: string;
            registered?: unknown;
            given?: unknown;
            in_force?: unknown;
        };
        /**
         * Duration
         * @description Steps, at least one, also as a percentage of the optimizer’s total_steps, rounded half up: "12.5%".
         */
        Duration: number | string;
        /** DurationByGroup */
        DurationByGroup: {
            [key: string]: components["schemas"]["Duration"];
        };
        /**
         * Edit
         * @description New values of hyperparameters, or factors on them, at a step or from a step on.
         */
        Edit: {
            /**
             * @description By default all groups that exist at the step of the edit.
             * @example [
             *       "head"
             *     ]
             */
            groups?: string[];
            set?: components["schemas"]["GroupEdit"];
            /**
             * @description Factors of the current values, by hyperparameter; "initial_lr" rebases.
             * @example {
             *       "lr": 0.5
             *     }
             */
            scale?: {
                [key: string]: number;
            };
            /**
             * @description Factors, by hyperparameter, on whatever the schedulers give from the step of the edit on, after `min` and `max`; the schedulers continue with the value without the factor. Several factors are multiplied.
             * @example {
             *       "lr": 0.5
             *     }
             */
            multiply?: {
                [key: string]: number;
            };
            /**
             * @description Values that the groups have from the step of the edit on, while the schedulers continue underneath.
             * @example {
             *       "lr": 0.0001
             *     }
             */
            hold?: components["schemas"]["GroupEdit"];
            /**
             * @description The hyperparameters whose factors and held values end at this step: names, or names by `multiply` and `hold`.
             * @example [
             *       "lr"
             *     ]
             * @example {
             *       "hold": [
             *         "lr"
             *       ]
             *     }
             */
            release?: string[] | components["schemas"]["Release"];
            /**
             * Format: int64
             * @description The first step at which `multiply` and `hold` no longer act.
             */
            until_step?: number;
            /**
             * @description The step at which it acts. The default, and "next", are the first unsealed step.
             * @example 5000
             */
            at_step?: number | "next";
            /** @description The reason, for the events. */
            reason?: string;
            /**
             * Format: int64
             * @description The generation of the caller: callers of another incarnation are refused. By default the current one.
             */
            generation?: number;
            /** @description The `seen` of the last answer to the caller, as it is. It detects a store that has lost or replaced writes in a failover: lost seals are repeated, lost inputs are refused (`history_regressed`). That of an earlier generation is refused (`stale_generation`). */
            seen?: string;
        };
        /**
         * EditState
         * @description An edit, and its effect at its step; a projection while it is pending.
         */
        EditState: {
            /** Format: int64 */
            revision: number;
            kind: components["schemas"]["EventKind"];
            /**
             * Format: int64
             * @description The step at which the input acts; for a generation, its resume step.
             */
            step: number;
            /** Format: date-time */
            recorded_at: string;
            /** @description The `Lockstep-Actor` of the call. */
            actor?: string;
            reason?: string;
            status: components["schemas"]["ChangeStatus"];
            /**
             * @description The place of this answer in the history of the optimizer, for the `seen` of the next request. A text without a meaning for callers.
             * @example s1.1.1.12.9w92w3.kx1mX9Nn2bQ
             */
            seen: string;
            /** @description The hyperparameters of the edit, for each of its groups. */
            before: components["schemas"]["EditedGroup"][];
            /** @description The hyperparameters of the edit, for each of its groups. */
            after: components["schemas"]["EditedGroup"][];
            /** @description The same at the next step, as far as it is known now; absent without a value. */
            after_next?: components["schemas"]["EditedGroup"][];
            /** @description The scheduler that computes a value without the edited one, and the step: from there on the edit has no effect. `multiply` and `hold` last. */
            overwritten_by?: components["schemas"]["Overwriting"];
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * EditedGroup
         * @description The values of some hyperparameters of a group.
         */
        EditedGroup: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * EditsOfParent
         * @description Whether manual changes of the parent at later steps are kept; "keep" by default. Decisions on metrics are never kept.
         * @enum {string}
         */
        EditsOfParent: "keep" | "drop";
        /**
         * Endpoints
         * @enum {string}
         */
        Endpoints: "start" | "end" | "both" | "neither";
        /** EndpointsByGroup */
        EndpointsByGroup: {
            [key: string]: components["schemas"]["Endpoints"];
        };
        /**
         * Event
         * @description One input of the trajectory, with the fields of its kind.
         */
        Event: {
            /** Format: int64 */
            revision: number;
            kind: components["schemas"]["EventKind"];
            /**
             * Format: int64
             * @description The step at which the input acts; for a generation, its resume step.
             */
            step: number;
            /** Format: date-time */
            recorded_at: string;
            /** @description The `Lockstep-Actor` of the call. */
            actor?: string;
            reason?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * EventKind
         * @enum {string}
         */
        EventKind: "registered" | "group_added" | "group_removed" | "scheduler_attached" | "scheduler_detached" | "scheduler_patched" | "total_steps_changed" | "edited" | "cancelled" | "metric_decided" | "generation_opened" | "history_regressed";
        /**
         * EventList
         * @description Events in the order of their revisions.
         */
        EventList: {
            events: components["schemas"]["Event"][];
            /**
             * Format: int64
             * @description The `after` of the next page.
             */
            last_revision: number;
            has_more: boolean;
        };
        /**
         * ExplainedDecision
         * @description The decision on a metric.
         */
        ExplainedDecision: {
            /** Format: int64 */
            revision: number;
            /** @description A name that the client chooses. */
            metric: string;
            value?: components["schemas"]["MetricValue"];
            outcome?: components["schemas"]["MetricOutcome"];
            /** Format: int64 */
            reported_for: number;
            /**
             * Format: int64
             * @description The step at which it acted.
             */
            step: number;
        };
        /**
         * Explanation
         * @description The origin of a value.
         */
        Explanation: {
            /** @description A name that the client chooses. */
            optimizer: string;
            /** Format: int64 */
            generation: number;
            /** Format: int64 */
            step: number;
            /** @description A name that the client chooses, percent-encoded in a path. */
            group: string;
            param: string;
            /** Format: double */
            value: number;
            sealed: boolean;
            /**
             * Format: double
             * @description The value from which its schedulers compute: `initial_lr`.
             */
            base: number;
            /** @description In the order in which they step. */
            schedulers: components["schemas"]["Contribution"][];
            /**
             * Format: double
             * @description The factor in force on what the schedulers give: the product of all of them.
             */
            multiply?: number;
            /**
             * Format: double
             * @description The value in force in place of what the schedulers give.
             */
            hold?: number;
            /** @description The metrics that changed the value and whose change is still in it, the latest 20. */
            decisions: components["schemas"]["ExplainedDecision"][];
            /** @description The changes without which the value would be another one, and the factors and held values in force. A change that a scheduler or a later edit has overwritten is not among them. */
            edits: components["schemas"]["Change"][];
        };
        /**
         * ExponentialLR
         * @description Multiplies the value by gamma every step.
         */
        ExponentialLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ExponentialLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Factor of each step. */
            gamma: number | components["schemas"]["NumberByGroup"];
        };
        /** ExponentialPhase */
        ExponentialPhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "exponential";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * Format: double
             * @description The progress p becomes p ** k. Default: 1.
             */
            k?: number;
            /**
             * Format: double
             * @description The remaining progress q becomes q ** power. Default: 1.
             */
            power?: number;
            /** @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1). Default: "start". */
            endpoints?: components["schemas"]["Endpoints"];
            /**
             * Format: double
             * @description Default: to / from.
             */
            ratio?: number;
        };
        /**
         * Expression
         * @description A Python arithmetic expression.
         * @example 0.95 ** epoch
         */
        Expression: string;
        /** ExpressionByGroup */
        ExpressionByGroup: {
            [key: string]: components["schemas"]["Expression"];
        };
        /**
         * ExpressionLR
         * @description Sets the value by an expression of the epoch and the current value.
         */
        ExpressionLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ExpressionLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The new value, e.g. "lr / (epoch + 1)". */
            lr: components["schemas"]["Expression"] | components["schemas"]["ExpressionByGroup"] | components["schemas"]["Expression"][];
            /** @description The new momentum, or first beta, where `value` is its current value. */
            momentum?: components["schemas"]["Expression"] | components["schemas"]["ExpressionByGroup"] | null;
            /** @description The second beta from the initial step on, of a group with betas. */
            beta2?: number | components["schemas"]["NumberByGroup"] | null;
        };
        /**
         * Generation
         * @description One incarnation of the job.
         */
        Generation: {
            /** Format: int64 */
            generation: number;
            /** @description A name that the client chooses. */
            key: string;
            /** Format: int64 */
            parent: number;
            /** Format: int64 */
            resume_step: number;
            /**
             * Format: int64
             * @description The last revision whose effect the values show.
             */
            revision: number;
            /**
             * Format: int64
             * @description The cursor: the highest step that a trainer has requested.
             */
            step: number;
            /** Format: int64 */
            sealed_through: number;
            /**
             * Format: int64
             * @description The number of ranks.
             */
            world_size?: number;
            edits: components["schemas"]["EditsOfParent"];
            /**
             * @description The place of this answer in the history of the optimizer, for the `seen` of the next request. A text without a meaning for callers.
             * @example s1.1.1.12.9w92w3.kx1mX9Nn2bQ
             */
            seen: string;
            /** @description The values at the resume step. */
            groups: components["schemas"]["GroupValues"][];
            /** @description The steps after the resume step, if `ahead` was sent. */
            ahead?: components["schemas"]["Window"];
        };
        /**
         * GenerationList
         * @description All generations; each names its parent.
         */
        GenerationList: {
            generations: components["schemas"]["ListedGeneration"][];
        };
        /**
         * GreedyLR
         * @description Raises the value while a metric improves, lowers it while it does not.
         */
        GreedyLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "GreedyLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The metric it monitors, e.g. "val_loss". */
            monitor: string;
            /**
             * Format: int32
             * @description The number of ranks that report the metric, each by its own call; default: one report decides.
             */
            reporters?: number;
            /** @description How their reports are combined, in the order of ranks; default: mean. */
            aggregate?: components["schemas"]["Aggregate"];
            /**
             * Format: double
             * @description Seconds from the first report to the last one; default: no limit.
             */
            deadline?: number;
            /** @description After the deadline: decide from the received reports, skip the metric, or stop; default: fail. */
            on_timeout?: components["schemas"]["OnTimeout"];
            /** @description Whether a lower or a higher metric is better. Default: "min". */
            mode?: components["schemas"]["MetricMode"] | components["schemas"]["MetricModeByGroup"];
            /** @description Factor of a reduction, divisor of an increase. Default: 0.95. */
            factor?: number | {
                [key: string]: number;
            };
            /** @description Consecutive reports without a change. Default: 10. */
            patience?: number | components["schemas"]["CountByGroup"];
            /** @description The least improvement. Default: 0.000001. */
            threshold?: number | components["schemas"]["NumberByGroup"];
            /** @description Whether threshold is relative or absolute. Default: "abs". */
            threshold_mode?: components["schemas"]["ThresholdMode"] | components["schemas"]["ThresholdModeByGroup"];
            /** @description Reports ignored after a reduction. Default: 0. */
            cooldown?: number | components["schemas"]["CountByGroup"];
            /** @description Reports ignored after an increase. Default: 0. */
            warmup?: number | components["schemas"]["CountByGroup"];
            /** @description No reduction goes below this value. */
            min_lr: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description No increase goes above this value. */
            max_lr: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description A change of at most eps is skipped. Default: 1e-8. */
            eps?: number | components["schemas"]["NumberByGroup"];
            /** @description Whether to use the mean of the last reports. Default: false. */
            smooth?: boolean | components["schemas"]["BooleanByGroup"];
            /** @description The number of reports in that mean. Default: 50. */
            window_size?: number | {
                [key: string]: number;
            };
            /** @description Reductions at min_lr until the state is reset. Default: 500. */
            reset_start?: number | components["schemas"]["CountByGroup"];
        };
        /**
         * Group
         * @description A parameter group, as in torch, without its `params`. Any further field is a hyperparameter, a number or a list of numbers, or a constant: true, false, null, a text, or a list that has one of these.
         */
        Group: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            /**
             * Format: double
             * @description Default: `defaults.lr`.
             */
            lr?: number;
            /**
             * Format: double
             * @description The value from which schedules start; default: lr when the first schedule is attached.
             */
            initial_lr?: number;
            /** Format: double */
            momentum?: number;
            /** Format: double */
            dampening?: number;
            /** Format: double */
            weight_decay?: number;
            betas?: number[];
            eps?: components["schemas"]["GroupOption"];
        } & {
            [key: string]: unknown;
        };
        /**
         * GroupEdit
         * @description Hyperparameters to set, e.g. {"lr": 0.05}.
         */
        GroupEdit: {
            [key: string]: number | number[];
        };
        /** GroupList */
        GroupList: {
            groups: components["schemas"]["GroupState"][];
        };
        /**
         * GroupOption
         * @description A number or a list of numbers, which schedulers and edits may change, or a constant: true, false, null, a text, or a list with one of these.
         */
        GroupOption: number | boolean | null | string | components["schemas"]["GroupOptionItem"][];
        /** GroupOptionItem */
        GroupOptionItem: number | boolean | null | string;
        /**
         * GroupSeries
         * @description Columns, under the name of each hyperparameter: numbers, or lists where the group has a list; null where the group does not exist or has none.
         * @example {
         *       "name": "backbone",
         *       "lr": [
         *         0.1,
         *         0.09
         *       ],
         *       "betas": [
         *         [
         *           0.9,
         *           0.999
         *         ],
         *         [
         *           0.91,
         *           0.999
         *         ]
         *       ]
         *     }
         */
        GroupSeries: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            lr?: (number | null)[];
            momentum?: (number | null)[];
            weight_decay?: (number | null)[];
            /** @description A list at each step. */
            betas?: (number[] | null)[];
        } & {
            [key: string]: unknown;
        };
        /**
         * GroupState
         * @description A group with its values at the cursor.
         */
        GroupState: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            /** Format: double */
            lr: number;
            /**
             * Format: double
             * @description The value from which schedules compute.
             */
            initial_lr: number;
            /** Format: double */
            momentum?: number;
            /** Format: double */
            weight_decay?: number;
            betas?: number[];
            /**
             * Format: int64
             * @description The step at which it is added, if that is later than the cursor.
             */
            effective_step?: number;
            /**
             * Format: int64
             * @description Present if a removal later than the next step is pending: the step of the removal.
             */
            until_step?: number;
            /** @description The product of the factors in force, by hyperparameter. */
            multiply?: {
                [key: string]: number;
            };
            /** @description The held values in force, by hyperparameter. */
            hold?: {
                [key: string]: number;
            };
            /** @description Accepted edits that have not acted yet. */
            pending?: components["schemas"]["PendingEdit"][];
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * GroupValues
         * @description The values to set one param_group to.
         */
        GroupValues: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            /** Format: double */
            lr: number;
            /** Format: double */
            momentum?: number;
            /** Format: double */
            weight_decay?: number;
            betas?: number[];
        } & {
            [key: string]: unknown;
        };
        /** Health */
        Health: {
            /** @constant */
            status: "ok";
        };
        /** HoldPhase */
        HoldPhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "hold";
            /** @description Default: the end of the previous phase. */
            to?: components["schemas"]["Level"];
            /** @description The number of steps; if the last phase omits it, the phase does not end. */
            duration?: components["schemas"]["Length"];
        };
        /**
         * Interpolation
         * @enum {string}
         */
        Interpolation: "step" | "linear" | "cosine";
        /** InterpolationByGroup */
        InterpolationByGroup: {
            [key: string]: components["schemas"]["Interpolation"];
        };
        /**
         * InvalidField
         * @description One fault of a request, and its place.
         */
        InvalidField: {
            /** @description A JSON pointer (RFC 6901). */
            pointer: string;
            detail: string;
        };
        /** InversePowerPhase */
        InversePowerPhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "inverse_power";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /**
             * Format: double
             * @description Steps: from * (1 + s / timescale) ** -power.
             */
            timescale: number;
            /**
             * Format: double
             * @description Default: 0.5.
             */
            power?: number;
            /** @description The number of steps; if the last phase omits it, the phase does not end. */
            duration?: components["schemas"]["Length"];
        };
        /**
         * Joining
         * @enum {string}
         */
        Joining: "join" | "restart" | "none";
        /**
         * LambdaLR
         * @description Sets the value to its initial value times an expression of the epoch.
         */
        LambdaLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "LambdaLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The factor, e.g. "0.95 ** epoch". */
            lr_lambda: components["schemas"]["Expression"] | components["schemas"]["ExpressionByGroup"] | components["schemas"]["Expression"][];
        };
        /**
         * Length
         * @description A length in steps, also as a percentage of the optimizer’s total_steps, rounded half up: "12.5%".
         */
        Length: number | string;
        /** LengthByGroup */
        LengthByGroup: {
            [key: string]: components["schemas"]["Length"];
        };
        /**
         * Level
         * @description A factor of the group’s initial value, or {"value": x} for x itself.
         */
        Level: number | components["schemas"]["AbsoluteLevel"];
        /** LevelByGroup */
        LevelByGroup: {
            [key: string]: components["schemas"]["Level"];
        };
        /**
         * LevelColumn
         * @description A level for each step, from one step on.
         */
        LevelColumn: {
            from: components["schemas"]["Length"];
            values: components["schemas"]["Level"][];
        };
        /**
         * LinearLR
         * @description Changes the scale on the value linearly from start_factor to end_factor.
         */
        LinearLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "LinearLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Scale at the start, above 0 and at most 1. Default: 0.3333333333333333. */
            start_factor?: number | {
                [key: string]: number;
            };
            /** @description Scale at the end, 0 to 1. Default: 1. */
            end_factor?: number | {
                [key: string]: number;
            };
            /** @description Steps until end_factor is reached. Default: 5. */
            total_iters?: components["schemas"]["Duration"] | components["schemas"]["DurationByGroup"];
        };
        /** LinearPhase */
        LinearPhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "linear";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * Format: double
             * @description The progress p becomes p ** k. Default: 1.
             */
            k?: number;
            /**
             * Format: double
             * @description The remaining progress q becomes q ** power. Default: 1.
             */
            power?: number;
            /** @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1). Default: "start". */
            endpoints?: components["schemas"]["Endpoints"];
        };
        /**
         * ListedGeneration
         * @description A generation, without its values.
         */
        ListedGeneration: {
            /** Format: int64 */
            generation: number;
            /** @description Null for the first one. */
            key: string | null;
            /** Format: int64 */
            parent: number | null;
            /** Format: int64 */
            resume_step: number;
            /**
             * Format: int64
             * @description The last sealed step of the generation.
             */
            sealed_through: number;
            is_current: boolean;
            edits: components["schemas"]["EditsOfParent"];
            /** Format: int64 */
            revision: number;
            /**
             * Format: int64
             * @description The number of ranks.
             */
            world_size?: number;
            reason?: string;
            actor?: string;
            /** Format: date-time */
            opened_at: string;
        };
        /**
         * ListedOptimizer
         * @description An optimizer without its groups and schedulers.
         */
        ListedOptimizer: {
            /** @description A name that the client chooses. */
            id: string;
            /**
             * Format: int64
             * @description Grows by one with each input: 1 is the registration.
             */
            revision: number;
            /** Format: int64 */
            generation: number;
            /**
             * Format: int64
             * @description The cursor: the highest step that a trainer has requested.
             */
            step: number;
            /**
             * Format: int64
             * @description The last sealed step: values up to it never change. -1 before the first advance.
             */
            sealed_through: number;
            labels: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
        };
        /** LogarithmicPhase */
        LogarithmicPhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "logarithmic";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * Format: double
             * @description The progress p becomes p ** k. Default: 1.
             */
            k?: number;
            /**
             * Format: double
             * @description The remaining progress q becomes q ** power. Default: 1.
             */
            power?: number;
            /** @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1). Default: "start". */
            endpoints?: components["schemas"]["Endpoints"];
            /**
             * Format: double
             * @description Default: the duration.
             */
            base?: number;
        };
        /**
         * Metric
         * @description A metric at a step: its reports, and its decision.
         */
        Metric: {
            /** @description A name that the client chooses. */
            metric: string;
            /** Format: int64 */
            step: number;
            /** Format: int64 */
            generation: number;
            /** Format: int32 */
            reported: number;
            /** Format: int32 */
            reporters: number;
            decided: boolean;
            /** @description The decided value. */
            value?: components["schemas"]["MetricValue"];
            /** @description Present if the deadline has passed without a value. */
            outcome?: components["schemas"]["MetricOutcome"];
            /**
             * @description The place of this answer in the history of the optimizer, for the `seen` of the next request. A text without a meaning for callers.
             * @example s1.1.1.12.9w92w3.kx1mX9Nn2bQ
             */
            seen: string;
            /**
             * Format: int64
             * @description The step at which it acts.
             */
            effective_step?: number;
            /** @description The schedulers that lower a value at that step because of the metric. */
            reduced?: string[];
            /** @description The ranks that have not reported, the first 32 of them. */
            missing_ranks?: number[];
        };
        /**
         * MetricDecision
         * @description The value of a metric, and the step at which it acts.
         */
        MetricDecision: {
            value: components["schemas"]["MetricValue"];
            /** Format: int64 */
            effective_step: number;
        };
        /**
         * MetricMode
         * @enum {string}
         */
        MetricMode: "min" | "max";
        /** MetricModeByGroup */
        MetricModeByGroup: {
            [key: string]: components["schemas"]["MetricMode"];
        };
        /**
         * MetricOutcome
         * @enum {string}
         */
        MetricOutcome: "skipped" | "failed";
        /**
         * MetricValue
         * @description A number, or "nan", "inf" or "-inf", which JSON cannot write as numbers.
         */
        MetricValue: number | ("nan" | "inf" | "-inf");
        /**
         * Milestone
         * @description A step, also as a percentage of the optimizer’s total_steps, rounded half up: "12.5%".
         */
        Milestone: number | string;
        /** MilestoneByGroup */
        MilestoneByGroup: {
            [key: string]: components["schemas"]["Milestone"];
        };
        /**
         * MultiStepLR
         * @description Multiplies the value by gamma at each milestone.
         */
        MultiStepLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiStepLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The steps of the decays, in any order; a step listed twice decays twice. */
            milestones: components["schemas"]["Milestone"][] | {
                [key: string]: components["schemas"]["Milestone"][];
            };
            /** @description Factor of each decay. Default: 0.1. */
            gamma?: number | components["schemas"]["NumberByGroup"];
        };
        /**
         * MultiplicativeLR
         * @description Multiplies the value by an expression of the epoch every step.
         */
        MultiplicativeLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiplicativeLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The factor, e.g. "0.95". */
            lr_lambda: components["schemas"]["Expression"] | components["schemas"]["ExpressionByGroup"] | components["schemas"]["Expression"][];
        };
        /** NonNegativeNumberByGroup */
        NonNegativeNumberByGroup: {
            [key: string]: number;
        };
        /** NumberByGroup */
        NumberByGroup: {
            [key: string]: number;
        };
        /**
         * OnTimeout
         * @enum {string}
         */
        OnTimeout: "use_available" | "skip" | "fail";
        /**
         * OneCycleLR
         * @description One cycle up to max_lr and down to a small value, and momentum inversely.
         */
        OneCycleLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "OneCycleLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The maximum. */
            max_lr: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description Steps of the cycle; or epochs and steps_per_epoch. */
            total_steps?: components["schemas"]["Duration"] | components["schemas"]["DurationByGroup"] | null;
            /** @description Together with steps_per_epoch: the steps of the cycle. */
            epochs?: number | components["schemas"]["PositiveCountByGroup"] | null;
            /** @description Together with epochs: the steps of the cycle. */
            steps_per_epoch?: number | components["schemas"]["PositiveCountByGroup"] | null;
            /** @description The share of the steps in the increase. Default: 0.3. */
            pct_start?: number | {
                [key: string]: number;
            };
            /** @description The shape of both halves. Default: "cos". */
            anneal_strategy?: components["schemas"]["AnnealStrategy"] | components["schemas"]["AnnealStrategyByGroup"];
            /** @description Whether to cycle momentum too. Default: true. */
            cycle_momentum?: boolean | components["schemas"]["BooleanByGroup"];
            /** @description Momentum at the maximum of the value. Default: 0.85. */
            base_momentum?: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description Momentum at the minimum of the value. Default: 0.95. */
            max_momentum?: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description The first value is max_lr / div_factor. Default: 25. */
            div_factor?: number | components["schemas"]["NumberByGroup"];
            /** @description The last is the first one / final_div_factor. Default: 10000. */
            final_div_factor?: number | components["schemas"]["NumberByGroup"];
            /** @description Whether a phase from max_lr to the first value is added. Default: false. */
            three_phase?: boolean | components["schemas"]["BooleanByGroup"];
        };
        /**
         * OpenMany
         * @description Many optimizers, and the generation of each to open.
         */
        OpenMany: {
            generations: components["schemas"]["OptimizerResume"][];
        };
        /**
         * OpenResult
         * @description A generation or a problem.
         */
        OpenResult: {
            /**
             * Format: int32
             * @description The status of the response to a call for it alone.
             */
            status: number;
            result?: components["schemas"]["Generation"];
            problem?: components["schemas"]["Problem"];
        };
        /** OpenedMany */
        OpenedMany: {
            /** @description In the order of the request. */
            results: components["schemas"]["OpenResult"][];
        };
        /**
         * Optimizer
         * @description An optimizer as it is now.
         */
        Optimizer: {
            /** @description A name that the client chooses. */
            id: string;
            /**
             * Format: int64
             * @description Grows by one with each input: 1 is the registration.
             */
            revision: number;
            /** Format: int64 */
            generation: number;
            /**
             * Format: int64
             * @description The cursor: the highest step that a trainer has requested.
             */
            step: number;
            /**
             * Format: int64
             * @description The last sealed step: values up to it never change. -1 before the first advance.
             */
            sealed_through: number;
            groups: components["schemas"]["GroupState"][];
            schedulers: components["schemas"]["AttachedScheduler"][];
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /**
             * Format: int64
             * @description The declared length of the run.
             */
            total_steps?: number;
            /** @description Accepted changes of `total_steps` that have not acted yet. */
            pending?: components["schemas"]["PendingTotalSteps"][];
            labels: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        };
        /**
         * OptimizerAdvance
         * @description An optimizer, and its step.
         */
        OptimizerAdvance: {
            /** @description A name that the client chooses. */
            optimizer: string;
            /**
             * Format: int64
             * @description The requested step; by default one past the cursor.
             */
            step?: number;
            /**
             * Format: int32
             * @description The number of steps after it to seal and return as well, as `ahead` of the answer. The window ends early, and says why in `ends`, at a step that awaits a metric or has no value, or where it is as large as one can be. 0 returns a window without steps.
             */
            ahead?: number;
            /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
            late_metrics?: boolean;
            /**
             * Format: int64
             * @description The generation of the caller: callers of another incarnation are refused. By default the current one.
             */
            generation?: number;
            /**
             * @description Metrics at this step: a number for all ranks, or an object with the report of one rank, which is recorded as by `PUT .../metrics/{metric}/{step}/{rank}` and stays recorded if the advance is refused or awaits other ranks. The same report again is harmless. They act at this step if it is unsealed, and at the next one otherwise.
             * @example {
             *       "val_loss": 0.31
             *     }
             * @example {
             *       "val_loss": {
             *         "value": 0.31,
             *         "rank": 3,
             *         "weight": 128
             *       }
             *     }
             */
            metrics?: {
                [key: string]: components["schemas"]["MetricValue"] | components["schemas"]["RankReport"];
            };
            /** @description The `seen` of the last answer to the caller, as it is. It detects a store that has lost or replaced writes in a failover: lost seals are repeated, lost inputs are refused (`history_regressed`). That of an earlier generation is refused (`stale_generation`). */
            seen?: string;
            /** @description The `seen` of the last answers to other ranks of the job, each different one once. With them no rank is given another value than one of these ranks was given before, even if the store has lost what they were given. Those of earlier generations are left out. */
            others_seen?: string[];
        };
        /** OptimizerList */
        OptimizerList: {
            optimizers: components["schemas"]["ListedOptimizer"][];
            /** @description The `cursor` of the next page; null on the last one. */
            next_cursor: string | null;
        };
        /**
         * OptimizerPatch
         * @description What to change of an optimizer itself.
         */
        OptimizerPatch: {
            /**
             * Format: int64
             * @description The length of the run from a step on.
             */
            total_steps?: number;
            /** @description All labels: these replace the present ones. */
            labels?: {
                [key: string]: string;
            };
        };
        /**
         * OptimizerResume
         * @description An optimizer, and the generation to open.
         */
        OptimizerResume: {
            /** @description A name that the client chooses. */
            optimizer: string;
            /** @description A name that all ranks of the incarnation share. */
            key: string;
            /**
             * Format: int64
             * @description The step to resume from: values up to it are kept. Either this or `from`.
             */
            resume_step?: number;
            /** @description Instead of `resume_step` and `parent`, the position of a checkpoint. The generation resumes from the current one if its line passes through this step of this generation, and else from the named generation. */
            from?: components["schemas"]["ResumeFrom"];
            /**
             * Format: int64
             * @description The generation to resume from; by default the current one.
             */
            parent?: number;
            /**
             * Format: int64
             * @description The number of ranks.
             */
            world_size?: number;
            edits?: components["schemas"]["EditsOfParent"];
            /** @description The reason, for the events. */
            reason?: string;
            /** @description The `seen` of the last answer to the caller, as it is. It detects a store that has lost or replaced writes in a failover: lost seals are repeated, lost inputs are refused (`history_regressed`). That of an earlier generation is refused (`stale_generation`). */
            seen?: string;
            /**
             * Format: int32
             * @description The number of steps after the resume step to seal and return as well, as in an advance to the resume step. It is not compared when a rank confirms the generation.
             */
            ahead?: number;
            /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
            late_metrics?: boolean;
        };
        /** Overwriting */
        Overwriting: {
            /** @description A name that the client chooses. */
            scheduler: string;
            /** Format: int64 */
            step: number;
        };
        /**
         * PatchedOptimizer
         * @description An optimizer after a change of itself.
         */
        PatchedOptimizer: {
            /** @description A name that the client chooses. */
            id: string;
            /**
             * Format: int64
             * @description Grows by one with each input: 1 is the registration.
             */
            revision: number;
            /** Format: int64 */
            generation: number;
            /**
             * Format: int64
             * @description The cursor: the highest step that a trainer has requested.
             */
            step: number;
            /**
             * Format: int64
             * @description The last sealed step: values up to it never change. -1 before the first advance.
             */
            sealed_through: number;
            groups: components["schemas"]["GroupState"][];
            schedulers: components["schemas"]["AttachedScheduler"][];
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /**
             * Format: int64
             * @description The declared length of the run.
             */
            total_steps?: number;
            /** @description Accepted changes of `total_steps` that have not acted yet. */
            pending?: components["schemas"]["PendingTotalSteps"][];
            labels: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
            /**
             * Format: int64
             * @description The first step with the given `total_steps`. Absent if that is sealed, or if none were given.
             */
            effective_step?: number;
        };
        /**
         * PendingEdit
         * @description An accepted edit that has not acted yet.
         */
        PendingEdit: {
            /** Format: int64 */
            revision: number;
            /**
             * Format: int64
             * @description The step at which it acts.
             */
            step: number;
            set: {
                [key: string]: number | number[];
            };
            scale?: {
                [key: string]: number;
            };
            multiply?: {
                [key: string]: number;
            };
            hold?: {
                [key: string]: number | number[];
            };
            release?: components["schemas"]["PendingRelease"];
            /** Format: int64 */
            until_step?: number;
            reason?: string;
        };
        /**
         * PendingPatch
         * @description Accepted arguments that do not act yet.
         */
        PendingPatch: {
            /** Format: int64 */
            revision: number;
            /** Format: int64 */
            step: number;
            changes: {
                [key: string]: unknown;
            };
        };
        /** PendingRelease */
        PendingRelease: {
            multiply: string[];
            hold: string[];
        };
        /**
         * PendingTotalSteps
         * @description A length of the run that does not act yet.
         */
        PendingTotalSteps: {
            /** Format: int64 */
            revision: number;
            /** Format: int64 */
            step: number;
            /** Format: int64 */
            total_steps: number;
        };
        /**
         * Phase
         * @description One phase of a PhasedLR, by its curve.
         */
        Phase: components["schemas"]["HoldPhase"] | components["schemas"]["LinearPhase"] | components["schemas"]["CosinePhase"] | components["schemas"]["ExponentialPhase"] | components["schemas"]["LogarithmicPhase"] | components["schemas"]["TanhPhase"] | components["schemas"]["RexPhase"] | components["schemas"]["InversePowerPhase"];
        /**
         * PhasedLR
         * @description Consecutive phases: ramps along curves, constant phases, and inverse powers.
         */
        PhasedLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "PhasedLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The phases, in order. */
            phases: components["schemas"]["Phase"][] | {
                [key: string]: components["schemas"]["Phase"][];
            };
        };
        /**
         * PolynomialLR
         * @description Decays the value to zero in total_iters steps along a polynomial.
         */
        PolynomialLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "PolynomialLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Steps until zero is reached. Default: 5. */
            total_iters?: components["schemas"]["Duration"] | components["schemas"]["DurationByGroup"];
            /** @description Power of the polynomial, 0 or more. Default: 1. */
            power?: number | components["schemas"]["NonNegativeNumberByGroup"];
        };
        /** PositiveCountByGroup */
        PositiveCountByGroup: {
            [key: string]: number;
        };
        /** PositiveNumberByGroup */
        PositiveNumberByGroup: {
            [key: string]: number;
        };
        /** PresetDescription */
        PresetDescription: {
            name: string;
            summary: string;
            /** @description A JSON Schema. */
            schema: {
                [key: string]: unknown;
            };
            example: {
                [key: string]: unknown;
            };
            /** @description The scheduler that the example expands into. */
            expanded: {
                [key: string]: unknown;
            };
        };
        /** PresetList */
        PresetList: {
            presets: components["schemas"]["PresetDescription"][];
        };
        /**
         * PresetScheduler
         * @description A scheduler of another library, by its name and its parameters in that library; GET /v1/presets lists the presets.
         * @example {
         *       "preset": "hf/cosine",
         *       "num_warmup_steps": 100,
         *       "num_training_steps": 1000
         *     }
         */
        PresetScheduler: {
            /** @enum {string} */
            preset: "hf/constant" | "hf/constant_with_warmup" | "hf/linear" | "hf/polynomial" | "hf/inverse_sqrt" | "hf/cosine" | "hf/cosine_with_restarts" | "hf/cosine_with_min_lr" | "hf/cosine_warmup_with_min_lr" | "hf/warmup_stable_decay" | "hf/reduce_lr_on_plateau" | "hf/greedy" | "hf/adafactor" | "timm/cosine" | "timm/tanh" | "timm/poly" | "timm/step" | "timm/multistep" | "timm/wsd" | "timm/plateau" | "optax/constant" | "optax/linear" | "optax/polynomial" | "optax/exponential_decay" | "optax/warmup_constant" | "optax/warmup_exponential" | "optax/cosine_decay" | "optax/warmup_cosine" | "optax/sgdr" | "optax/piecewise_constant" | "optax/piecewise_interpolate" | "optax/linear_onecycle" | "optax/cosine_onecycle" | "optax/reduce_on_plateau" | "deepspeed/warmup" | "deepspeed/warmup_decay" | "deepspeed/warmup_cosine" | "deepspeed/lr_range_test" | "deepspeed/one_cycle" | "deepspeed/one_cycle_momentum" | "megatron/constant" | "megatron/linear" | "megatron/cosine" | "megatron/inverse_square_root" | "megatron/wsd" | "megatron/weight_decay" | "composer/step" | "composer/multistep" | "composer/constant" | "composer/linear" | "composer/exponential" | "composer/cosine_annealing" | "composer/cosine_annealing_warm_restarts" | "composer/polynomial" | "composer/multistep_with_warmup" | "composer/constant_with_warmup" | "composer/linear_with_warmup" | "composer/cosine_annealing_with_warmup" | "composer/polynomial_with_warmup" | "ignite/linear_cyclical" | "ignite/cosine_annealing" | "ignite/piecewise_linear" | "ignite/create_lr_scheduler_with_warmup" | "ignite/reduce_lr_on_plateau" | "mmengine/linear" | "mmengine/constant" | "mmengine/poly" | "mmengine/cosine_annealing" | "mmengine/cosine_restart" | "mmengine/step" | "mmengine/multi_step" | "mmengine/exponential" | "mmengine/one_cycle" | "mmengine/reduce_on_plateau" | "keras/exponential_decay" | "keras/piecewise_constant_decay" | "keras/polynomial_decay" | "keras/inverse_time_decay" | "keras/cosine_decay" | "keras/cosine_decay_restarts" | "keras/reduce_lr_on_plateau" | "fairseq/inverse_sqrt" | "fairseq/polynomial_decay" | "fairseq/cosine" | "fairseq/triangular" | "fairseq/tri_stage" | "fairseq/step" | "fairseq/reduce_lr_on_plateau" | "fairseq/fixed" | "fairseq/manual" | "paddle/noam_decay" | "paddle/exponential_decay" | "paddle/natural_exp_decay" | "paddle/inverse_time_decay" | "paddle/polynomial_decay" | "paddle/piecewise_decay" | "paddle/step_decay" | "paddle/multi_step_decay" | "paddle/linear" | "paddle/cyclic" | "paddle/cosine_annealing_decay" | "paddle/cosine_annealing_warm_restarts" | "paddle/one_cycle" | "paddle/linear_warmup" | "paddle/reduce_on_plateau" | "nanogpt/cosine" | "modded_nanogpt/trapezoid" | "modded_nanogpt/muon_momentum" | "modded_nanogpt/stages" | "modded_nanogpt/medium" | "torchtitan/warmup_stable_decay" | "olmo/constant" | "olmo/constant_with_warmup" | "olmo/linear_with_warmup" | "olmo/cosine_with_warmup" | "olmo/inverse_sqrt_with_warmup" | "olmo/max_scheduler" | "olmo/cosine_linear_envelope" | "olmo/bolt_on_warmup" | "t5x/rsqrt" | "t5x/factors" | "llm_foundry/inverse_sqrt_with_warmup" | "schedule_free/warmup" | "pytorch_optimizer/rex" | "pytorch_optimizer/warmup_stable_decay" | "pytorch_optimizer/proportion" | "pytorch_optimizer/linear" | "pytorch_optimizer/cosine" | "pytorch_optimizer/poly" | "pytorch_optimizer/cosine_annealing_with_warmup" | "pytorch_optimizer/chebyshev" | "fastai/fit_one_cycle" | "fastai/fit_flat_cos" | "fastai/fit_sgdr" | "mae/adjust_learning_rate";
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Preview
         * @description A registration, and the part of its trajectory to return.
         */
        Preview: {
            groups: components["schemas"]["Group"][];
            /** @description Default: []. */
            schedulers?: components["schemas"]["SchedulerOrPreset"][];
            /** @description Hyperparameters and constants of every group without its own values, as in torch. Default: {}. */
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /**
             * Format: int64
             * @description The length of the run: for percentages, and for expressions that read it.
             */
            total_steps?: number;
            /** @description Key-value pairs for searches. They are not compared: every registration that has them sets them. */
            labels?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description The first step. Default: 0.
             */
            from?: number;
            /**
             * Format: int64
             * @description The last step, included; by default total_steps.
             */
            to?: number;
            /**
             * Format: int32
             * @description The maximum number of steps; the extremes are among them.
             */
            points?: number;
            /**
             * @description The names of the hyperparameters to return. A list is returned whole. Default: ["lr"].
             * @example [
             *       "lr",
             *       "betas"
             *     ]
             */
            hyperparameters?: string[];
            /**
             * @description Assumed metrics: by name, pairs of a step and a value. At steps without a value, schedulers that monitor the metric keep their state. Default: {}.
             * @example {
             *       "val_loss": [
             *         [
             *           100,
             *           0.5
             *         ]
             *       ]
             *     }
             */
            metrics?: {
                [key: string]: components["schemas"]["AssumedMetric"][];
            };
        };
        /**
         * Problem
         * @description The reason for a refusal, and facts that a client can act on (RFC 9457).
         */
        Problem: {
            /** @description A URN that ends in the code. */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            /** @description The given value, and the wanted one. */
            detail: string;
            code: components["schemas"]["ProblemCode"];
            /** @description Whether the same request may succeed later. */
            retryable: boolean;
            errors?: components["schemas"]["InvalidField"][];
            differences?: components["schemas"]["Difference"][];
            optimizer?: string;
            scheduler?: string;
            group?: string;
            metric?: string;
            known?: string[];
            /** Format: int64 */
            current_generation?: number;
            /** Format: int64 */
            cursor?: number;
            /** Format: int64 */
            revision?: number;
            /** Format: int64 */
            sealed_through?: number;
            /** Format: int64 */
            earliest_step?: number;
            /** Format: int64 */
            step?: number;
            /** Format: int64 */
            limit?: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * ProblemCode
         * @enum {string}
         */
        ProblemCode: "invalid_request" | "not_found" | "body_too_large" | "answer_too_long" | "unsupported_media_type" | "bad_http_request" | "internal_error" | "too_many_writers" | "store_unavailable" | "idempotency_key_reused" | "state_corrupt" | "optimizer_not_found" | "optimizer_exists" | "group_not_found" | "group_exists" | "group_conflict" | "last_group" | "total_steps_conflict" | "scheduler_not_found" | "scheduler_exists" | "edit_not_found" | "metric_not_found" | "too_many_pending" | "series_too_long" | "value_not_finite" | "schedule_ended" | "stale_generation" | "unknown_generation" | "step_ahead" | "step_sealed" | "step_compacted" | "generation_conflict" | "resume_ahead" | "history_regressed" | "events_compacted" | "metric_timeout" | "metrics_late" | "metric_conflict";
        /**
         * ProductLR
         * @description The initial value times the factors of several schedulers.
         */
        ProductLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ProductLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            schedulers: components["schemas"]["SchedulerOrPreset"][];
        };
        /**
         * RankReport
         * @description The value that one rank measured.
         */
        RankReport: {
            value: components["schemas"]["MetricValue"];
            /** Format: int64 */
            rank: number;
            /**
             * Format: double
             * @description The weight in a mean, such as a number of samples. Either every rank reports one, or none does.
             */
            weight?: number;
        };
        /**
         * ReadRates
         * @description The values of every group at one step, only read.
         */
        ReadRates: {
            /** @description A name that the client chooses. */
            optimizer: string;
            /** Format: int64 */
            generation: number;
            /**
             * Format: int64
             * @description The last revision whose effect these values show.
             */
            revision: number;
            /**
             * Format: int64
             * @description The step of the values.
             */
            step: number;
            /**
             * Format: int64
             * @description The last sealed step, as far as this process knows.
             */
            sealed_through: number;
            groups: components["schemas"]["GroupValues"][];
            /** @description Whether the step is sealed; if not, the values are projected. */
            sealed: boolean;
        };
        /** ReadRatesOrSeries */
        ReadRatesOrSeries: components["schemas"]["ReadRates"] | components["schemas"]["Series"];
        /**
         * ReduceLROnPlateau
         * @description Multiplies the value by factor when a metric has stopped improving.
         */
        ReduceLROnPlateau: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ReduceLROnPlateau";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The metric it monitors, e.g. "val_loss". */
            monitor: string;
            /**
             * Format: int32
             * @description The number of ranks that report the metric, each by its own call; default: one report decides.
             */
            reporters?: number;
            /** @description How their reports are combined, in the order of ranks; default: mean. */
            aggregate?: components["schemas"]["Aggregate"];
            /**
             * Format: double
             * @description Seconds from the first report to the last one; default: no limit.
             */
            deadline?: number;
            /** @description After the deadline: decide from the received reports, skip the metric, or stop; default: fail. */
            on_timeout?: components["schemas"]["OnTimeout"];
            /** @description Whether a lower or a higher metric is better. Default: "min". */
            mode?: components["schemas"]["MetricMode"] | components["schemas"]["MetricModeByGroup"];
            /** @description Factor of each reduction, 0 to less than 1. Default: 0.1. */
            factor?: number | {
                [key: string]: number;
            };
            /** @description Reports without an improvement before a reduction. Default: 10. */
            patience?: number | components["schemas"]["CountByGroup"];
            /** @description The least improvement. Default: 0.0001. */
            threshold?: number | components["schemas"]["NumberByGroup"];
            /** @description Whether threshold is relative or absolute. Default: "rel". */
            threshold_mode?: components["schemas"]["ThresholdMode"] | components["schemas"]["ThresholdModeByGroup"];
            /** @description Reports ignored after a reduction. Default: 0. */
            cooldown?: number | components["schemas"]["CountByGroup"];
            /** @description No reduction goes below this value. Default: 0. */
            min_lr?: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description A reduction of at most eps is skipped. Default: 1e-8. */
            eps?: number | components["schemas"]["NumberByGroup"];
            /** @description Reports before this step of the scheduler have no effect. */
            begin?: components["schemas"]["Milestone"] | components["schemas"]["MilestoneByGroup"] | null;
            /** @description Reports at this step of the scheduler, or later, have no effect. */
            end?: components["schemas"]["Milestone"] | components["schemas"]["MilestoneByGroup"] | null;
            /** @description The best metric before any report. Default: worse than any. */
            best?: number | components["schemas"]["NumberByGroup"] | null;
            /** @description An absolute improvement beside a relative one. */
            threshold_abs?: number | components["schemas"]["NonNegativeNumberByGroup"] | null;
            /** @description The number of reports whose mean counts as one. Default: 1. */
            accumulation_size?: number | components["schemas"]["PositiveCountByGroup"] | null;
            /** @description With it, factors of the initial value are reduced in place of the value, down to this one. */
            min_scale?: number | components["schemas"]["NonNegativeNumberByGroup"] | null;
            /** @description Whether a report in the cooldown is ignored: it cannot become the best one. */
            ignores_in_cooldown?: boolean | components["schemas"]["BooleanByGroup"] | null;
        };
        /**
         * Registered
         * @description An optimizer as it is now, and its values at step 0.
         */
        Registered: {
            /** @description A name that the client chooses. */
            id: string;
            /**
             * Format: int64
             * @description Grows by one with each input: 1 is the registration.
             */
            revision: number;
            /** Format: int64 */
            generation: number;
            /**
             * Format: int64
             * @description The cursor: the highest step that a trainer has requested.
             */
            step: number;
            /**
             * Format: int64
             * @description The last sealed step: values up to it never change. -1 before the first advance.
             */
            sealed_through: number;
            groups: components["schemas"]["GroupState"][];
            schedulers: components["schemas"]["AttachedScheduler"][];
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /**
             * Format: int64
             * @description The declared length of the run.
             */
            total_steps?: number;
            /** @description Accepted changes of `total_steps` that have not acted yet. */
            pending?: components["schemas"]["PendingTotalSteps"][];
            labels: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
            /** @description The values at step 0, as an advance returns them. Absent once the inputs up to step 0 are not kept any more. */
            values?: components["schemas"]["GroupValues"][];
        };
        /**
         * Registration
         * @description An optimizer: its groups and their schedulers.
         */
        Registration: {
            groups: components["schemas"]["Group"][];
            /** @description Default: []. */
            schedulers?: components["schemas"]["SchedulerOrPreset"][];
            /** @description Hyperparameters and constants of every group without its own values, as in torch. Default: {}. */
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /**
             * Format: int64
             * @description The length of the run: for percentages, and for expressions that read it.
             */
            total_steps?: number;
            /** @description Key-value pairs for searches. They are not compared: every registration that has them sets them. */
            labels?: {
                [key: string]: string;
            };
        };
        /**
         * Release
         * @description The hyperparameters whose factors or held values end.
         */
        Release: {
            multiply?: string[];
            hold?: string[];
        };
        /**
         * RepeatLR
         * @description Repeats a scheduler in cycles that may grow, shrink or run backwards.
         */
        RepeatLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "RepeatLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Steps of the first cycle; default: the length of the phases. */
            period?: components["schemas"]["Length"] | components["schemas"]["LengthByGroup"] | null;
            /** @description The factor on the length from one cycle to the next. Default: 1. */
            period_mult?: number | components["schemas"]["PositiveNumberByGroup"];
            /** @description The factor on the height above floor from one cycle to the next. Default: 1. */
            gamma?: number | components["schemas"]["NonNegativeNumberByGroup"];
            /** @description The level to which gamma shrinks the cycles. Default: 0. */
            floor?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"];
            /** @description Whether every second cycle runs backwards. Default: false. */
            mirror?: boolean | components["schemas"]["BooleanByGroup"];
            /** @description The number of cycles; null repeats without end. Default: null. */
            count?: (number | null) | {
                [key: string]: number | null;
            };
            scheduler: components["schemas"]["SchedulerOrPreset"];
        };
        /**
         * Report
         * @description The value that one rank measured.
         */
        Report: {
            value: components["schemas"]["MetricValue"];
            /**
             * Format: double
             * @description The weight in a mean, such as a number of samples. Either every rank reports one, or none does.
             */
            weight?: number;
            /**
             * Format: int64
             * @description The generation of the caller: callers of another incarnation are refused. By default the current one.
             */
            generation?: number;
            /** @description The `seen` of the last answer to the caller, as it is. It detects a store that has lost or replaced writes in a failover: lost seals are repeated, lost inputs are refused (`history_regressed`). That of an earlier generation is refused (`stale_generation`). */
            seen?: string;
        };
        /**
         * Resume
         * @description The step at which an incarnation of the job resumes.
         */
        Resume: {
            /**
             * Format: int64
             * @description The step to resume from: values up to it are kept. Either this or `from`.
             */
            resume_step?: number;
            /** @description Instead of `resume_step` and `parent`, the position of a checkpoint. The generation resumes from the current one if its line passes through this step of this generation, and else from the named generation. */
            from?: components["schemas"]["ResumeFrom"];
            /**
             * Format: int64
             * @description The generation to resume from; by default the current one.
             */
            parent?: number;
            /**
             * Format: int64
             * @description The number of ranks.
             */
            world_size?: number;
            edits?: components["schemas"]["EditsOfParent"];
            /** @description The reason, for the events. */
            reason?: string;
            /** @description The `seen` of the last answer to the caller, as it is. It detects a store that has lost or replaced writes in a failover: lost seals are repeated, lost inputs are refused (`history_regressed`). That of an earlier generation is refused (`stale_generation`). */
            seen?: string;
            /**
             * Format: int32
             * @description The number of steps after the resume step to seal and return as well, as in an advance to the resume step. It is not compared when a rank confirms the generation.
             */
            ahead?: number;
            /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
            late_metrics?: boolean;
        };
        /**
         * ResumeFrom
         * @description A step of a generation: the position of a checkpoint.
         * @example {
         *       "generation": 2,
         *       "step": 40
         *     }
         */
        ResumeFrom: {
            /** Format: int64 */
            generation: number;
            /** Format: int64 */
            step: number;
        };
        /** RexPhase */
        RexPhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "rex";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * Format: double
             * @description The progress p becomes p ** k. Default: 1.
             */
            k?: number;
            /**
             * Format: double
             * @description The remaining progress q becomes q ** power. Default: 1.
             */
            power?: number;
            /** @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1). Default: "start". */
            endpoints?: components["schemas"]["Endpoints"];
        };
        /**
         * SWALR
         * @description Anneals the value to swa_lr in anneal_epochs steps, then keeps it.
         */
        SWALR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "SWALR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value at the end. */
            swa_lr: number | components["schemas"]["NumberByGroup"] | number[];
            /** @description Steps until swa_lr is reached. Default: 10. */
            anneal_epochs?: number | components["schemas"]["CountByGroup"];
            /** @description The shape of the change. Default: "cos". */
            anneal_strategy?: components["schemas"]["AnnealStrategy"] | components["schemas"]["AnnealStrategyByGroup"];
        };
        /**
         * ScaleMode
         * @enum {string}
         */
        ScaleMode: "cycle" | "iterations";
        /** ScaleModeByGroup */
        ScaleModeByGroup: {
            [key: string]: components["schemas"]["ScaleMode"];
        };
        /**
         * Scheduler
         * @description A scheduler: its type, its arguments under torch’s names, its groups and its hyperparameter.
         */
        Scheduler: components["schemas"]["LambdaLR"] | components["schemas"]["MultiplicativeLR"] | components["schemas"]["StepLR"] | components["schemas"]["MultiStepLR"] | components["schemas"]["ConstantLR"] | components["schemas"]["LinearLR"] | components["schemas"]["ExponentialLR"] | components["schemas"]["PolynomialLR"] | components["schemas"]["CosineAnnealingLR"] | components["schemas"]["CosineAnnealingWarmRestarts"] | components["schemas"]["CyclicLR"] | components["schemas"]["OneCycleLR"] | components["schemas"]["ReduceLROnPlateau"] | components["schemas"]["SequentialLR"] | components["schemas"]["ChainedScheduler"] | components["schemas"]["SWALR"] | components["schemas"]["PhasedLR"] | components["schemas"]["WarmupLR"] | components["schemas"]["RepeatLR"] | components["schemas"]["ProductLR"] | components["schemas"]["TableLR"] | components["schemas"]["GreedyLR"] | components["schemas"]["ExpressionLR"];
        /** SchedulerList */
        SchedulerList: {
            schedulers: components["schemas"]["AttachedScheduler"][];
        };
        /**
         * SchedulerOrPreset
         * @description A scheduler by its type, or a preset.
         */
        SchedulerOrPreset: components["schemas"]["Scheduler"] | components["schemas"]["PresetScheduler"];
        /**
         * SchedulerPatch
         * @description Arguments of the scheduler with new values, e.g. {"T_max": 20000}; of a preset also its parameters, e.g. {"num_training_steps": 20000}.
         */
        SchedulerPatch: {
            [key: string]: unknown;
        };
        /**
         * SchedulerType
         * @enum {string}
         */
        SchedulerType: "LambdaLR" | "MultiplicativeLR" | "StepLR" | "MultiStepLR" | "ConstantLR" | "LinearLR" | "ExponentialLR" | "PolynomialLR" | "CosineAnnealingLR" | "CosineAnnealingWarmRestarts" | "CyclicLR" | "OneCycleLR" | "ReduceLROnPlateau" | "SequentialLR" | "ChainedScheduler" | "SWALR" | "PhasedLR" | "WarmupLR" | "RepeatLR" | "ProductLR" | "TableLR" | "GreedyLR" | "ExpressionLR";
        /** SchedulerTypeDescription */
        SchedulerTypeDescription: {
            type: string;
            summary: string;
            /** @description A JSON Schema. */
            schema: {
                [key: string]: unknown;
            };
            example: {
                [key: string]: unknown;
            };
        };
        /** SchedulerTypeList */
        SchedulerTypeList: {
            scheduler_types: components["schemas"]["SchedulerTypeDescription"][];
        };
        /** SentGroup */
        SentGroup: {
            name: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * SentRegistration
         * @description The body of a registration as it was sent. See `Registration` for its fields.
         */
        SentRegistration: {
            groups: components["schemas"]["SentGroup"][];
            schedulers?: components["schemas"]["SentScheduler"][];
            labels?: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** SentScheduler */
        SentScheduler: {
            [key: string]: unknown;
        };
        /**
         * SequentialLR
         * @description Consecutive schedulers, with a change at each milestone.
         */
        SequentialLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "SequentialLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The first step of each scheduler but the first, ascending: one fewer than schedulers. */
            milestones: components["schemas"]["Milestone"][] | {
                [key: string]: components["schemas"]["Milestone"][];
            };
            schedulers: components["schemas"]["SchedulerOrPreset"][];
        };
        /**
         * Series
         * @description Values at many steps, as columns.
         */
        Series: {
            steps: number[];
            /** @description Columns as long as `steps`. */
            groups: components["schemas"]["GroupSeries"][];
            /**
             * Format: int64
             * @description Values up to this step are sealed, later ones projected. Absent in a preview.
             */
            sealed_through?: number;
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        };
        /**
         * StateDictPart
         * @description The state_dict of a scheduler on some groups.
         */
        StateDictPart: {
            /** @description The groups, in the order of the lists. */
            groups: string[];
            state_dict: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * StateDocument
         * @description A portable checkpoint of a whole optimizer.
         */
        StateDocument: {
            /** @constant */
            format: "lockstep-state/2";
            /** @description A name that the client chooses. */
            optimizer: string;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            generation: number;
            /** Format: int64 */
            revision: number;
            /** Format: int64 */
            step: number;
            /** Format: int64 */
            sealed_through: number;
            /** @description The registered definition. */
            definition: {
                [key: string]: unknown;
            };
            /** @description The values at `sealed_through`. */
            groups: components["schemas"]["GroupValues"][];
            /** @description By scheduler, what `state_dict()` of torch.optim.lr_scheduler returns at `sealed_through` on the groups of the scheduler, in their order. `load_state_dict` takes it as it is, on a scheduler that was constructed with the same arguments. Only schedulers that torch has. */
            state_dicts: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** @description The schedulers whose groups differ in an argument that torch takes for all groups (`gamma` by group), or in their clocks (groups added with `"schedulers": "restart"`): one dict for each set of groups that one torch scheduler can drive. */
            state_dicts_by_groups?: {
                [key: string]: components["schemas"]["StateDictPart"][];
            };
            /** @description The complete record, with definition, inputs and snapshots, for the restore. */
            record: {
                [key: string]: unknown;
            };
            /** @description SHA-256 of all other fields, with sorted keys: it detects a changed byte. */
            checksum: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * StepLR
         * @description Multiplies the value by gamma every step_size steps.
         */
        StepLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "StepLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Steps between two decays. */
            step_size: components["schemas"]["Duration"] | components["schemas"]["DurationByGroup"];
            /** @description Factor of each decay. Default: 0.1. */
            gamma?: number | components["schemas"]["NumberByGroup"];
        };
        /**
         * StepResult
         * @description A result or a problem.
         */
        StepResult: {
            /**
             * Format: int32
             * @description The status of the response to a call for this step alone.
             */
            status: number;
            result?: components["schemas"]["Advanced"] | components["schemas"]["Blocked"];
            problem?: components["schemas"]["Problem"];
        };
        /**
         * TableLR
         * @description Takes levels from a table of steps, with or without interpolation.
         */
        TableLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "TableLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Pairs of a step and the level at this step, the steps ascending; or a level for each step from one on. */
            points: components["schemas"]["TablePoint"][] | components["schemas"]["LevelColumn"] | {
                [key: string]: components["schemas"]["TablePoint"][] | components["schemas"]["LevelColumn"];
            };
            /** @description Between two points: the level of the first, or an interpolation. Default: "step". */
            interpolation?: components["schemas"]["Interpolation"] | components["schemas"]["InterpolationByGroup"];
        };
        /**
         * TablePoint
         * @description A step, and the level at this step.
         */
        TablePoint: (components["schemas"]["Length"] | components["schemas"]["Level"])[];
        /** TanhPhase */
        TanhPhase: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            curve: "tanh";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * Format: double
             * @description The progress p becomes p ** k. Default: 1.
             */
            k?: number;
            /**
             * Format: double
             * @description The remaining progress q becomes q ** power. Default: 1.
             */
            power?: number;
            /** @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1). Default: "start". */
            endpoints?: components["schemas"]["Endpoints"];
            /**
             * Format: double
             * @description The argument of tanh at the start. Default: -7.
             */
            lb?: number;
            /**
             * Format: double
             * @description The argument of tanh at the end. Default: 3.
             */
            ub?: number;
        };
        /**
         * ThresholdMode
         * @enum {string}
         */
        ThresholdMode: "rel" | "abs";
        /** ThresholdModeByGroup */
        ThresholdModeByGroup: {
            [key: string]: components["schemas"]["ThresholdMode"];
        };
        /**
         * WarmupCurve
         * @enum {string}
         */
        WarmupCurve: "linear" | "cosine" | "exponential" | "logarithmic" | "tanh" | "rex" | "hold";
        /** WarmupCurveByGroup */
        WarmupCurveByGroup: {
            [key: string]: components["schemas"]["WarmupCurve"];
        };
        /**
         * WarmupLR
         * @description A ramp before any scheduler, over its first steps, or as a factor on it.
         */
        WarmupLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "WarmupLR";
            /** @description In an answer: the preset that it was expanded from. */
            preset?: string;
            /** @description Its name; default: its type with a number, "StepLR-1". */
            name?: string;
            /** @description The groups it drives; default: all groups, including groups added later. */
            groups?: string[];
            /**
             * @description The hyperparameter it drives; default: lr.
             * @example betas.0
             */
            param?: string;
            /** @description The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps. */
            every?: components["schemas"]["Duration"];
            /**
             * Format: int64
             * @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.
             */
            last_epoch?: number;
            /** @description The value is never below this. */
            min?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The value is never above this. */
            max?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description Steps of the ramp; 0 is no ramp. */
            duration: components["schemas"]["Length"] | components["schemas"]["LengthByGroup"];
            /** @description The level at the start; in mode multiply a factor. Default: 0. */
            from?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"];
            /** @description The level at the end; default: the value of the scheduler at that step, in mode multiply 1. */
            to?: components["schemas"]["Level"] | components["schemas"]["LevelByGroup"] | null;
            /** @description The ramp is before the scheduler, replaces its first values, or multiplies them. Default: "prefix". */
            mode?: components["schemas"]["WarmupMode"] | components["schemas"]["WarmupModeByGroup"];
            /** @description The curve of the ramp; "hold" stays at from for the duration. Default: "linear". */
            curve?: components["schemas"]["WarmupCurve"] | components["schemas"]["WarmupCurveByGroup"];
            /** @description The progress p becomes p ** k. Default: 1. */
            k?: number | components["schemas"]["PositiveNumberByGroup"];
            /** @description The remaining progress q becomes q ** power. Default: 1. */
            power?: number | components["schemas"]["PositiveNumberByGroup"];
            /** @description Which steps are at the ends of the ramp, as in a phase. Default: "start". */
            endpoints?: components["schemas"]["Endpoints"] | components["schemas"]["EndpointsByGroup"];
            /** @description Ratio of an exponential curve; default: end / start. */
            ratio?: number | components["schemas"]["PositiveNumberByGroup"] | null;
            /** @description Base of a logarithmic curve; default: the duration. */
            base?: number | {
                [key: string]: number;
            } | null;
            /** @description The argument of tanh at the start; default: -7. */
            lb?: number | components["schemas"]["NumberByGroup"] | null;
            /** @description The argument of tanh at the end; default: 3. */
            ub?: number | components["schemas"]["NumberByGroup"] | null;
            scheduler?: components["schemas"]["SchedulerOrPreset"];
        };
        /**
         * WarmupMode
         * @enum {string}
         */
        WarmupMode: "prefix" | "overlay" | "multiply";
        /** WarmupModeByGroup */
        WarmupModeByGroup: {
            [key: string]: components["schemas"]["WarmupMode"];
        };
        /**
         * Warning
         * @description Something that is accepted, as torch accepts it, and is likely not meant.
         */
        Warning: {
            code: components["schemas"]["WarningCode"];
            /** @description The place in this response (RFC 6901). */
            pointer: string;
            detail: string;
        };
        /**
         * WarningCode
         * @enum {string}
         */
        WarningCode: "schedulers_collide" | "effect_lost" | "schedule_over" | "schedule_short" | "warmup_long" | "milestone_unreached" | "length_below_one" | "never_steps" | "minimum_above" | "threshold_negative" | "metric_negative" | "rates_taken_as_scaled" | "edit_overwritten";
        /**
         * Window
         * @description Columns of one value for each step, under the name that each hyperparameter that may change has in the group: numbers, or lists where the group has a list, so that a row can be assigned to a param_group as it is; columns also of every hyperparameter of a group that is added or removed within the window; null where the group does not exist or has none. All other values are those of the step itself.
         */
        Window: {
            /** Format: int64 */
            from: number;
            /**
             * Format: int64
             * @description The last step of the window, and of what is sealed by it. Less than `from` if the window is empty.
             */
            through: number;
            /**
             * Format: int64
             * @description The last revision whose effect the values at `through` show.
             */
            revision: number;
            groups: components["schemas"]["GroupSeries"][];
            /** @description Present if the window has fewer steps than requested, with the reason. */
            ends?: components["schemas"]["WindowEnd"];
        };
        /**
         * WindowEnd
         * @description Why a window ends before its requested length.
         */
        WindowEnd: {
            reason: components["schemas"]["WindowEndReason"];
            /**
             * Format: int64
             * @description The first step that the window does not have: `through` + 1.
             */
            step: number;
        };
        /**
         * WindowEndReason
         * @description `metric`: the step awaits a metric. `schedule`: a scheduler has no value at the step, because its schedule has ended or the value is not finite; an advance to the step is refused with the scheduler and the cause. `limit`: the window is as large as one can be; request the next one from the step on.
         * @enum {string}
         */
        WindowEndReason: "metric" | "schedule" | "limit";
    };
    responses: {
        /** @description `body_too_large`: The body is too large. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `events_compacted`: These events are no longer kept. */
        EventsCompacted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `history_regressed`: The store has lost what was accepted. */
        HistoryRegressed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
        IdempotencyKeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal_error`: Lockstep failed. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_request`: The request is not valid. */
        InvalidRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `optimizer_not_found`: No such optimizer. */
        OptimizerNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `state_corrupt`: The document has been changed. */
        StateCorrupt: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `step_compacted`: The step is no longer kept. */
        StepCompacted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `store_unavailable`: The store is unavailable. */
        StoreUnavailable: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported_media_type`: The body is not JSON. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `value_not_finite`: A schedule has no value here. */
        ValueNotFinite: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getOptimizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "run-42",
                     *       "revision": 1,
                     *       "generation": 1,
                     *       "step": 0,
                     *       "sealed_through": -1,
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "initial_lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "initial_lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "schedulers": [
                     *         {
                     *           "name": "StepLR-1",
                     *           "type": "StepLR",
                     *           "step_size": 10,
                     *           "gamma": 0.1,
                     *           "groups": [
                     *             "backbone",
                     *             "head"
                     *           ]
                     *         }
                     *       ],
                     *       "labels": {
                     *         "team": "vision"
                     *       },
                     *       "created_at": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Optimizer"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            409: components["responses"]["HistoryRegressed"];
            410: components["responses"]["StepCompacted"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    putOptimizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "groups": [
                 *         {
                 *           "name": "backbone",
                 *           "lr": 0.1,
                 *           "momentum": 0.9
                 *         },
                 *         {
                 *           "name": "head",
                 *           "lr": 0.01,
                 *           "momentum": 0.9
                 *         }
                 *       ],
                 *       "schedulers": [
                 *         {
                 *           "type": "StepLR",
                 *           "step_size": 10,
                 *           "gamma": 0.1
                 *         }
                 *       ],
                 *       "labels": {
                 *         "team": "vision"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description The same registration, repeated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "run-42",
                     *       "revision": 1,
                     *       "generation": 1,
                     *       "step": 0,
                     *       "sealed_through": -1,
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "initial_lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "initial_lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "schedulers": [
                     *         {
                     *           "name": "StepLR-1",
                     *           "type": "StepLR",
                     *           "step_size": 10,
                     *           "gamma": 0.1,
                     *           "groups": [
                     *             "backbone",
                     *             "head"
                     *           ]
                     *         }
                     *       ],
                     *       "labels": {
                     *         "team": "vision"
                     *       },
                     *       "created_at": "2026-11-22T08:00:00.000Z",
                     *       "values": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Registered. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "run-42",
                     *       "revision": 1,
                     *       "generation": 1,
                     *       "step": 0,
                     *       "sealed_through": -1,
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "initial_lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "initial_lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "schedulers": [
                     *         {
                     *           "name": "StepLR-1",
                     *           "type": "StepLR",
                     *           "step_size": 10,
                     *           "gamma": 0.1,
                     *           "groups": [
                     *             "backbone",
                     *             "head"
                     *           ]
                     *         }
                     *       ],
                     *       "labels": {
                     *         "team": "vision"
                     *       },
                     *       "created_at": "2026-11-22T08:00:00.000Z",
                     *       "values": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Registered"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_exists`: Another optimizer has this id. `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteOptimizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    patchOptimizer: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /** @description The reason, for the events. */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "labels": {
                 *         "team": "vision"
                 *       },
                 *       "total_steps": 20000
                 *     }
                 */
                "application/json": components["schemas"]["OptimizerPatch"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "run-42",
                     *       "revision": 1,
                     *       "generation": 1,
                     *       "step": 0,
                     *       "sealed_through": -1,
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "initial_lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "initial_lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "schedulers": [
                     *         {
                     *           "name": "StepLR-1",
                     *           "type": "StepLR",
                     *           "step_size": 10,
                     *           "gamma": 0.1,
                     *           "groups": [
                     *             "backbone",
                     *             "head"
                     *           ]
                     *         }
                     *       ],
                     *       "labels": {
                     *         "team": "vision"
                     *       },
                     *       "created_at": "2026-11-22T08:00:00.000Z",
                     *       "total_steps": 20000,
                     *       "effective_step": 0
                     *     }
                     */
                    "application/json": components["schemas"]["PatchedOptimizer"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `total_steps_conflict`: A scheduler cannot go on with this length of the run. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOptimizers: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only optimizers with this label, as `team:vision`. May be repeated. */
                label?: string | string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "optimizers": [
                     *         {
                     *           "id": "run-42",
                     *           "revision": 1,
                     *           "generation": 1,
                     *           "step": 0,
                     *           "sealed_through": -1,
                     *           "labels": {
                     *             "team": "vision"
                     *           },
                     *           "created_at": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["OptimizerList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    createOptimizer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "groups": [
                 *         {
                 *           "name": "backbone",
                 *           "lr": 0.1,
                 *           "momentum": 0.9
                 *         },
                 *         {
                 *           "name": "head",
                 *           "lr": 0.01,
                 *           "momentum": 0.9
                 *         }
                 *       ],
                 *       "schedulers": [
                 *         {
                 *           "type": "StepLR",
                 *           "step_size": 10,
                 *           "gamma": 0.1
                 *         }
                 *       ],
                 *       "labels": {
                 *         "team": "vision"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Registered, at its Location. */
            201: {
                headers: {
                    /** @description The path of the optimizer. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "run-42",
                     *       "revision": 1,
                     *       "generation": 1,
                     *       "step": 0,
                     *       "sealed_through": -1,
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "initial_lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "initial_lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "schedulers": [
                     *         {
                     *           "name": "StepLR-1",
                     *           "type": "StepLR",
                     *           "step_size": 10,
                     *           "gamma": 0.1,
                     *           "groups": [
                     *             "backbone",
                     *             "head"
                     *           ]
                     *         }
                     *       ],
                     *       "labels": {
                     *         "team": "vision"
                     *       },
                     *       "created_at": "2026-11-22T08:00:00.000Z",
                     *       "values": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Registered"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            409: components["responses"]["HistoryRegressed"];
            410: components["responses"]["StepCompacted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A body for a registration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "schedulers": [
                     *         {
                     *           "type": "StepLR",
                     *           "step_size": 10,
                     *           "gamma": 0.1
                     *         }
                     *       ],
                     *       "labels": {
                     *         "team": "vision"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SentRegistration"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            409: components["responses"]["HistoryRegressed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "initial_lr": 0.1,
                     *           "momentum": 0.9
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            409: components["responses"]["HistoryRegressed"];
            410: components["responses"]["StepCompacted"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    addGroup: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /** @description The reason, for the events. */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "neck",
                 *       "lr": 0.05,
                 *       "momentum": 0.9
                 *     }
                 */
                "application/json": components["schemas"]["AddedGroup"];
            };
        };
        responses: {
            /** @description Accepted, at its Location. */
            201: {
                headers: {
                    /** @description The path of the group. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "neck",
                     *       "lr": 0.05,
                     *       "initial_lr": 0.05,
                     *       "momentum": 0.9,
                     *       "effective_step": 13
                     *     }
                     */
                    "application/json": components["schemas"]["GroupState"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `group_exists`: Another group has this name. `group_conflict`: The schedulers cannot drive this group. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description The group; percent-encoded, `Head%2F0` for `Head/0`.
                 * @example backbone
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "backbone",
                     *       "lr": 0.1,
                     *       "initial_lr": 0.1,
                     *       "momentum": 0.9
                     *     }
                     */
                    "application/json": components["schemas"]["GroupState"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `group_not_found`: No such group. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["HistoryRegressed"];
            410: components["responses"]["StepCompacted"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    removeGroup: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /** @description The reason, for the events. */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description The group; percent-encoded, `Head%2F0` for `Head/0`.
                 * @example backbone
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `group_not_found`: No such group. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `last_group`: An optimizer needs a group. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["IdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editGroup: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /** @description The reason, for the events. */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description The group; percent-encoded, `Head%2F0` for `Head/0`.
                 * @example backbone
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lr": 0.05
                 *     }
                 */
                "application/json": components["schemas"]["GroupEdit"];
            };
        };
        responses: {
            /** @description Accepted; `pending` has the step at which it acts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "backbone",
                     *       "lr": 0.1,
                     *       "initial_lr": 0.1,
                     *       "momentum": 0.9,
                     *       "pending": [
                     *         {
                     *           "revision": 2,
                     *           "step": 1,
                     *           "set": {
                     *             "lr": 0.05
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["GroupState"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `group_not_found`: No such group. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchedulers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schedulers": [
                     *         {
                     *           "name": "StepLR-1",
                     *           "type": "StepLR",
                     *           "step_size": 10,
                     *           "gamma": 0.1,
                     *           "groups": [
                     *             "backbone",
                     *             "head"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SchedulerList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    attachScheduler: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /** @description The reason, for the events. */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SchedulerOrPreset"];
            };
        };
        responses: {
            /** @description Accepted. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "StepLR-1",
                     *       "type": "StepLR",
                     *       "step_size": 10,
                     *       "gamma": 0.1,
                     *       "groups": [
                     *         "backbone",
                     *         "head"
                     *       ],
                     *       "effective_step": 13
                     *     }
                     */
                    "application/json": components["schemas"]["AttachedScheduler"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `scheduler_exists`: Another scheduler has this name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getScheduler: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description The scheduler.
                 * @example StepLR-1
                 */
                scheduler: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "StepLR-1",
                     *       "type": "StepLR",
                     *       "step_size": 10,
                     *       "gamma": 0.1,
                     *       "groups": [
                     *         "backbone",
                     *         "head"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AttachedScheduler"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `scheduler_not_found`: No such scheduler. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    detachScheduler: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /** @description The reason, for the events. */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description The scheduler.
                 * @example StepLR-1
                 */
                scheduler: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `scheduler_not_found`: No such scheduler. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `group_conflict`: The schedulers cannot drive this group. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["IdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchScheduler: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /** @description The reason, for the events. */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description The scheduler.
                 * @example StepLR-1
                 */
                scheduler: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "gamma": 0.5
                 *     }
                 */
                "application/json": components["schemas"]["SchedulerPatch"];
            };
        };
        responses: {
            /** @description Accepted; the scheduler takes `effective_step` with these arguments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "StepLR-1",
                     *       "type": "StepLR",
                     *       "step_size": 10,
                     *       "gamma": 0.1,
                     *       "groups": [
                     *         "backbone",
                     *         "head"
                     *       ],
                     *       "pending": [
                     *         {
                     *           "revision": 2,
                     *           "step": 13,
                     *           "changes": {
                     *             "gamma": 0.5
                     *           }
                     *         }
                     *       ],
                     *       "effective_step": 13
                     *     }
                     */
                    "application/json": components["schemas"]["AttachedScheduler"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `scheduler_not_found`: No such scheduler. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchedulerTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "scheduler_types": [
                     *         {
                     *           "type": "LambdaLR",
                     *           "summary": "Sets the value to its initial value times an expression of the epoch.",
                     *           "schema": {
                     *             "type": "object",
                     *             "required": [
                     *               "type",
                     *               "lr_lambda"
                     *             ]
                     *           },
                     *           "example": {
                     *             "type": "LambdaLR",
                     *             "lr_lambda": "0.95 ** epoch"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SchedulerTypeList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    listPresets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "presets": [
                     *         {
                     *           "name": "hf/constant",
                     *           "summary": "The group’s own rate throughout.",
                     *           "schema": {
                     *             "$schema": "https://json-schema.org/draft/2020-12/schema",
                     *             "type": "object",
                     *             "properties": {
                     *               "preset": {
                     *                 "type": "string",
                     *                 "const": "hf/constant"
                     *               }
                     *             },
                     *             "required": [
                     *               "preset"
                     *             ],
                     *             "additionalProperties": false,
                     *             "description": "The group’s own rate throughout."
                     *           },
                     *           "example": {
                     *             "preset": "hf/constant"
                     *           },
                     *           "expanded": {
                     *             "type": "ConstantLR",
                     *             "factor": 1,
                     *             "total_iters": 5,
                     *             "written": {
                     *               "parameters": {}
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PresetList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    advance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "step": 12
                 *     }
                 */
                "application/json": components["schemas"]["Advance"];
            };
        };
        responses: {
            /** @description The values at that step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "optimizer": "run-42",
                     *       "generation": 1,
                     *       "revision": 1,
                     *       "step": 12,
                     *       "sealed_through": 12,
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.010000000000000002,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.001,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "seen": "s1.1.1.12.9w92w3.kx1mX9Nn2bQ"
                     *     }
                     */
                    "application/json": components["schemas"]["Advanced"];
                };
            };
            /** @description A metric is awaited first. Nothing was sealed. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "optimizer": "run-42",
                     *       "generation": 1,
                     *       "step": 99,
                     *       "sealed_through": 99,
                     *       "blocked_on": [
                     *         {
                     *           "metric": "val_loss",
                     *           "step": 100
                     *         }
                     *       ],
                     *       "seen": "s1.1.1.99.9w92w3.kx1mX9Nn2bQ"
                     *     }
                     */
                    "application/json": components["schemas"]["Blocked"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            /** @description `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `metric_conflict`: The metric has another value. `metric_timeout`: A metric was not reported in time. `metrics_late`: The window would make metrics late. `too_many_pending`: Too many changes wait for a step. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    advanceMany: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "steps": [
                 *         {
                 *           "optimizer": "run-42",
                 *           "step": 12
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AdvanceMany"];
            };
        };
        responses: {
            /** @description One result or problem each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "status": 200,
                     *           "result": {
                     *             "optimizer": "run-42",
                     *             "generation": 1,
                     *             "revision": 1,
                     *             "step": 12,
                     *             "sealed_through": 12,
                     *             "groups": [
                     *               {
                     *                 "name": "backbone",
                     *                 "lr": 0.010000000000000002,
                     *                 "momentum": 0.9
                     *               },
                     *               {
                     *                 "name": "head",
                     *                 "lr": 0.001,
                     *                 "momentum": 0.9
                     *               }
                     *             ],
                     *             "seen": "s1.1.1.12.9w92w3.kx1mX9Nn2bQ"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AdvancedMany"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    reportMetric: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description A name that the client chooses.
                 * @example val_loss
                 */
                metric: string;
                /** @description The step of the metric. */
                step: number;
                /** @description The rank that reports. */
                rank: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": 0.31,
                 *       "weight": 128,
                 *       "generation": 2
                 *     }
                 */
                "application/json": components["schemas"]["Report"];
            };
        };
        responses: {
            /** @description No change: reported or decided before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "metric": "val_loss",
                     *       "step": 500,
                     *       "generation": 2,
                     *       "reported": 4,
                     *       "reporters": 4,
                     *       "decided": true,
                     *       "value": 0.29,
                     *       "seen": "s1.2.3.500.9w92w3.Zt0cW4mPq1E",
                     *       "effective_step": 500,
                     *       "reduced": [
                     *         "ReduceLROnPlateau-1"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Metric"];
                };
            };
            /** @description Accepted. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "metric": "val_loss",
                     *       "step": 500,
                     *       "generation": 2,
                     *       "reported": 4,
                     *       "reporters": 4,
                     *       "decided": true,
                     *       "value": 0.29,
                     *       "seen": "s1.2.3.500.9w92w3.Zt0cW4mPq1E",
                     *       "effective_step": 500,
                     *       "reduced": [
                     *         "ReduceLROnPlateau-1"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Metric"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `metric_conflict`: The metric has another value. `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetric: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the decision; 0 by default. */
                wait?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description A name that the client chooses.
                 * @example val_loss
                 */
                metric: string;
                /** @description The step of the metric. */
                step: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metric, decided or not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "metric": "val_loss",
                     *       "step": 500,
                     *       "generation": 2,
                     *       "reported": 4,
                     *       "reporters": 4,
                     *       "decided": true,
                     *       "value": 0.29,
                     *       "seen": "s1.2.3.500.9w92w3.Zt0cW4mPq1E",
                     *       "effective_step": 500,
                     *       "reduced": [
                     *         "ReduceLROnPlateau-1"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Metric"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `metric_not_found`: No such metric. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["HistoryRegressed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    openGeneration: {
        parameters: {
            query?: never;
            header?: {
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /**
                 * @description A name that all ranks of the incarnation share.
                 * @example restart-7
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "resume_step": 9,
                 *       "world_size": 8,
                 *       "edits": "keep",
                 *       "reason": "loss spike"
                 *     }
                 */
                "application/json": components["schemas"]["Resume"];
            };
        };
        responses: {
            /** @description Confirmed: it is the current generation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "generation": 2,
                     *       "key": "restart-7",
                     *       "parent": 1,
                     *       "resume_step": 9,
                     *       "revision": 1,
                     *       "step": 9,
                     *       "sealed_through": 9,
                     *       "edits": "keep",
                     *       "world_size": 8,
                     *       "seen": "s1.2.2.9.9w92w3.Zt0cW4mPq1E",
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Generation"];
                };
            };
            /** @description Opened. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "generation": 2,
                     *       "key": "restart-7",
                     *       "parent": 1,
                     *       "resume_step": 9,
                     *       "revision": 1,
                     *       "step": 9,
                     *       "sealed_through": 9,
                     *       "edits": "keep",
                     *       "world_size": 8,
                     *       "seen": "s1.2.2.9.9w92w3.Zt0cW4mPq1E",
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Generation"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            /** @description `generation_conflict`: The generation was opened with other arguments. `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. `resume_ahead`: Nothing is sealed at the resume step. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `metric_timeout`: A metric was not reported in time. `metrics_late`: The window would make metrics late. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGenerations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All generations, from the first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "generations": [
                     *         {
                     *           "generation": 1,
                     *           "key": null,
                     *           "parent": null,
                     *           "resume_step": 0,
                     *           "sealed_through": 12,
                     *           "is_current": false,
                     *           "edits": "keep",
                     *           "revision": 1,
                     *           "opened_at": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         {
                     *           "generation": 2,
                     *           "key": "restart-7",
                     *           "parent": 1,
                     *           "resume_step": 9,
                     *           "sealed_through": 9,
                     *           "is_current": true,
                     *           "edits": "keep",
                     *           "revision": 2,
                     *           "world_size": 8,
                     *           "reason": "loss spike",
                     *           "actor": "ada",
                     *           "opened_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["GenerationList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    openMany: {
        parameters: {
            query?: never;
            header?: {
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "generations": [
                 *         {
                 *           "optimizer": "run-42",
                 *           "key": "restart-7",
                 *           "resume_step": 9
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OpenMany"];
            };
        };
        responses: {
            /** @description One result or problem each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "status": 201,
                     *           "result": {
                     *             "generation": 2,
                     *             "key": "restart-7",
                     *             "parent": 1,
                     *             "resume_step": 9,
                     *             "revision": 1,
                     *             "step": 9,
                     *             "sealed_through": 9,
                     *             "edits": "keep",
                     *             "world_size": 8,
                     *             "seen": "s1.2.2.9.9w92w3.Zt0cW4mPq1E",
                     *             "groups": [
                     *               {
                     *                 "name": "backbone",
                     *                 "lr": 0.1,
                     *                 "momentum": 0.9
                     *               },
                     *               {
                     *                 "name": "head",
                     *                 "lr": 0.01,
                     *                 "momentum": 0.9
                     *               }
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OpenedMany"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    listEdits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of acceptance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "edits": [
                     *         {
                     *           "revision": 2,
                     *           "kind": "edited",
                     *           "step": 5,
                     *           "recorded_at": "2026-11-22T08:00:00.000Z",
                     *           "reason": "loss spike",
                     *           "groups": [
                     *             "head"
                     *           ],
                     *           "scale": {
                     *             "lr": 0.5
                     *           },
                     *           "status": "pending"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    edit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "groups": [
                 *         "head"
                 *       ],
                 *       "scale": {
                 *         "lr": 0.5
                 *       },
                 *       "at_step": 5,
                 *       "reason": "loss spike"
                 *     }
                 */
                "application/json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description Accepted; it acts at `step`. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "revision": 2,
                     *       "kind": "edited",
                     *       "step": 5,
                     *       "recorded_at": "2026-11-22T08:00:00.000Z",
                     *       "reason": "loss spike",
                     *       "groups": [
                     *         "head"
                     *       ],
                     *       "scale": {
                     *         "lr": 0.5
                     *       },
                     *       "status": "pending",
                     *       "seen": "s1.1.2.4.9w92w3.Zt0cW4mPq1E",
                     *       "before": [
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01
                     *         }
                     *       ],
                     *       "after": [
                     *         {
                     *           "name": "head",
                     *           "lr": 0.005
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EditState"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /** @description The revision of the change. */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The edit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "revision": 2,
                     *       "kind": "edited",
                     *       "step": 5,
                     *       "recorded_at": "2026-11-22T08:00:00.000Z",
                     *       "reason": "loss spike",
                     *       "groups": [
                     *         "head"
                     *       ],
                     *       "scale": {
                     *         "lr": 0.5
                     *       },
                     *       "status": "pending",
                     *       "seen": "s1.1.2.4.9w92w3.Zt0cW4mPq1E",
                     *       "before": [
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01
                     *         }
                     *       ],
                     *       "after": [
                     *         {
                     *           "name": "head",
                     *           "lr": 0.005
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EditState"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `edit_not_found`: No such change. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            422: components["responses"]["ValueNotFinite"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    cancelEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
                /** @description The revision of the change. */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `optimizer_not_found`: No such optimizer. `edit_not_found`: No such change. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `group_exists`: Another group has this name. `group_conflict`: The schedulers cannot drive this group. `scheduler_exists`: Another scheduler has this name. `last_group`: An optimizer needs a group. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["IdempotencyKeyReused"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "format": "lockstep-state/2",
                     *       "optimizer": "run-42",
                     *       "created_at": "2026-11-22T08:00:00.000Z",
                     *       "generation": 1,
                     *       "revision": 1,
                     *       "step": 12,
                     *       "sealed_through": 12,
                     *       "definition": {
                     *         "groups": [
                     *           {
                     *             "name": "backbone",
                     *             "lr": 0.1,
                     *             "momentum": 0.9
                     *           },
                     *           {
                     *             "name": "head",
                     *             "lr": 0.01,
                     *             "momentum": 0.9
                     *           }
                     *         ],
                     *         "schedulers": [
                     *           {
                     *             "type": "StepLR",
                     *             "step_size": 10,
                     *             "gamma": 0.1,
                     *             "name": "StepLR-1"
                     *           }
                     *         ],
                     *         "defaults": {},
                     *         "labels": {
                     *           "team": "vision"
                     *         }
                     *       },
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.010000000000000002,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.001,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "state_dicts": {
                     *         "StepLR-1": {
                     *           "step_size": 10,
                     *           "gamma": 0.1,
                     *           "base_lrs": [
                     *             0.1,
                     *             0.01
                     *           ],
                     *           "last_epoch": 12,
                     *           "_step_count": 13,
                     *           "_is_initial": false,
                     *           "_get_lr_called_within_step": false,
                     *           "_last_lr": [
                     *             0.010000000000000002,
                     *             0.001
                     *           ]
                     *         }
                     *       },
                     *       "state_dicts_by_groups": {},
                     *       "record": {},
                     *       "checksum": "sha256:1f0c"
                     *     }
                     */
                    "application/json": components["schemas"]["StateDocument"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            409: components["responses"]["HistoryRegressed"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putState: {
        parameters: {
            query?: never;
            header?: {
                /** @description The author of the call, for the events: a person, a rank, a program. */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "format": "lockstep-state/2",
                 *       "optimizer": "run-42",
                 *       "created_at": "2026-11-22T08:00:00.000Z",
                 *       "generation": 1,
                 *       "revision": 1,
                 *       "step": 12,
                 *       "sealed_through": 12,
                 *       "definition": {
                 *         "groups": [
                 *           {
                 *             "name": "backbone",
                 *             "lr": 0.1,
                 *             "momentum": 0.9
                 *           },
                 *           {
                 *             "name": "head",
                 *             "lr": 0.01,
                 *             "momentum": 0.9
                 *           }
                 *         ],
                 *         "schedulers": [
                 *           {
                 *             "type": "StepLR",
                 *             "step_size": 10,
                 *             "gamma": 0.1,
                 *             "name": "StepLR-1"
                 *           }
                 *         ],
                 *         "defaults": {},
                 *         "labels": {
                 *           "team": "vision"
                 *         }
                 *       },
                 *       "groups": [
                 *         {
                 *           "name": "backbone",
                 *           "lr": 0.010000000000000002,
                 *           "momentum": 0.9
                 *         },
                 *         {
                 *           "name": "head",
                 *           "lr": 0.001,
                 *           "momentum": 0.9
                 *         }
                 *       ],
                 *       "state_dicts": {
                 *         "StepLR-1": {
                 *           "step_size": 10,
                 *           "gamma": 0.1,
                 *           "base_lrs": [
                 *             0.1,
                 *             0.01
                 *           ],
                 *           "last_epoch": 12,
                 *           "_step_count": 13,
                 *           "_is_initial": false,
                 *           "_get_lr_called_within_step": false,
                 *           "_last_lr": [
                 *             0.010000000000000002,
                 *             0.001
                 *           ]
                 *         }
                 *       },
                 *       "state_dicts_by_groups": {},
                 *       "record": {},
                 *       "checksum": "sha256:1f0c"
                 *     }
                 */
                "application/json": components["schemas"]["StateDocument"];
            };
        };
        responses: {
            /** @description Restored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "generation": 2,
                     *       "key": "restart-7",
                     *       "parent": 1,
                     *       "resume_step": 9,
                     *       "revision": 1,
                     *       "step": 9,
                     *       "sealed_through": 9,
                     *       "edits": "keep",
                     *       "world_size": 8,
                     *       "seen": "s1.2.2.9.9w92w3.Zt0cW4mPq1E",
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.1,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.01,
                     *           "momentum": 0.9
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Generation"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["StateCorrupt"];
            500: components["responses"]["InternalError"];
            /** @description `too_many_writers`: Too many writers. `store_unavailable`: The store is unavailable. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLr: {
        parameters: {
            query?: {
                /** @description The generation on whose line the values are; by default the current one. Of a generation that was left, the last sealed step takes the place of the cursor. */
                generation?: number;
                /** @description One step; by default the cursor. */
                step?: number;
                /** @description The first step of a series; by default 0. */
                from?: number;
                /** @description The last step of a series, included; by default the cursor. */
                to?: number;
                /** @description The maximum number of steps of the series; the extremes are among them. */
                points?: number;
                /** @description The names of the hyperparameters to return, separated by commas; by default lr. A list is returned whole. */
                hyperparameters?: string[];
            };
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Values at one step, or a series. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "optimizer": "run-42",
                     *       "generation": 1,
                     *       "revision": 1,
                     *       "step": 12,
                     *       "sealed_through": 12,
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": 0.010000000000000002,
                     *           "momentum": 0.9
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": 0.001,
                     *           "momentum": 0.9
                     *         }
                     *       ],
                     *       "sealed": true
                     *     }
                     */
                    "application/json": components["schemas"]["ReadRatesOrSeries"];
                };
            };
            /** @description `series_too_long`: The series is too long. `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["OptimizerNotFound"];
            /** @description `unknown_generation`: No such generation. `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    explain: {
        parameters: {
            query: {
                /** @description By default the cursor. */
                step?: number;
                /** @description A name that the client chooses, percent-encoded in a path. */
                group: string;
                /** @description A hyperparameter: `lr`, `momentum`, `betas.0`, ... */
                param?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The origin of the value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "optimizer": "run-42",
                     *       "generation": 1,
                     *       "step": 12,
                     *       "group": "head",
                     *       "param": "lr",
                     *       "value": 0.001,
                     *       "sealed": true,
                     *       "base": 0.01,
                     *       "schedulers": [
                     *         {
                     *           "name": "StepLR-1",
                     *           "type": "StepLR",
                     *           "attached_at": 0,
                     *           "epoch": 12,
                     *           "before": 0.001,
                     *           "after": 0.001
                     *         }
                     *       ],
                     *       "decisions": [],
                     *       "edits": []
                     *     }
                     */
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description `series_too_long`: The series is too long. `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. `group_not_found`: No such group. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            410: components["responses"]["StepCompacted"];
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description The revision after which the page begins; by default 0, so that the registration is first. */
                after?: number;
                limit?: number;
            };
            header?: {
                /** @description With `text/event-stream` the response follows the events live. */
                accept?: string;
                /** @description The last event that an interrupted stream returned; it replaces `after`. */
                "last-event-id"?: number;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                optimizer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; or a stream, whose messages have an event each as data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "revision": 1,
                     *           "kind": "registered",
                     *           "step": 0,
                     *           "recorded_at": "2026-11-22T08:00:00.000Z",
                     *           "groups": [
                     *             "backbone",
                     *             "head"
                     *           ],
                     *           "schedulers": [
                     *             "StepLR-1"
                     *           ]
                     *         }
                     *       ],
                     *       "last_revision": 1,
                     *       "has_more": false
                     *     }
                     */
                    "application/json": components["schemas"]["EventList"];
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["OptimizerNotFound"];
            409: components["responses"]["HistoryRegressed"];
            410: components["responses"]["EventsCompacted"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "groups": [
                 *         {
                 *           "name": "backbone",
                 *           "lr": 0.1,
                 *           "momentum": 0.9
                 *         },
                 *         {
                 *           "name": "head",
                 *           "lr": 0.01,
                 *           "momentum": 0.9
                 *         }
                 *       ],
                 *       "schedulers": [
                 *         {
                 *           "type": "StepLR",
                 *           "step_size": 10,
                 *           "gamma": 0.1
                 *         }
                 *       ],
                 *       "labels": {
                 *         "team": "vision"
                 *       },
                 *       "to": 20,
                 *       "points": 3
                 *     }
                 */
                "application/json": components["schemas"]["Preview"];
            };
        };
        responses: {
            /** @description The trajectory. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         0,
                     *         10,
                     *         20
                     *       ],
                     *       "groups": [
                     *         {
                     *           "name": "backbone",
                     *           "lr": [
                     *             0.1,
                     *             0.010000000000000002,
                     *             0.0010000000000000002
                     *           ]
                     *         },
                     *         {
                     *           "name": "head",
                     *           "lr": [
                     *             0.01,
                     *             0.001,
                     *             0.0001
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description `series_too_long`: The series is too long. `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It responds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StoreUnavailable"];
        };
    };
}
