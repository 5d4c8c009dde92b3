// Every stage of the benchmark with what goes in and what comes out.
import type { AskResult } from './ask-stage.ts'
import type { BuildInput, BuildResult } from './build-stage.ts'
import type { CoreLinkInput, CoreLinkResult } from './core-link-stage.ts'
import type { CoreInput, CoreResult } from './core-stage.ts'
import type { EngineInput, EngineResult } from './engine-stage.ts'
import type { HttpInput, HttpResult } from './http-stage.ts'
import type { PrepareInput, PrepareResult } from './prepare-stage.ts'
import type { OpenInput, RankResult } from './rank-stage.ts'

export interface Stages {
  readonly prepare: { readonly input: PrepareInput; readonly output: PrepareResult }
  readonly build: { readonly input: BuildInput; readonly output: BuildResult }
  readonly rank: { readonly input: OpenInput; readonly output: RankResult }
  readonly ask: { readonly input: OpenInput; readonly output: AskResult }
  readonly engine: { readonly input: EngineInput; readonly output: EngineResult }
  readonly http: { readonly input: HttpInput; readonly output: HttpResult }
  readonly 'core-link': { readonly input: CoreLinkInput; readonly output: CoreLinkResult }
  readonly core: { readonly input: CoreInput; readonly output: CoreResult }
}

export type StageName = keyof Stages
export type InputOf<N extends StageName> = Stages[N]['input']
export type OutputOf<N extends StageName> = Stages[N]['output']
