// The public interface for config files: typed identities and types, no logic.
export { defineConfig } from './config/schema.ts'
export type { UserConfig } from './config/schema.ts'
export { defineScenario } from './core/scenario.ts'
export type {
  BucketFacts,
  Load,
  LoadModel,
  RequestContext,
  RequestSource,
  RequestSpec,
  RequestStream,
  Scenario,
  SnapshotFacts,
} from './core/scenario.ts'
