export interface paths {
    "/v1/optimizers/{o}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an optimizer */
        get: operations["getOptimizer"];
        /** Register an optimizer; every rank may send it */
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
        /** List optimizers, in the order of their ids */
        get: operations["listOptimizers"];
        put?: never;
        /** Register an optimizer under an id that the server generates */
        post: operations["createOptimizer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{o}/definition": {
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
    "/v1/optimizers/{o}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the groups */
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
    "/v1/optimizers/{o}/groups/{g}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a group: its current values, and its pending edits */
        get: operations["getGroup"];
        put?: never;
        post?: never;
        /** Remove a group at a step, by default the next unsealed one */
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
    "/v1/optimizers/{o}/schedulers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the schedulers, in the order in which they act */
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
    "/v1/optimizers/{o}/schedulers/{s}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a scheduler */
        get: operations["getScheduler"];
        put?: never;
        post?: never;
        /** Detach a scheduler at a step; its last values remain */
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
        /** List the types of schedulers, each with its JSON Schema */
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
    "/v1/optimizers/{o}/steps": {
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
    "/v1/optimizers/{o}/metrics/{metric}/{step}/{rank}": {
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
    "/v1/optimizers/{o}/metrics/{metric}/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the reports and the decision of a metric at a step */
        get: operations["getMetric"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{o}/generations/{key}": {
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
    "/v1/optimizers/{o}/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the generations, which form a tree */
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
    "/v1/optimizers/{o}/edits": {
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
    "/v1/optimizers/{o}/edits/{e}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an edit, and its effect at its step */
        get: operations["getEdit"];
        put?: never;
        post?: never;
        /** Cancel a change that has not acted yet */
        delete: operations["cancelEdit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{o}/state": {
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
    "/v1/optimizers/{o}/lr": {
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
    "/v1/optimizers/{o}/lr/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explain a value by its base, schedulers, decisions and edits */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/optimizers/{o}/events": {
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
        /** Compute the trajectory of a definition without storing it */
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
        /** Check that the process runs, without the store */
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
        /** Check that the store responds */
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
        /** @description A parameter group to add, and how it meets the schedulers that cover it. */
        AddedGroup: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            /** @description Default: `defaults.lr`. */
            lr?: number;
            /** @description The value from which schedules start; default: lr when the first schedule is attached. */
            initial_lr?: number;
            momentum?: number;
            dampening?: number;
            weight_decay?: number;
            betas?: number[];
            eps?: components["schemas"]["GroupOptionInput"];
            /**
             * @description How it meets the schedulers that cover it. `join`: it continues at their epoch from its own values, as after torch’s add_param_group; `restart`: they are constructed on it at that step; `none`: they do not drive it.
             * @default join
             * @enum {string}
             */
            schedulers?: "join" | "restart" | "none";
            /**
             * @description Its own arguments of schedulers, by the name of the scheduler: required where a scheduler has arguments by group.
             * @default {}
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
        /** @description The step to advance to. */
        Advance: {
            /** @description The requested step; by default one past the cursor. */
            step?: number;
            /** @description The number of steps after it to seal and return as well, as `ahead` of the answer. The window ends early, and says why in `ends`, at a step that awaits a metric or has no value, or where it is as large as one can be. 0 returns a window without steps. */
            ahead?: number;
            /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
            late_metrics?: boolean;
            /** @description The generation of the caller: callers of another incarnation are refused. By default the current one. */
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
                [key: string]: (number | ("nan" | "inf" | "-inf")) | components["schemas"]["RankReport"];
            };
            seen?: components["schemas"]["Seen"];
            /** @description Seconds to wait if the step awaits a metric; 0 by default. */
            wait?: number;
        };
        /** @description Many optimizers, and the step of each to advance to. */
        AdvanceMany: {
            steps: {
                /** @description A name that the client chooses. */
                optimizer: string;
                /** @description The requested step; by default one past the cursor. */
                step?: number;
                /** @description The number of steps after it to seal and return as well, as `ahead` of the answer. The window ends early, and says why in `ends`, at a step that awaits a metric or has no value, or where it is as large as one can be. 0 returns a window without steps. */
                ahead?: number;
                /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
                late_metrics?: boolean;
                /** @description The generation of the caller: callers of another incarnation are refused. By default the current one. */
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
                    [key: string]: (number | ("nan" | "inf" | "-inf")) | components["schemas"]["RankReport"];
                };
                seen?: components["schemas"]["Seen"];
            }[];
            /** @description Seconds to wait if the step awaits a metric; 0 by default. */
            wait?: number;
        };
        /** @description The values of every group at the step advanced to. */
        Advanced: {
            /** @description A name that the client chooses. */
            optimizer: string;
            generation: number;
            /** @description The last revision whose effect these values show. */
            revision: number;
            /** @description The step of the values. */
            step: number;
            /** @description The last sealed step, as far as this process knows. */
            sealed_through: number;
            groups: components["schemas"]["GroupValues"][];
            ahead?: components["schemas"]["Window"];
            /** @description The decision on each metric sent, and the step at which it acts. */
            metrics?: {
                [key: string]: {
                    /** @description A number, or "nan", "inf" or "-inf", which JSON cannot write as numbers. */
                    value: number | ("nan" | "inf" | "-inf");
                    effective_step: number;
                };
            };
        };
        AdvancedMany: {
            /** @description In the order of the request. */
            results: components["schemas"]["StepResult"][];
        };
        /** @description A scheduler with all its arguments. */
        AttachedScheduler: {
            /** @description A name that the client chooses. */
            name: string;
            /** @enum {string} */
            type: "LambdaLR" | "MultiplicativeLR" | "StepLR" | "MultiStepLR" | "ConstantLR" | "LinearLR" | "ExponentialLR" | "PolynomialLR" | "CosineAnnealingLR" | "CosineAnnealingWarmRestarts" | "CyclicLR" | "OneCycleLR" | "ReduceLROnPlateau" | "SequentialLR" | "ChainedScheduler" | "SWALR" | "PhasedLR" | "WarmupLR" | "RepeatLR" | "ProductLR" | "TableLR" | "GreedyLR" | "ExpressionLR";
            /** @description The preset that it was registered as; the other fields are what that stands for. */
            preset?: string;
            /** @description The names of all groups that it drives. */
            groups: string[];
            /** @description The hyperparameter it drives, if not lr. */
            param?: string;
            every?: number;
            /** @description The step at which it is added, if that is later than the cursor. */
            effective_step?: number;
            /** @description Present if a removal later than the next step is pending: the step of the removal. */
            until_step?: number;
            /** @description Accepted changes of arguments that have not acted yet. */
            pending?: {
                revision: number;
                step: number;
                changes: {
                    [key: string]: unknown;
                };
            }[];
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A step that no rank can pass before a metric is decided. */
        Blocked: {
            /** @description A name that the client chooses. */
            optimizer: string;
            generation: number;
            /** @description The cursor: the highest step that a trainer has requested. */
            step: number;
            sealed_through: number;
            /** @description The metric to report, and the step to report it for. */
            blocked_on: {
                /** @description A name that the client chooses. */
                metric: string;
                step: number;
            }[];
        };
        /** @description Steps several schedulers one after the other on the same value. */
        ChainedScheduler: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ChainedScheduler";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            schedulers: components["schemas"]["SchedulerOrPreset"][];
        };
        /** @description A manual change: pending, acted or withdrawn. */
        Change: {
            revision: number;
            /** @enum {string} */
            kind: "registered" | "group_added" | "group_removed" | "scheduler_attached" | "scheduler_detached" | "scheduler_patched" | "total_steps_changed" | "edited" | "cancelled" | "metric_decided" | "generation_opened";
            /** @description The step at which the input acts; for a generation, its resume step. */
            step: number;
            /** Format: date-time */
            recorded_at: string;
            /** @description The `Lockstep-Actor` of the call. */
            actor?: string;
            reason?: string;
            /**
             * @description A pending change can be cancelled. A withdrawn one was cancelled, or a rewind discarded it: only a repeat with its Idempotency-Key shows it.
             * @enum {string}
             */
            status: "pending" | "acted" | "withdrawn";
        } & {
            [key: string]: unknown;
        };
        ChangeList: {
            edits: components["schemas"]["Change"][];
        };
        /** @description Scales the value by factor for the first total_iters steps. */
        ConstantLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ConstantLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /**
             * @description Scale, above 0 and at most 1.
             * @default 0.3333333333333333
             */
            factor?: number | {
                [key: string]: number;
            };
            /**
             * @description The step at which the scaling ends.
             * @default 5
             */
            total_iters?: components["schemas"]["Duration"] | {
                [key: string]: components["schemas"]["Duration"];
            };
        };
        /** @description The effect of one scheduler at the step. */
        Contribution: {
            /** @description A name that the client chooses. */
            name: string;
            type: string;
            /** @description The preset that it was given as. */
            preset?: string;
            /** @description The step at which it was attached. */
            attached_at: number;
            /** @description The number of times it has stepped by then. */
            epoch: number;
            /** @description The value before the scheduler stepped; absent at a step at which it was constructed. */
            before?: number;
            after?: number;
        };
        /** @description Half a cosine wave down to eta_min in T_max steps, and up again. */
        CosineAnnealingLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "CosineAnnealingLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description Steps from the maximum to the minimum. */
            T_max: components["schemas"]["Duration"] | {
                [key: string]: components["schemas"]["Duration"];
            };
            /**
             * @description The minimum, as a value and not a factor.
             * @default 0
             */
            eta_min?: number | {
                [key: string]: number;
            };
        };
        /** @description Half cosine waves down to eta_min, each from the initial value. */
        CosineAnnealingWarmRestarts: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "CosineAnnealingWarmRestarts";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description Steps of the first wave. */
            T_0: components["schemas"]["Duration"] | {
                [key: string]: components["schemas"]["Duration"];
            };
            /**
             * @description The factor on the length from one wave to the next.
             * @default 1
             */
            T_mult?: number | {
                [key: string]: number;
            };
            /**
             * @description The minimum, as a value and not a factor.
             * @default 0
             */
            eta_min?: number | {
                [key: string]: number;
            };
        };
        /** @description Cycles the value between base_lr and max_lr, and momentum inversely. */
        CyclicLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "CyclicLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description One end of the cycle, and the first value. */
            base_lr: number | {
                [key: string]: number;
            } | number[];
            /** @description The other end, as in torch also below base_lr. */
            max_lr: number | {
                [key: string]: number;
            } | number[];
            /**
             * @description Steps of the increase.
             * @default 2000
             */
            step_size_up?: number | {
                [key: string]: number;
            };
            step_size_down?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * @description The amplitude: constant, halved in each next cycle, or scaled by gamma ** epoch.
             * @default triangular
             */
            mode?: ("triangular" | "triangular2" | "exp_range") | {
                [key: string]: "triangular" | "triangular2" | "exp_range";
            };
            /**
             * @description Base of the scale in mode exp_range.
             * @default 1
             */
            gamma?: number | {
                [key: string]: number;
            };
            scale_fn?: (string | {
                [key: string]: string;
            }) | null;
            /**
             * @description The meaning of x in scale_fn: the number of the cycle from 1, or the epoch.
             * @default cycle
             */
            scale_mode?: ("cycle" | "iterations") | {
                [key: string]: "cycle" | "iterations";
            };
            /**
             * @description Whether to cycle momentum too.
             * @default true
             */
            cycle_momentum?: boolean | {
                [key: string]: boolean;
            };
            /**
             * @description Momentum at the maximum of the value.
             * @default 0.8
             */
            base_momentum?: number | {
                [key: string]: number;
            } | number[];
            /**
             * @description Momentum at the minimum of the value.
             * @default 0.9
             */
            max_momentum?: number | {
                [key: string]: number;
            } | number[];
        };
        /** @description Steps, at least one, also as a percentage of the optimizer’s total_steps, rounded half up: "12.5%". */
        Duration: number | string;
        /** @description New values of hyperparameters, or factors on them, at a step or from a step on. */
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
            release?: string[] | {
                multiply?: string[];
                hold?: string[];
            };
            /** @description The first step at which `multiply` and `hold` no longer act. */
            until_step?: number;
            /**
             * @description The step at which it acts. The default, and "next", are the first unsealed step.
             * @example 5000
             */
            at_step?: number | "next";
            /**
             * @description The reason, for the events.
             * @example loss spike
             */
            reason?: string;
            /** @description The generation of the caller: callers of another incarnation are refused. By default the current one. */
            generation?: number;
            seen?: components["schemas"]["Seen"];
        };
        /** @description An edit, and its effect at its step; a projection while it is pending. */
        EditState: {
            revision: number;
            /** @enum {string} */
            kind: "registered" | "group_added" | "group_removed" | "scheduler_attached" | "scheduler_detached" | "scheduler_patched" | "total_steps_changed" | "edited" | "cancelled" | "metric_decided" | "generation_opened";
            /** @description The step at which the input acts; for a generation, its resume step. */
            step: number;
            /** Format: date-time */
            recorded_at: string;
            /** @description The `Lockstep-Actor` of the call. */
            actor?: string;
            reason?: string;
            /**
             * @description A pending change can be cancelled. A withdrawn one was cancelled, or a rewind discarded it: only a repeat with its Idempotency-Key shows it.
             * @enum {string}
             */
            status: "pending" | "acted" | "withdrawn";
            /** @description The hyperparameters of the edit, for each of its groups. */
            before: ({
                /** @description A name that the client chooses, percent-encoded in a path. */
                name: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description The hyperparameters of the edit, for each of its groups. */
            after: ({
                /** @description A name that the client chooses, percent-encoded in a path. */
                name: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description The same at the next step, as far as it is known now; absent without a value. */
            after_next?: ({
                /** @description A name that the client chooses, percent-encoded in a path. */
                name: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description The scheduler that computes a value without the edited one, and the step: from there on the edit has no effect. `multiply` and `hold` last. */
            overwritten_by?: {
                /** @description A name that the client chooses. */
                scheduler: string;
                step: number;
            };
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        } & {
            [key: string]: unknown;
        };
        /** @description One input of the trajectory, with the fields of its kind. */
        Event: {
            revision: number;
            /** @enum {string} */
            kind: "registered" | "group_added" | "group_removed" | "scheduler_attached" | "scheduler_detached" | "scheduler_patched" | "total_steps_changed" | "edited" | "cancelled" | "metric_decided" | "generation_opened";
            /** @description The step at which the input acts; for a generation, its resume step. */
            step: number;
            /** Format: date-time */
            recorded_at: string;
            /** @description The `Lockstep-Actor` of the call. */
            actor?: string;
            reason?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Events in the order of their revisions. */
        EventList: {
            events: components["schemas"]["Event"][];
            /** @description The `after` of the next page. */
            last_revision: number;
            has_more: boolean;
        };
        /** @description The origin of a value. */
        Explanation: {
            /** @description A name that the client chooses. */
            optimizer: string;
            generation: number;
            step: number;
            /** @description A name that the client chooses, percent-encoded in a path. */
            group: string;
            param: string;
            value: number;
            sealed: boolean;
            /** @description The value from which its schedulers compute: `initial_lr`. */
            base: number;
            /** @description In the order in which they step. */
            schedulers: components["schemas"]["Contribution"][];
            /** @description The factor in force on what the schedulers give: the product of all of them. */
            multiply?: number;
            /** @description The value in force in place of what the schedulers give. */
            hold?: number;
            /** @description The metrics that changed the value and whose change is still in it, the latest 20. */
            decisions: {
                revision: number;
                /** @description A name that the client chooses. */
                metric: string;
                /** @description A number, or "nan", "inf" or "-inf", which JSON cannot write as numbers. */
                value?: number | ("nan" | "inf" | "-inf");
                /** @enum {string} */
                outcome?: "skipped" | "failed";
                reported_for: number;
                /** @description The step at which it acted. */
                step: number;
            }[];
            /** @description The changes without which the value would be another one, and the factors and held values in force. A change that a scheduler or a later edit has overwritten is not among them. */
            edits: components["schemas"]["Change"][];
        };
        /** @description Multiplies the value by gamma every step. */
        ExponentialLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ExponentialLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description Factor of each step. */
            gamma: number | {
                [key: string]: number;
            };
        };
        /** @description Sets the value by an expression of the epoch and the current value. */
        ExpressionLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ExpressionLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The new value, e.g. "lr / (epoch + 1)". */
            lr: string | {
                [key: string]: string;
            } | string[];
            momentum?: (string | {
                [key: string]: string;
            }) | null;
            beta2?: (number | {
                [key: string]: number;
            }) | null;
        };
        /** @description One incarnation of the job. */
        Generation: {
            generation: number;
            /** @description A name that the client chooses. */
            key: string;
            parent: number;
            resume_step: number;
            /** @description The last revision whose effect the values show. */
            revision: number;
            /** @description The cursor: the highest step that a trainer has requested. */
            step: number;
            sealed_through: number;
            /** @description The number of ranks. */
            world_size?: number;
            /**
             * @description Whether manual changes of the parent at later steps are kept; "keep" by default. Decisions on metrics are never kept.
             * @enum {string}
             */
            edits: "keep" | "drop";
            /** @description The values at the resume step. */
            groups: components["schemas"]["GroupValues"][];
            /** @description The steps after the resume step, if `ahead` was sent. */
            ahead?: components["schemas"]["Window"];
        };
        /** @description All generations; each names its parent. */
        GenerationList: {
            generations: {
                generation: number;
                /** @description Null for the first one. */
                key: string | null;
                parent: number | null;
                resume_step: number;
                /** @description The last sealed step of the generation. */
                sealed_through: number;
                is_current: boolean;
                /**
                 * @description Whether manual changes of the parent at later steps are kept; "keep" by default. Decisions on metrics are never kept.
                 * @enum {string}
                 */
                edits: "keep" | "drop";
                revision: number;
                /** @description The number of ranks. */
                world_size?: number;
                reason?: string;
                actor?: string;
                /** Format: date-time */
                opened_at: string;
            }[];
        };
        /** @description Raises the value while a metric improves, lowers it while it does not. */
        GreedyLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "GreedyLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The metric it monitors, e.g. "val_loss". */
            monitor: string;
            /** @description The number of ranks that report the metric, each by its own call; default: one report decides. */
            reporters?: number;
            /**
             * @description How their reports are combined, in the order of ranks; default: mean.
             * @enum {string}
             */
            aggregate?: "mean" | "min" | "max" | "median" | "sum";
            /** @description Seconds from the first report to the last one; default: no limit. */
            deadline?: number;
            /**
             * @description After the deadline: decide from the received reports, skip the metric, or stop; default: fail.
             * @enum {string}
             */
            on_timeout?: "use_available" | "skip" | "fail";
            /**
             * @description Whether a lower or a higher metric is better.
             * @default min
             */
            mode?: ("min" | "max") | {
                [key: string]: "min" | "max";
            };
            /**
             * @description Factor of a reduction, divisor of an increase.
             * @default 0.95
             */
            factor?: number | {
                [key: string]: number;
            };
            /**
             * @description Consecutive reports without a change.
             * @default 10
             */
            patience?: number | {
                [key: string]: number;
            };
            /**
             * @description The least improvement.
             * @default 0.000001
             */
            threshold?: number | {
                [key: string]: number;
            };
            /**
             * @description Whether threshold is relative or absolute.
             * @default abs
             */
            threshold_mode?: ("rel" | "abs") | {
                [key: string]: "rel" | "abs";
            };
            /**
             * @description Reports ignored after a reduction.
             * @default 0
             */
            cooldown?: number | {
                [key: string]: number;
            };
            /**
             * @description Reports ignored after an increase.
             * @default 0
             */
            warmup?: number | {
                [key: string]: number;
            };
            /** @description No reduction goes below this value. */
            min_lr: number | {
                [key: string]: number;
            } | number[];
            /** @description No increase goes above this value. */
            max_lr: number | {
                [key: string]: number;
            } | number[];
            /**
             * @description A change of at most eps is skipped.
             * @default 1e-8
             */
            eps?: number | {
                [key: string]: number;
            };
            /**
             * @description Whether to use the mean of the last reports.
             * @default false
             */
            smooth?: boolean | {
                [key: string]: boolean;
            };
            /**
             * @description The number of reports in that mean.
             * @default 50
             */
            window_size?: number | {
                [key: string]: number;
            };
            /**
             * @description Reductions at min_lr until the state is reset.
             * @default 500
             */
            reset_start?: number | {
                [key: string]: number;
            };
        };
        /** @description Hyperparameters to set, e.g. {"lr": 0.05}. */
        GroupEdit: {
            [key: string]: number | number[];
        };
        /** @description A parameter group, as in torch, without its `params`. Any further field is a hyperparameter, a number or a list of numbers, or a constant: true, false, null, a text, or a list that has one of these. */
        Group: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            /** @description Default: `defaults.lr`. */
            lr?: number;
            /** @description The value from which schedules start; default: lr when the first schedule is attached. */
            initial_lr?: number;
            momentum?: number;
            dampening?: number;
            weight_decay?: number;
            betas?: number[];
            eps?: components["schemas"]["GroupOptionInput"];
        } & {
            [key: string]: unknown;
        };
        GroupList: {
            groups: components["schemas"]["GroupState"][];
        };
        /** @description A number or a list of numbers, which schedulers and edits may change, or a constant: true, false, null, a text, or a list with one of these. */
        GroupOption: number | (boolean | null | string) | (number | (boolean | null | string))[];
        /** @description A number or a list of numbers, which schedulers and edits may change, or a constant: true, false, null, a text, or a list with one of these. */
        GroupOptionInput: number | (boolean | null | string) | (number | (boolean | null | string))[];
        /**
         * @description Columns as long as `steps`, under the name of each hyperparameter: numbers, or lists where the group has a list; null where the group did not exist.
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
        /** @description A group with its values at the cursor. */
        GroupState: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            lr: number;
            /** @description The value from which schedules compute. */
            initial_lr: number;
            momentum?: number;
            weight_decay?: number;
            betas?: number[];
            /** @description The step at which it is added, if that is later than the cursor. */
            effective_step?: number;
            /** @description Present if a removal later than the next step is pending: the step of the removal. */
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
            pending?: {
                revision: number;
                /** @description The step at which it acts. */
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
                release?: {
                    multiply: string[];
                    hold: string[];
                };
                until_step?: number;
                reason?: string;
            }[];
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        } & {
            [key: string]: unknown;
        };
        /** @description The values to set one param_group to. */
        GroupValues: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            lr: number;
            momentum?: number;
            weight_decay?: number;
            betas?: number[];
        } & {
            [key: string]: unknown;
        };
        /** @description The values to set one param_group to. */
        GroupValuesInput: {
            /** @description A name that the client chooses, percent-encoded in a path. */
            name: string;
            lr: number;
            momentum?: number;
            weight_decay?: number;
            betas?: number[];
        } & {
            [key: string]: unknown;
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        /** @description Sets the value to its initial value times an expression of the epoch. */
        LambdaLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "LambdaLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The factor, e.g. "0.95 ** epoch". */
            lr_lambda: string | {
                [key: string]: string;
            } | string[];
        };
        /** @description A length in steps, also as a percentage of the optimizer’s total_steps, rounded half up: "12.5%". */
        Length: number | string;
        /** @description A factor of the group’s initial value, or {"value": x} for x itself. */
        Level: number | {
            value: number;
        };
        /** @description Changes the scale on the value linearly from start_factor to end_factor. */
        LinearLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "LinearLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /**
             * @description Scale at the start, above 0 and at most 1.
             * @default 0.3333333333333333
             */
            start_factor?: number | {
                [key: string]: number;
            };
            /**
             * @description Scale at the end, 0 to 1.
             * @default 1
             */
            end_factor?: number | {
                [key: string]: number;
            };
            /**
             * @description Steps until end_factor is reached.
             * @default 5
             */
            total_iters?: components["schemas"]["Duration"] | {
                [key: string]: components["schemas"]["Duration"];
            };
        };
        /** @description A metric at a step: its reports, and its decision. */
        Metric: {
            /** @description A name that the client chooses. */
            metric: string;
            step: number;
            generation: number;
            reported: number;
            reporters: number;
            decided: boolean;
            /** @description The decided value. */
            value?: number | ("nan" | "inf" | "-inf");
            /**
             * @description Present if the deadline has passed without a value.
             * @enum {string}
             */
            outcome?: "skipped" | "failed";
            /** @description The step at which it acts. */
            effective_step?: number;
            /** @description The schedulers that lower a value at that step because of the metric. */
            reduced?: string[];
            /** @description The ranks that have not reported, the first 32 of them. */
            missing_ranks?: number[];
        };
        /** @description A step, also as a percentage of the optimizer’s total_steps, rounded half up: "12.5%". */
        Milestone: number | string;
        /** @description Multiplies the value by gamma at each milestone. */
        MultiStepLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiStepLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The steps of the decays, in any order; a step listed twice decays twice. */
            milestones: components["schemas"]["Milestone"][] | {
                [key: string]: components["schemas"]["Milestone"][];
            };
            /**
             * @description Factor of each decay.
             * @default 0.1
             */
            gamma?: number | {
                [key: string]: number;
            };
        };
        /** @description Multiplies the value by an expression of the epoch every step. */
        MultiplicativeLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiplicativeLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The factor, e.g. "0.95". */
            lr_lambda: string | {
                [key: string]: string;
            } | string[];
        };
        /** @description One cycle up to max_lr and down to a small value, and momentum inversely. */
        OneCycleLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "OneCycleLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The maximum. */
            max_lr: number | {
                [key: string]: number;
            } | number[];
            total_steps?: (components["schemas"]["Duration"] | {
                [key: string]: components["schemas"]["Duration"];
            }) | null;
            epochs?: (number | {
                [key: string]: number;
            }) | null;
            steps_per_epoch?: (number | {
                [key: string]: number;
            }) | null;
            /**
             * @description The share of the steps in the increase.
             * @default 0.3
             */
            pct_start?: number | {
                [key: string]: number;
            };
            /**
             * @description The shape of both halves.
             * @default cos
             */
            anneal_strategy?: ("cos" | "linear") | {
                [key: string]: "cos" | "linear";
            };
            /**
             * @description Whether to cycle momentum too.
             * @default true
             */
            cycle_momentum?: boolean | {
                [key: string]: boolean;
            };
            /**
             * @description Momentum at the maximum of the value.
             * @default 0.85
             */
            base_momentum?: number | {
                [key: string]: number;
            } | number[];
            /**
             * @description Momentum at the minimum of the value.
             * @default 0.95
             */
            max_momentum?: number | {
                [key: string]: number;
            } | number[];
            /**
             * @description The first value is max_lr / div_factor.
             * @default 25
             */
            div_factor?: number | {
                [key: string]: number;
            };
            /**
             * @description The last is the first one / final_div_factor.
             * @default 10000
             */
            final_div_factor?: number | {
                [key: string]: number;
            };
            /**
             * @description Whether a phase from max_lr to the first value is added.
             * @default false
             */
            three_phase?: boolean | {
                [key: string]: boolean;
            };
        };
        /** @description Many optimizers, and the generation of each to open. */
        OpenMany: {
            generations: {
                /** @description A name that the client chooses. */
                optimizer: string;
                /** @description A name that all ranks of the incarnation share. */
                key: string;
                /** @description The step to resume from: values up to it are kept. Either this or `from`. */
                resume_step?: number;
                /** @description Instead of `resume_step` and `parent`, the position of a checkpoint. The generation resumes from the current one if its line passes through this step of this generation, and else from the named generation. */
                from?: components["schemas"]["ResumeFrom"];
                /** @description The generation to resume from; by default the current one. */
                parent?: number;
                /** @description The number of ranks. */
                world_size?: number;
                /**
                 * @description Whether manual changes of the parent at later steps are kept; "keep" by default. Decisions on metrics are never kept.
                 * @enum {string}
                 */
                edits?: "keep" | "drop";
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
                seen?: components["schemas"]["Seen"];
                /** @description The number of steps after the resume step to seal and return as well, as in an advance to the resume step. It is not compared when a rank confirms the generation. */
                ahead?: number;
                /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
                late_metrics?: boolean;
            }[];
        };
        /** @description A generation or a problem. */
        OpenResult: {
            /** @description The status of the response to a call for it alone. */
            status: number;
            result?: components["schemas"]["Generation"];
            problem?: components["schemas"]["Problem"];
        };
        OpenedMany: {
            /** @description In the order of the request. */
            results: components["schemas"]["OpenResult"][];
        };
        /** @description An optimizer as it is now. */
        Optimizer: {
            /** @description A name that the client chooses. */
            id: string;
            /** @description Grows by one with each input: 1 is the registration. */
            revision: number;
            generation: number;
            /** @description The cursor: the highest step that a trainer has requested. */
            step: number;
            /** @description The last sealed step: values up to it never change. -1 before the first advance. */
            sealed_through: number;
            groups: components["schemas"]["GroupState"][];
            schedulers: components["schemas"]["AttachedScheduler"][];
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /** @description The declared length of the run. */
            total_steps?: number;
            /** @description Accepted changes of `total_steps` that have not acted yet. */
            pending?: {
                revision: number;
                step: number;
                total_steps: number;
            }[];
            labels: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
        };
        OptimizerList: {
            optimizers: {
                /** @description A name that the client chooses. */
                id: string;
                /** @description Grows by one with each input: 1 is the registration. */
                revision: number;
                generation: number;
                /** @description The cursor: the highest step that a trainer has requested. */
                step: number;
                /** @description The last sealed step: values up to it never change. -1 before the first advance. */
                sealed_through: number;
                labels: {
                    [key: string]: string;
                };
                /** Format: date-time */
                created_at: string;
            }[];
            /** @description The `cursor` of the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** @description What to change of an optimizer itself. */
        OptimizerPatch: {
            /** @description The length of the run from a step on. */
            total_steps?: number;
            /** @description All labels: these replace the present ones. */
            labels?: {
                [key: string]: string;
            };
        };
        /** @description An optimizer after a change of itself. */
        PatchedOptimizer: {
            /** @description A name that the client chooses. */
            id: string;
            /** @description Grows by one with each input: 1 is the registration. */
            revision: number;
            generation: number;
            /** @description The cursor: the highest step that a trainer has requested. */
            step: number;
            /** @description The last sealed step: values up to it never change. -1 before the first advance. */
            sealed_through: number;
            groups: components["schemas"]["GroupState"][];
            schedulers: components["schemas"]["AttachedScheduler"][];
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /** @description The declared length of the run. */
            total_steps?: number;
            /** @description Accepted changes of `total_steps` that have not acted yet. */
            pending?: {
                revision: number;
                step: number;
                total_steps: number;
            }[];
            labels: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
            /** @description What is accepted and likely not meant; absent without any. */
            warnings?: components["schemas"]["Warning"][];
            /** @description The first step with the given `total_steps`. Absent if that is sealed, or if none were given. */
            effective_step?: number;
        };
        /** @description One phase of a PhasedLR, by its curve. */
        Phase: {
            /** @constant */
            curve: "hold";
            /** @description Default: the end of the previous phase. */
            to?: components["schemas"]["Level"];
            /** @description The number of steps; if the last phase omits it, the phase does not end. */
            duration?: components["schemas"]["Length"];
        } | {
            /** @constant */
            curve: "linear";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * @description The progress p becomes p ** k.
             * @default 1
             */
            k?: number;
            /**
             * @description The remaining progress q becomes q ** power.
             * @default 1
             */
            power?: number;
            /**
             * @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).
             * @default start
             * @enum {string}
             */
            endpoints?: "start" | "end" | "both" | "neither";
        } | {
            /** @constant */
            curve: "cosine";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * @description The progress p becomes p ** k.
             * @default 1
             */
            k?: number;
            /**
             * @description The remaining progress q becomes q ** power.
             * @default 1
             */
            power?: number;
            /**
             * @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).
             * @default start
             * @enum {string}
             */
            endpoints?: "start" | "end" | "both" | "neither";
        } | {
            /** @constant */
            curve: "exponential";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * @description The progress p becomes p ** k.
             * @default 1
             */
            k?: number;
            /**
             * @description The remaining progress q becomes q ** power.
             * @default 1
             */
            power?: number;
            /**
             * @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).
             * @default start
             * @enum {string}
             */
            endpoints?: "start" | "end" | "both" | "neither";
            /** @description Default: to / from. */
            ratio?: number;
        } | {
            /** @constant */
            curve: "logarithmic";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * @description The progress p becomes p ** k.
             * @default 1
             */
            k?: number;
            /**
             * @description The remaining progress q becomes q ** power.
             * @default 1
             */
            power?: number;
            /**
             * @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).
             * @default start
             * @enum {string}
             */
            endpoints?: "start" | "end" | "both" | "neither";
            /** @description Default: the duration. */
            base?: number;
        } | {
            /** @constant */
            curve: "tanh";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * @description The progress p becomes p ** k.
             * @default 1
             */
            k?: number;
            /**
             * @description The remaining progress q becomes q ** power.
             * @default 1
             */
            power?: number;
            /**
             * @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).
             * @default start
             * @enum {string}
             */
            endpoints?: "start" | "end" | "both" | "neither";
            /**
             * @description The argument of tanh at the start.
             * @default -7
             */
            lb?: number;
            /**
             * @description The argument of tanh at the end.
             * @default 3
             */
            ub?: number;
        } | {
            /** @constant */
            curve: "rex";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description The level at the end. */
            to: components["schemas"]["Level"];
            /** @description The number of steps; 0 is a jump. */
            duration: components["schemas"]["Length"];
            /**
             * @description The progress p becomes p ** k.
             * @default 1
             */
            k?: number;
            /**
             * @description The remaining progress q becomes q ** power.
             * @default 1
             */
            power?: number;
            /**
             * @description The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).
             * @default start
             * @enum {string}
             */
            endpoints?: "start" | "end" | "both" | "neither";
        } | {
            /** @constant */
            curve: "inverse_power";
            /** @description The level at the start; default: the end of the previous phase, or 1. */
            from?: components["schemas"]["Level"];
            /** @description Steps: from * (1 + s / timescale) ** -power. */
            timescale: number;
            /** @default 0.5 */
            power?: number;
            /** @description The number of steps; if the last phase omits it, the phase does not end. */
            duration?: components["schemas"]["Length"];
        };
        /** @description Consecutive phases: ramps along curves, constant phases, and inverse powers. */
        PhasedLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "PhasedLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The phases, in order. */
            phases: components["schemas"]["Phase"][] | {
                [key: string]: components["schemas"]["Phase"][];
            };
        };
        /** @description Decays the value to zero in total_iters steps along a polynomial. */
        PolynomialLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "PolynomialLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /**
             * @description Steps until zero is reached.
             * @default 5
             */
            total_iters?: components["schemas"]["Duration"] | {
                [key: string]: components["schemas"]["Duration"];
            };
            /**
             * @description Power of the polynomial, 0 or more.
             * @default 1
             */
            power?: number | {
                [key: string]: number;
            };
        };
        /**
         * @description A scheduler of another library, by its name and its parameters in that library; GET /v1/presets lists the presets.
         * @example {
         *       "preset": "hf/cosine",
         *       "num_warmup_steps": 100,
         *       "num_training_steps": 1000
         *     }
         */
        Preset: {
            /** @enum {string} */
            preset: "hf/constant" | "hf/constant_with_warmup" | "hf/linear" | "hf/polynomial" | "hf/inverse_sqrt" | "hf/cosine" | "hf/cosine_with_restarts" | "hf/cosine_with_min_lr" | "hf/cosine_warmup_with_min_lr" | "hf/warmup_stable_decay" | "hf/reduce_lr_on_plateau" | "hf/greedy" | "hf/adafactor" | "timm/cosine" | "timm/tanh" | "timm/poly" | "timm/step" | "timm/multistep" | "timm/wsd" | "timm/plateau" | "optax/constant" | "optax/linear" | "optax/polynomial" | "optax/exponential_decay" | "optax/warmup_constant" | "optax/warmup_exponential" | "optax/cosine_decay" | "optax/warmup_cosine" | "optax/sgdr" | "optax/piecewise_constant" | "optax/piecewise_interpolate" | "optax/linear_onecycle" | "optax/cosine_onecycle" | "optax/reduce_on_plateau" | "deepspeed/warmup" | "deepspeed/warmup_decay" | "deepspeed/warmup_cosine" | "deepspeed/lr_range_test" | "deepspeed/one_cycle" | "deepspeed/one_cycle_momentum" | "megatron/constant" | "megatron/linear" | "megatron/cosine" | "megatron/inverse_square_root" | "megatron/wsd" | "megatron/weight_decay" | "composer/step" | "composer/multistep" | "composer/constant" | "composer/linear" | "composer/exponential" | "composer/cosine_annealing" | "composer/cosine_annealing_warm_restarts" | "composer/polynomial" | "composer/multistep_with_warmup" | "composer/constant_with_warmup" | "composer/linear_with_warmup" | "composer/cosine_annealing_with_warmup" | "composer/polynomial_with_warmup" | "ignite/linear_cyclical" | "ignite/cosine_annealing" | "ignite/piecewise_linear" | "ignite/create_lr_scheduler_with_warmup" | "ignite/reduce_lr_on_plateau" | "mmengine/linear" | "mmengine/constant" | "mmengine/poly" | "mmengine/cosine_annealing" | "mmengine/cosine_restart" | "mmengine/step" | "mmengine/multi_step" | "mmengine/exponential" | "mmengine/one_cycle" | "mmengine/reduce_on_plateau" | "keras/exponential_decay" | "keras/piecewise_constant_decay" | "keras/polynomial_decay" | "keras/inverse_time_decay" | "keras/cosine_decay" | "keras/cosine_decay_restarts" | "keras/reduce_lr_on_plateau" | "fairseq/inverse_sqrt" | "fairseq/polynomial_decay" | "fairseq/cosine" | "fairseq/triangular" | "fairseq/tri_stage" | "fairseq/step" | "fairseq/reduce_lr_on_plateau" | "fairseq/fixed" | "fairseq/manual" | "paddle/noam_decay" | "paddle/exponential_decay" | "paddle/natural_exp_decay" | "paddle/inverse_time_decay" | "paddle/polynomial_decay" | "paddle/piecewise_decay" | "paddle/step_decay" | "paddle/multi_step_decay" | "paddle/linear" | "paddle/cyclic" | "paddle/cosine_annealing_decay" | "paddle/cosine_annealing_warm_restarts" | "paddle/one_cycle" | "paddle/linear_warmup" | "nanogpt/cosine" | "modded_nanogpt/trapezoid" | "modded_nanogpt/muon_momentum" | "modded_nanogpt/stages" | "torchtitan/warmup_stable_decay" | "olmo/constant" | "olmo/constant_with_warmup" | "olmo/linear_with_warmup" | "olmo/cosine_with_warmup" | "olmo/inverse_sqrt_with_warmup" | "olmo/max_scheduler" | "olmo/cosine_linear_envelope" | "olmo/bolt_on_warmup" | "t5x/rsqrt" | "t5x/factors" | "llm_foundry/inverse_sqrt_with_warmup" | "schedule_free/warmup" | "pytorch_optimizer/rex" | "fastai/fit_one_cycle" | "fastai/fit_flat_cos";
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
        } & {
            [key: string]: unknown;
        };
        Presets: {
            presets: {
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
            }[];
        };
        /** @description A registration, and the part of its trajectory to return. */
        Preview: {
            groups: components["schemas"]["Group"][];
            /** @default [] */
            schedulers?: components["schemas"]["SchedulerOrPreset"][];
            /**
             * @description Hyperparameters and constants of every group without its own values, as in torch.
             * @default {}
             */
            defaults?: {
                [key: string]: components["schemas"]["GroupOptionInput"];
            };
            /** @description The length of the run: for percentages, and for expressions that read it. */
            total_steps?: number;
            /** @description Key-value pairs for searches. They are not compared: every registration that has them sets them. */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description The first step.
             * @default 0
             */
            from?: number;
            /** @description The last step, included; by default total_steps. */
            to?: number;
            /** @description The maximum number of steps; the extremes are among them. */
            points?: number;
            /**
             * @description The names of the hyperparameters to return. A list is returned whole.
             * @default [
             *       "lr"
             *     ]
             * @example [
             *       "lr",
             *       "betas"
             *     ]
             */
            hyperparameters?: string[];
            /**
             * @description Assumed metrics: by name, pairs of a step and a value. At steps without a value, schedulers that monitor the metric keep their state.
             * @default {}
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
                [key: string]: [
                    number,
                    number | ("nan" | "inf" | "-inf")
                ][];
            };
        };
        /** @description The reason for a refusal, and facts that a client can act on (RFC 9457). */
        Problem: {
            /** @description A URN that ends in the code. */
            type: string;
            title: string;
            status: number;
            /** @description The given value, and the wanted one. */
            detail: string;
            /** @enum {string} */
            code: "invalid_request" | "not_found" | "body_too_large" | "answer_too_long" | "unsupported_media_type" | "bad_http_request" | "internal_error" | "too_many_writers" | "store_unavailable" | "idempotency_key_reused" | "state_corrupt" | "optimizer_not_found" | "optimizer_exists" | "group_not_found" | "group_exists" | "group_conflict" | "last_group" | "total_steps_conflict" | "scheduler_not_found" | "scheduler_exists" | "edit_not_found" | "metric_not_found" | "too_many_pending" | "series_too_long" | "value_not_finite" | "schedule_ended" | "stale_generation" | "unknown_generation" | "step_ahead" | "step_sealed" | "step_compacted" | "generation_conflict" | "resume_ahead" | "history_regressed" | "events_compacted" | "metric_timeout" | "metrics_late" | "metric_conflict";
            /** @description Whether the same request may succeed later. */
            retryable: boolean;
            errors?: {
                /** @description A JSON pointer (RFC 6901). */
                pointer: string;
                detail: string;
            }[];
            differences?: {
                pointer: string;
                registered?: unknown;
                given?: unknown;
                in_force?: unknown;
            }[];
            optimizer?: string;
            scheduler?: string;
            group?: string;
            metric?: string;
            known?: string[];
            current_generation?: number;
            cursor?: number;
            revision?: number;
            sealed_through?: number;
            earliest_step?: number;
            step?: number;
            limit?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The initial value times the factors of several schedulers. */
        ProductLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ProductLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            schedulers: components["schemas"]["SchedulerOrPreset"][];
        };
        /** @description The value that one rank measured. */
        RankReport: {
            /** @description A number, or "nan", "inf" or "-inf", which JSON cannot write as numbers. */
            value: number | ("nan" | "inf" | "-inf");
            rank: number;
            /** @description The weight in a mean, such as a number of samples. Either every rank reports one, or none does. */
            weight?: number;
        };
        /** @description The values of every group at one step, only read. */
        ReadRates: {
            /** @description A name that the client chooses. */
            optimizer: string;
            generation: number;
            /** @description The last revision whose effect these values show. */
            revision: number;
            /** @description The step of the values. */
            step: number;
            /** @description The last sealed step, as far as this process knows. */
            sealed_through: number;
            groups: components["schemas"]["GroupValues"][];
            /** @description Whether the step is sealed; if not, the values are projected. */
            sealed: boolean;
        };
        /** @description Multiplies the value by factor when a metric has stopped improving. */
        ReduceLROnPlateau: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ReduceLROnPlateau";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The metric it monitors, e.g. "val_loss". */
            monitor: string;
            /** @description The number of ranks that report the metric, each by its own call; default: one report decides. */
            reporters?: number;
            /**
             * @description How their reports are combined, in the order of ranks; default: mean.
             * @enum {string}
             */
            aggregate?: "mean" | "min" | "max" | "median" | "sum";
            /** @description Seconds from the first report to the last one; default: no limit. */
            deadline?: number;
            /**
             * @description After the deadline: decide from the received reports, skip the metric, or stop; default: fail.
             * @enum {string}
             */
            on_timeout?: "use_available" | "skip" | "fail";
            /**
             * @description Whether a lower or a higher metric is better.
             * @default min
             */
            mode?: ("min" | "max") | {
                [key: string]: "min" | "max";
            };
            /**
             * @description Factor of each reduction, 0 to less than 1.
             * @default 0.1
             */
            factor?: number | {
                [key: string]: number;
            };
            /**
             * @description Reports without an improvement before a reduction.
             * @default 10
             */
            patience?: number | {
                [key: string]: number;
            };
            /**
             * @description The least improvement.
             * @default 0.0001
             */
            threshold?: number | {
                [key: string]: number;
            };
            /**
             * @description Whether threshold is relative or absolute.
             * @default rel
             */
            threshold_mode?: ("rel" | "abs") | {
                [key: string]: "rel" | "abs";
            };
            /**
             * @description Reports ignored after a reduction.
             * @default 0
             */
            cooldown?: number | {
                [key: string]: number;
            };
            /**
             * @description No reduction goes below this value.
             * @default 0
             */
            min_lr?: number | {
                [key: string]: number;
            } | number[];
            /**
             * @description A reduction of at most eps is skipped.
             * @default 1e-8
             */
            eps?: number | {
                [key: string]: number;
            };
            begin?: (components["schemas"]["Milestone"] | {
                [key: string]: components["schemas"]["Milestone"];
            }) | null;
            end?: (components["schemas"]["Milestone"] | {
                [key: string]: components["schemas"]["Milestone"];
            }) | null;
            best?: (number | {
                [key: string]: number;
            }) | null;
            threshold_abs?: (number | {
                [key: string]: number;
            }) | null;
            accumulation_size?: (number | {
                [key: string]: number;
            }) | null;
            min_scale?: (number | {
                [key: string]: number;
            }) | null;
        };
        /** @description An optimizer as it is now, and its values at step 0. */
        Registered: {
            /** @description A name that the client chooses. */
            id: string;
            /** @description Grows by one with each input: 1 is the registration. */
            revision: number;
            generation: number;
            /** @description The cursor: the highest step that a trainer has requested. */
            step: number;
            /** @description The last sealed step: values up to it never change. -1 before the first advance. */
            sealed_through: number;
            groups: components["schemas"]["GroupState"][];
            schedulers: components["schemas"]["AttachedScheduler"][];
            defaults?: {
                [key: string]: components["schemas"]["GroupOption"];
            };
            /** @description The declared length of the run. */
            total_steps?: number;
            /** @description Accepted changes of `total_steps` that have not acted yet. */
            pending?: {
                revision: number;
                step: number;
                total_steps: number;
            }[];
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
        /** @description An optimizer: its groups and their schedulers. */
        Registration: {
            groups: components["schemas"]["Group"][];
            /** @default [] */
            schedulers?: components["schemas"]["SchedulerOrPreset"][];
            /**
             * @description Hyperparameters and constants of every group without its own values, as in torch.
             * @default {}
             */
            defaults?: {
                [key: string]: components["schemas"]["GroupOptionInput"];
            };
            /** @description The length of the run: for percentages, and for expressions that read it. */
            total_steps?: number;
            /** @description Key-value pairs for searches. They are not compared: every registration that has them sets them. */
            labels?: {
                [key: string]: string;
            };
        };
        /** @description Repeats a scheduler in cycles that may grow, shrink or run backwards. */
        RepeatLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "RepeatLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            period?: (components["schemas"]["Length"] | {
                [key: string]: components["schemas"]["Length"];
            }) | null;
            /**
             * @description The factor on the length from one cycle to the next.
             * @default 1
             */
            period_mult?: number | {
                [key: string]: number;
            };
            /**
             * @description The factor on the height above floor from one cycle to the next.
             * @default 1
             */
            gamma?: number | {
                [key: string]: number;
            };
            /**
             * @description The level to which gamma shrinks the cycles.
             * @default 0
             */
            floor?: components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            };
            /**
             * @description Whether every second cycle runs backwards.
             * @default false
             */
            mirror?: boolean | {
                [key: string]: boolean;
            };
            /**
             * @description The number of cycles; null repeats without end.
             * @default null
             */
            count?: (number | null) | {
                [key: string]: number | null;
            };
            scheduler: components["schemas"]["SchedulerOrPreset"];
        };
        /** @description The value that one rank measured. */
        Report: {
            /** @description A number, or "nan", "inf" or "-inf", which JSON cannot write as numbers. */
            value: number | ("nan" | "inf" | "-inf");
            /** @description The weight in a mean, such as a number of samples. Either every rank reports one, or none does. */
            weight?: number;
            /** @description The generation of the caller: callers of another incarnation are refused. By default the current one. */
            generation?: number;
            seen?: components["schemas"]["Seen"];
        };
        /**
         * @description A step of a generation: the position of a checkpoint.
         * @example {
         *       "generation": 2,
         *       "step": 40
         *     }
         */
        ResumeFrom: {
            generation: number;
            step: number;
        };
        /** @description The step at which an incarnation of the job resumes. */
        Resume: {
            /** @description The step to resume from: values up to it are kept. Either this or `from`. */
            resume_step?: number;
            /** @description Instead of `resume_step` and `parent`, the position of a checkpoint. The generation resumes from the current one if its line passes through this step of this generation, and else from the named generation. */
            from?: components["schemas"]["ResumeFrom"];
            /** @description The generation to resume from; by default the current one. */
            parent?: number;
            /** @description The number of ranks. */
            world_size?: number;
            /**
             * @description Whether manual changes of the parent at later steps are kept; "keep" by default. Decisions on metrics are never kept.
             * @enum {string}
             */
            edits?: "keep" | "drop";
            /**
             * @description The reason, for the events.
             * @example loss spike
             */
            reason?: string;
            seen?: components["schemas"]["Seen"];
            /** @description The number of steps after the resume step to seal and return as well, as in an advance to the resume step. It is not compared when a rank confirms the generation. */
            ahead?: number;
            /** @description Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step. */
            late_metrics?: boolean;
        };
        /** @description Anneals the value to swa_lr in anneal_epochs steps, then keeps it. */
        SWALR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "SWALR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The value at the end. */
            swa_lr: number | {
                [key: string]: number;
            } | number[];
            /**
             * @description Steps until swa_lr is reached.
             * @default 10
             */
            anneal_epochs?: number | {
                [key: string]: number;
            };
            /**
             * @description The shape of the change.
             * @default cos
             */
            anneal_strategy?: ("cos" | "linear") | {
                [key: string]: "cos" | "linear";
            };
        };
        /** @description A scheduler: its type, its arguments under torch’s names, its groups and its hyperparameter. */
        Scheduler: components["schemas"]["LambdaLR"] | components["schemas"]["MultiplicativeLR"] | components["schemas"]["StepLR"] | components["schemas"]["MultiStepLR"] | components["schemas"]["ConstantLR"] | components["schemas"]["LinearLR"] | components["schemas"]["ExponentialLR"] | components["schemas"]["PolynomialLR"] | components["schemas"]["CosineAnnealingLR"] | components["schemas"]["CosineAnnealingWarmRestarts"] | components["schemas"]["CyclicLR"] | components["schemas"]["OneCycleLR"] | components["schemas"]["ReduceLROnPlateau"] | components["schemas"]["SequentialLR"] | components["schemas"]["ChainedScheduler"] | components["schemas"]["SWALR"] | components["schemas"]["PhasedLR"] | components["schemas"]["WarmupLR"] | components["schemas"]["RepeatLR"] | components["schemas"]["ProductLR"] | components["schemas"]["TableLR"] | components["schemas"]["GreedyLR"] | components["schemas"]["ExpressionLR"];
        SchedulerList: {
            schedulers: components["schemas"]["AttachedScheduler"][];
        };
        /** @description A scheduler by its type, or a preset. */
        SchedulerOrPreset: components["schemas"]["Scheduler"] | components["schemas"]["Preset"];
        /** @description Arguments of the scheduler with new values, e.g. {"T_max": 20000}; of a preset also its parameters, e.g. {"num_training_steps": 20000}. */
        SchedulerPatch: {
            [key: string]: unknown;
        };
        SchedulerTypes: {
            scheduler_types: {
                type: string;
                summary: string;
                /** @description A JSON Schema. */
                schema: {
                    [key: string]: unknown;
                };
                example: {
                    [key: string]: unknown;
                };
            }[];
        };
        /** @description The highest revision and the highest sealed step that were returned to the caller in this generation, those of windows included. They detect a store that has lost writes in a failover: lost seals are repeated, lost inputs are refused. */
        Seen: {
            revision: number;
            sealed_through: number;
        };
        /** @description The body of a registration as it was sent. See `Registration` for its fields. */
        SentRegistration: {
            groups: ({
                name: string;
            } & {
                [key: string]: unknown;
            })[];
            schedulers?: {
                [key: string]: unknown;
            }[];
            labels?: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description Consecutive schedulers, with a change at each milestone. */
        SequentialLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "SequentialLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description The first step of each scheduler but the first, ascending: one fewer than schedulers. */
            milestones: components["schemas"]["Milestone"][] | {
                [key: string]: components["schemas"]["Milestone"][];
            };
            schedulers: components["schemas"]["SchedulerOrPreset"][];
        };
        /** @description Values at many steps, as columns. */
        Series: {
            steps: number[];
            groups: components["schemas"]["GroupSeries"][];
            /** @description Values up to this step are sealed, later ones projected. Absent in a preview. */
            sealed_through?: number;
        };
        /** @description The state_dict of a scheduler on some groups. */
        StateDictPart: {
            /** @description The groups, in the order of the lists. */
            groups: string[];
            state_dict: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description The state_dict of a scheduler on some groups. */
        StateDictPartInput: {
            /** @description The groups, in the order of the lists. */
            groups: string[];
            state_dict: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description A portable checkpoint of a whole optimizer. */
        StateDocument: {
            /** @constant */
            format: "lockstep-state/2";
            /** @description A name that the client chooses. */
            optimizer: string;
            /** Format: date-time */
            created_at: string;
            generation: number;
            revision: number;
            step: number;
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
        /** @description A portable checkpoint of a whole optimizer. */
        StateDocumentInput: {
            /** @constant */
            format: "lockstep-state/2";
            /** @description A name that the client chooses. */
            optimizer: string;
            /** Format: date-time */
            created_at: string;
            generation: number;
            revision: number;
            step: number;
            sealed_through: number;
            /** @description The registered definition. */
            definition: {
                [key: string]: unknown;
            };
            /** @description The values at `sealed_through`. */
            groups: components["schemas"]["GroupValuesInput"][];
            /** @description By scheduler, what `state_dict()` of torch.optim.lr_scheduler returns at `sealed_through` on the groups of the scheduler, in their order. `load_state_dict` takes it as it is, on a scheduler that was constructed with the same arguments. Only schedulers that torch has. */
            state_dicts: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** @description The schedulers whose groups differ in an argument that torch takes for all groups (`gamma` by group), or in their clocks (groups added with `"schedulers": "restart"`): one dict for each set of groups that one torch scheduler can drive. */
            state_dicts_by_groups?: {
                [key: string]: components["schemas"]["StateDictPartInput"][];
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
        /** @description Multiplies the value by gamma every step_size steps. */
        StepLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "StepLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description Steps between two decays. */
            step_size: components["schemas"]["Duration"] | {
                [key: string]: components["schemas"]["Duration"];
            };
            /**
             * @description Factor of each decay.
             * @default 0.1
             */
            gamma?: number | {
                [key: string]: number;
            };
        };
        /** @description A result or a problem. */
        StepResult: {
            /** @description The status of the response to a call for this step alone. */
            status: number;
            result?: components["schemas"]["Advanced"] | components["schemas"]["Blocked"];
            problem?: components["schemas"]["Problem"];
        };
        /** @description Takes levels from a table of steps, with or without interpolation. */
        TableLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "TableLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description Pairs of a step and the level at this step, the steps ascending; or a level for each step from one on. */
            points: ([
                components["schemas"]["Length"],
                components["schemas"]["Level"]
            ][] | {
                from: components["schemas"]["Length"];
                values: components["schemas"]["Level"][];
            }) | {
                [key: string]: [
                    components["schemas"]["Length"],
                    components["schemas"]["Level"]
                ][] | {
                    from: components["schemas"]["Length"];
                    values: components["schemas"]["Level"][];
                };
            };
            /**
             * @description Between two points: the level of the first, or an interpolation.
             * @default step
             */
            interpolation?: ("step" | "linear" | "cosine") | {
                [key: string]: "step" | "linear" | "cosine";
            };
        };
        /** @description A ramp before any scheduler, over its first steps, or as a factor on it. */
        WarmupLR: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "WarmupLR";
            /** @description In an answer: the preset that it was expanded from. */
            readonly preset?: string;
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
            /** @description The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1. */
            last_epoch?: number;
            min?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            max?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /** @description Steps of the ramp; 0 is no ramp. */
            duration: components["schemas"]["Length"] | {
                [key: string]: components["schemas"]["Length"];
            };
            /**
             * @description The level at the start; in mode multiply a factor.
             * @default 0
             */
            from?: components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            };
            to?: (components["schemas"]["Level"] | {
                [key: string]: components["schemas"]["Level"];
            }) | null;
            /**
             * @description The ramp is before the scheduler, replaces its first values, or multiplies them.
             * @default prefix
             */
            mode?: ("prefix" | "overlay" | "multiply") | {
                [key: string]: "prefix" | "overlay" | "multiply";
            };
            /**
             * @description The curve of the ramp; "hold" stays at from for the duration.
             * @default linear
             */
            curve?: ("linear" | "cosine" | "exponential" | "logarithmic" | "tanh" | "rex" | "hold") | {
                [key: string]: "linear" | "cosine" | "exponential" | "logarithmic" | "tanh" | "rex" | "hold";
            };
            /**
             * @description The progress p becomes p ** k.
             * @default 1
             */
            k?: number | {
                [key: string]: number;
            };
            /**
             * @description The remaining progress q becomes q ** power.
             * @default 1
             */
            power?: number | {
                [key: string]: number;
            };
            /**
             * @description Which steps are at the ends of the ramp, as in a phase.
             * @default start
             */
            endpoints?: ("start" | "end" | "both" | "neither") | {
                [key: string]: "start" | "end" | "both" | "neither";
            };
            ratio?: (number | {
                [key: string]: number;
            }) | null;
            base?: (number | {
                [key: string]: number;
            }) | null;
            lb?: (number | {
                [key: string]: number;
            }) | null;
            ub?: (number | {
                [key: string]: number;
            }) | null;
            scheduler?: components["schemas"]["SchedulerOrPreset"];
        };
        /** @description Something that is accepted, as torch accepts it, and is likely not meant. */
        Warning: {
            /** @enum {string} */
            code: "schedulers_collide" | "effect_lost" | "schedule_over" | "schedule_short" | "warmup_long" | "milestone_unreached" | "length_below_one" | "never_steps" | "minimum_above" | "threshold_negative" | "metric_negative" | "rates_taken_as_scaled" | "edit_overwritten";
            /** @description The place in this response (RFC 6901). */
            pointer: string;
            detail: string;
        };
        /** @description Columns of one value for each step, under the name that each hyperparameter that may change has in the group: numbers, or lists where the group has a list, so that a row can be assigned to a param_group as it is; columns also of every hyperparameter of a group that is added or removed within the window; null where the group does not exist or has none. All other values are those of the step itself. */
        Window: {
            from: number;
            /** @description The last step of the window, and of what is sealed by it: for `seen`. Less than `from` if the window is empty. */
            through: number;
            /** @description The last revision whose effect the values at `through` show: for `seen`. */
            revision: number;
            groups: ({
                /** @description A name that the client chooses, percent-encoded in a path. */
                name: string;
                lr?: (number | null)[];
                momentum?: (number | null)[];
                weight_decay?: (number | null)[];
                /** @description A list at each step. */
                betas?: (number[] | null)[];
            } & {
                [key: string]: unknown;
            })[];
            /** @description Present if the window has fewer steps than requested, with the reason. */
            ends?: components["schemas"]["WindowEnd"];
        };
        /** @description Why a window ends before its requested length. */
        WindowEnd: {
            /**
             * @description `metric`: the step awaits a metric. `schedule`: a scheduler has no value at the step, because its schedule has ended or the value is not finite; an advance to the step is refused with the scheduler and the cause. `limit`: the window is as large as one can be; request the next one from the step on.
             * @enum {string}
             */
            reason: "metric" | "schedule" | "limit";
            /** @description The first step that the window does not have: `through` + 1. */
            step: number;
        };
    };
    responses: never;
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
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    putOptimizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_exists`: Another optimizer has this id. `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    patchOptimizer: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `total_steps_conflict`: A scheduler cannot go on with this length of the run. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    addGroup: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `group_exists`: Another group has this name. `group_conflict`: The schedulers cannot drive this group. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
                /**
                 * @description The group; percent-encoded, `Head%2F0` for `Head/0`.
                 * @example backbone
                 */
                g: string;
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
            /** @description `invalid_request`: The request is not valid. */
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
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    removeGroup: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
                /**
                 * @description The group; percent-encoded, `Head%2F0` for `Head/0`.
                 * @example backbone
                 */
                g: string;
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
            /** @description `invalid_request`: The request is not valid. */
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
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `last_group`: An optimizer needs a group. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
                /**
                 * @description The group; percent-encoded, `Head%2F0` for `Head/0`.
                 * @example backbone
                 */
                g: string;
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
            /** @description `invalid_request`: The request is not valid. */
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
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    attachScheduler: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "StepLR",
                 *       "step_size": 10,
                 *       "gamma": 0.1
                 *     }
                 */
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `scheduler_exists`: Another scheduler has this name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
                /**
                 * @description The scheduler.
                 * @example StepLR-1
                 */
                s: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. `scheduler_not_found`: No such scheduler. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    detachScheduler: {
        parameters: {
            query?: {
                /** @description The step at which it acts; by default the next unsealed one. */
                at_step?: number;
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
                /**
                 * @description The scheduler.
                 * @example StepLR-1
                 */
                s: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                /**
                 * @description The reason, for the events.
                 * @example loss spike
                 */
                reason?: string;
            };
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
                /**
                 * @description The scheduler.
                 * @example StepLR-1
                 */
                s: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                     *             "$schema": "https://json-schema.org/draft/2020-12/schema",
                     *             "type": "object",
                     *             "properties": {
                     *               "type": {
                     *                 "type": "string",
                     *                 "const": "LambdaLR"
                     *               },
                     *               "preset": {
                     *                 "description": "In an answer: the preset that it was expanded from.",
                     *                 "readOnly": true,
                     *                 "type": "string"
                     *               },
                     *               "name": {
                     *                 "description": "Its name; default: its type with a number, \"StepLR-1\".",
                     *                 "type": "string",
                     *                 "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$"
                     *               },
                     *               "groups": {
                     *                 "description": "The groups it drives; default: all groups, including groups added later.",
                     *                 "minItems": 1,
                     *                 "maxItems": 10000,
                     *                 "type": "array",
                     *                 "items": {
                     *                   "type": "string",
                     *                   "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]{1,256}$",
                     *                   "description": "A name that the client chooses, percent-encoded in a path."
                     *                 }
                     *               },
                     *               "param": {
                     *                 "description": "The hyperparameter it drives; default: lr.",
                     *                 "examples": [
                     *                   "betas.0"
                     *                 ],
                     *                 "type": "string",
                     *                 "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,63}(\\.\\d{1,2})?$"
                     *               },
                     *               "every": {
                     *                 "description": "The scheduler steps at n, 2n, 3n, ...: an epoch-wise scheduler under a step clock. A scheduler that monitors a metric requires the metric at these steps.",
                     *                 "$ref": "#/$defs/Duration"
                     *               },
                     *               "last_epoch": {
                     *                 "description": "The last epoch that the run has already had, as in torch: construction takes the initial step at the epoch after it, on groups with an initial_lr. Default: -1.",
                     *                 "type": "integer",
                     *                 "minimum": -1,
                     *                 "maximum": 281474976710656
                     *               },
                     *               "min": {
                     *                 "anyOf": [
                     *                   {
                     *                     "anyOf": [
                     *                       {
                     *                         "$ref": "#/$defs/Level"
                     *                       },
                     *                       {
                     *                         "type": "object",
                     *                         "propertyNames": {
                     *                           "type": "string",
                     *                           "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]{1,256}$",
                     *                           "description": "A name that the client chooses, percent-encoded in a path."
                     *                         },
                     *                         "additionalProperties": {
                     *                           "$ref": "#/$defs/Level"
                     *                         }
                     *                       }
                     *                     ],
                     *                     "description": "The value is never below this."
                     *                   },
                     *                   {
                     *                     "type": "null"
                     *                   }
                     *                 ]
                     *               },
                     *               "max": {
                     *                 "anyOf": [
                     *                   {
                     *                     "anyOf": [
                     *                       {
                     *                         "$ref": "#/$defs/Level"
                     *                       },
                     *                       {
                     *                         "type": "object",
                     *                         "propertyNames": {
                     *                           "type": "string",
                     *                           "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]{1,256}$",
                     *                           "description": "A name that the client chooses, percent-encoded in a path."
                     *                         },
                     *                         "additionalProperties": {
                     *                           "$ref": "#/$defs/Level"
                     *                         }
                     *                       }
                     *                     ],
                     *                     "description": "The value is never above this."
                     *                   },
                     *                   {
                     *                     "type": "null"
                     *                   }
                     *                 ]
                     *               },
                     *               "lr_lambda": {
                     *                 "anyOf": [
                     *                   {
                     *                     "type": "string",
                     *                     "maxLength": 10000,
                     *                     "description": "A Python arithmetic expression.",
                     *                     "examples": [
                     *                       "0.95 ** epoch"
                     *                     ]
                     *                   },
                     *                   {
                     *                     "type": "object",
                     *                     "propertyNames": {
                     *                       "type": "string",
                     *                       "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]{1,256}$",
                     *                       "description": "A name that the client chooses, percent-encoded in a path."
                     *                     },
                     *                     "additionalProperties": {
                     *                       "type": "string",
                     *                       "maxLength": 10000,
                     *                       "description": "A Python arithmetic expression.",
                     *                       "examples": [
                     *                         "0.95 ** epoch"
                     *                       ]
                     *                     }
                     *                   },
                     *                   {
                     *                     "minItems": 1,
                     *                     "type": "array",
                     *                     "items": {
                     *                       "type": "string",
                     *                       "maxLength": 10000,
                     *                       "description": "A Python arithmetic expression.",
                     *                       "examples": [
                     *                         "0.95 ** epoch"
                     *                       ]
                     *                     }
                     *                   }
                     *                 ],
                     *                 "description": "The factor, e.g. \"0.95 ** epoch\"."
                     *               }
                     *             },
                     *             "required": [
                     *               "type",
                     *               "lr_lambda"
                     *             ],
                     *             "additionalProperties": false,
                     *             "description": "Sets the value to its initial value times an expression of the epoch.",
                     *             "$defs": {
                     *               "Duration": {
                     *                 "anyOf": [
                     *                   {
                     *                     "type": "integer",
                     *                     "minimum": 1,
                     *                     "maximum": 281474976710656
                     *                   },
                     *                   {
                     *                     "type": "string",
                     *                     "pattern": "^(\\d{1,3})(?:\\.(\\d{1,12}))?%$"
                     *                   }
                     *                 ],
                     *                 "description": "Steps, at least one, also as a percentage of the optimizer’s total_steps, rounded half up: \"12.5%\"."
                     *               },
                     *               "Level": {
                     *                 "anyOf": [
                     *                   {
                     *                     "type": "number"
                     *                   },
                     *                   {
                     *                     "type": "object",
                     *                     "properties": {
                     *                       "value": {
                     *                         "type": "number"
                     *                       }
                     *                     },
                     *                     "required": [
                     *                       "value"
                     *                     ],
                     *                     "additionalProperties": false
                     *                   }
                     *                 ],
                     *                 "description": "A factor of the group’s initial value, or {\"value\": x} for x itself."
                     *               }
                     *             }
                     *           },
                     *           "example": {
                     *             "type": "LambdaLR",
                     *             "lr_lambda": "0.95 ** epoch"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SchedulerTypes"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
                    "application/json": components["schemas"]["Presets"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    advance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
                     *       ]
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
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Blocked"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `metric_conflict`: The metric has another value. `metric_timeout`: A metric was not reported in time. `metrics_late`: The window would make metrics late. `too_many_pending`: Too many changes wait for a step. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
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
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AdvancedMany"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    reportMetric: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
                     *       "effective_step": 500,
                     *       "reduced": [
                     *         "ReduceLROnPlateau-1"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Metric"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `metric_conflict`: The metric has another value. `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
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
                     *       "effective_step": 500,
                     *       "reduced": [
                     *         "ReduceLROnPlateau-1"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Metric"];
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. `metric_not_found`: No such metric. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    openGeneration: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `generation_conflict`: The generation was opened with other arguments. `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. `resume_ahead`: Nothing is sealed at the resume step. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `metric_timeout`: A metric was not reported in time. `metrics_late`: The window would make metrics late. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    openMany: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    listEdits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    edit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `stale_generation`: The job has been restarted since. `unknown_generation`: No such generation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
                /** @description The revision of the change. */
                e: number;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. `edit_not_found`: No such change. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `value_not_finite`: A schedule has no value here. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
    cancelEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys. */
                "idempotency-key"?: string;
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
                /** @description The revision of the change. */
                e: number;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. `edit_not_found`: No such change. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_sealed`: The step is sealed. `step_ahead`: The step is too far ahead. `history_regressed`: The store has lost what was accepted. `too_many_pending`: Too many changes wait for a step. `group_exists`: Another group has this name. `scheduler_exists`: Another scheduler has this name. `last_group`: An optimizer needs a group. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                /**
                 * @description The author of the call, for the events: a person, a rank, a program.
                 * @example ada
                 */
                "lockstep-actor"?: string;
            };
            path: {
                /**
                 * @description The optimizer.
                 * @example run-42
                 */
                o: string;
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
                "application/json": components["schemas"]["StateDocumentInput"];
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `state_corrupt`: The document has been changed. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                o: string;
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
                    "application/json": components["schemas"]["ReadRates"] | components["schemas"]["Series"];
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
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unknown_generation`: No such generation. `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
                o: string;
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
            /** @description `step_compacted`: The step is no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
                o: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or a stream. */
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
                };
            };
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `optimizer_not_found`: No such optimizer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `history_regressed`: The store has lost what was accepted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `events_compacted`: These events are no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `value_not_finite`: A schedule has no value here. `schedule_ended`: A schedule has ended. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
            /** @description `invalid_request`: The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Lockstep failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The store is unavailable. */
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
}
